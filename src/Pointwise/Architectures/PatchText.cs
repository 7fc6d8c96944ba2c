using System.Globalization;
using Pointwise.Operators;

namespace Pointwise.Architectures;

/// <summary>Sizes as the paper's tables write them: 7x7/2, 224x224x3.</summary>
internal static class PatchText
{
    /// <summary>The largest kernel, stride or padding a file may ask for.</summary>
    public const int LargestKernel = 1024;

    private const int LargestExtent = 65_536;

    /// <summary>Positive numbers joined by x, so many; null where the text is something else.</summary>
    public static int[]? Extents(string text, int count)
    {
        string[] parts = text.Split('x', count + 1);
        int[] extents = [.. parts.Select(p => Positive(p, LargestExtent))];
        return parts.Length == count && extents.All(e => e > 0) ? extents : null;
    }

    /// <summary>Kernel and stride, without padding: 7x7/2, 1x3; null where the text is something else.</summary>
    public static Window? Window(string text)
    {
        string[] parts = text.Split('/', 3);
        int stride = parts.Length == 1 ? 1 : Positive(parts[1], LargestKernel);
        if (parts.Length > 2 || stride == 0 || Extents(parts[0], 2) is not [int h, int w] || h > LargestKernel || w > LargestKernel) return null;
        return new Window(h, w, stride, stride);
    }

    private static int Positive(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= most ? value : 0;
}
