using System.Text;

namespace Pointwise.Tests.Data.Sets;

/// <summary>A temporary folder of tiny pictures, each of another value.</summary>
internal sealed class PictureTree : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int written;

    public string Path => folder.Path;

    /// <summary>A grey picture of one value as PGM.</summary>
    public static byte[] Pgm(byte value, int height = 2, int width = 3) => [.. Encoding.ASCII.GetBytes($"P5 {width} {height} 255\n"), .. Enumerable.Repeat(value, height * width)];

    /// <summary>Writes pictures "class/name.pgm", their values 0, 1, 2, … in this order.</summary>
    public PictureTree Add(params string[] paths)
    {
        foreach (string path in paths) AddBytes(path, Pgm((byte)written++));
        return this;
    }

    public PictureTree AddBytes(string path, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(In(path))!);
        File.WriteAllBytes(In(path), bytes);
        return this;
    }

    public PictureTree AddText(string path, string text) => AddBytes(path, Encoding.UTF8.GetBytes(text));

    public PictureTree AddFolder(string path)
    {
        Directory.CreateDirectory(In(path));
        return this;
    }

    public string In(string path) => System.IO.Path.Combine(folder.Path, path);

    public void Dispose() => folder.Dispose();
}
