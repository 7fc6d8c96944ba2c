using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tests.Data;
using Pointwise.Training;

namespace Pointwise.Tests.Cli;

/// <summary>Folders of drawn shapes as PNG, train and val with one folder a class, and a model that was trained on such shapes.</summary>
public sealed class ShapeFolders : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ShapeFolders()
    {
        var shapes = new DrawnShapes(240, 1);
        Model = In("shapes.safetensors");
        using Model start = NewModel.For(ArchitectureCatalog.Get("tiny-inception"), shapes, 1);
        ModelFile.Save(TrainingLoop.Run(start, shapes, new TrainingOptions { Epochs = 3, BatchSize = 16, Threads = 2, Augmentation = null }), Model);
        Write("photos/train", new DrawnShapes(24, 3));
        Write("photos/val", Others);
    }

    /// <summary>The pictures of the folder val.</summary>
    internal static DrawnShapes Others { get; } = new(60, 2);

    /// <summary>The model's file.</summary>
    public string Model { get; }

    /// <summary>The folder with train and val.</summary>
    public string Photos => In("photos");

    public string In(string path) => Path.Combine(folder.Path, path);

    internal void Write(string path, DrawnShapes shapes)
    {
        for (int i = 0; i < shapes.Count; i++)
        {
            string to = In(Path.Combine(path, shapes.Classes[shapes.Label(i)]));
            Directory.CreateDirectory(to);
            PictureFile.SavePng(Path.Combine(to, $"{i:D3}.png"), shapes.Read(i));
        }
    }

    public void Dispose() => folder.Dispose();
}
