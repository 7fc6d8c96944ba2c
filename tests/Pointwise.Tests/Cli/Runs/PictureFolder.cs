using Pointwise.Data;
using Pointwise.Data.Codecs.Png;
using Pointwise.Tensors;

namespace Pointwise.Tests.Cli.Runs;

/// <summary>A folder with one folder a class of small coloured pictures: what shows is told by the colour.</summary>
internal sealed class PictureFolder : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <param name="ofEach">Pictures of each class.</param>
    /// <param name="side">Pixels.</param>
    /// <param name="classes">The classes' names.</param>
    public PictureFolder(int ofEach, int side = 20, params string[] classes)
    {
        for (int c = 0; c < classes.Length; c++)
            for (int i = 0; i < ofEach; i++) Add($"{classes[c]}/{i:D2}.png", side, c, (ulong)((c * 1000) + i));
    }

    public string Path => folder.Path;

    public string File(string name) => folder.File(name);

    /// <summary>Adds a picture; its folder is made.</summary>
    public void Add(string name, int side, int colour, ulong seed)
    {
        var random = new RandomStream(seed, 7);
        var pixels = new byte[side * side * 3];
        for (int i = 0; i < pixels.Length; i++) pixels[i] = (byte)((i % 3 == colour % 3 ? 140 : 40) + random.Integer(i, 60));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(folder.File(name))!);
        using FileStream file = System.IO.File.Create(folder.File(name));
        PngWriter.Write(file, new Picture(side, side, 3, pixels));
    }

    public void Dispose() => folder.Dispose();
}
