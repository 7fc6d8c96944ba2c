using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tests.Data.Masks;
using Pointwise.Tests.Inference.Segmenting;

namespace Pointwise.Tests.Cli;

/// <summary>A folder of pictures and masks in parts, and a model that tells them without a mistake.</summary>
public sealed class MaskFolders : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public MaskFolders()
    {
        Directory.CreateDirectory(Scenes);
        new DrawnMasks(6, 24, 32).Write(Scenes, "train");
        new DrawnMasks(3, 24, 32).Write(Scenes, "val");
        new DrawnMasks(4, 24, 32).Write(Scenes, "test");
        using Model model = PixelModels.ByRed(3, 24, 32);
        ModelFile.Save(model, Model);
    }

    public string Scenes => folder.File("scenes");

    public string Model => folder.File("by-red.safetensors");

    public string In(params string[] parts) => Path.Combine([folder.Path, .. parts]);

    public void Dispose() => folder.Dispose();
}
