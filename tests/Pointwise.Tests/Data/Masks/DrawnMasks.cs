using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Data.Masks;

namespace Pointwise.Tests.Data.Masks;

/// <summary>Pictures whose pixels tell their class: the mask is a function of the picture's red value, so that it can be seen whether both were changed alike.</summary>
internal sealed class DrawnMasks(int count, int height, int width, int classes = 3) : IMaskSet
{
    public string Name => "drawn masks";

    public int Count => count;

    public ImmutableArray<string> Classes { get; } = [.. Enumerable.Range(0, classes).Select(c => $"class {c}")];

    /// <summary>Red of a class: far enough apart for blended pixels to be told.</summary>
    public byte Red(int index) => (byte)(40 + 200 * index / Math.Max(1, classes - 1));

    public Picture Read(int index)
    {
        ReadOnlySpan<byte> mask = Mask(index).Classes.Span;
        var pixels = new byte[height * width * 3];
        for (int p = 0; p < mask.Length; p++) (pixels[3 * p], pixels[3 * p + 1], pixels[3 * p + 2]) = (Red(mask[p]), (byte)(p % width), (byte)(p / width));
        return new Picture(height, width, 3, pixels);
    }

    /// <summary>Blocks of 6x8 pixels, each of a class by its place and the picture's number.</summary>
    public Mask Mask(int index)
    {
        var mask = new byte[height * width];
        for (int p = 0; p < mask.Length; p++) mask[p] = (byte)((p / width / 6 * 5 + p % width / 8 * 3 + index) % classes);
        return new Mask(height, width, mask);
    }

    /// <summary>Writes pictures, masks and the names of the classes: name, nameannot, classes.txt.</summary>
    public void Write(string folder, string part)
    {
        Directory.CreateDirectory(Path.Combine(folder, part));
        Directory.CreateDirectory(Path.Combine(folder, $"{part}annot"));
        for (int i = 0; i < count; i++)
        {
            PictureFile.SavePng(Path.Combine(folder, part, $"{i:D3}.png"), Read(i));
            PictureFile.SavePng(Path.Combine(folder, $"{part}annot", $"{i:D3}.png"), new Picture(height, width, 1, Mask(i).Classes));
        }

        File.WriteAllLines(Path.Combine(folder, "classes.txt"), Classes);
    }
}
