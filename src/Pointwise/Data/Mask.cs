using Pointwise.Graphs;

namespace Pointwise.Data;

/// <summary>The class of every pixel of a picture, row by row.</summary>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Classes">Height x Width indices of classes, or <see cref="Ignored"/>.</param>
public sealed record Mask(int Height, int Width, ReadOnlyMemory<byte> Classes)
{
    /// <summary>The value of a pixel that counts nowhere: neither learnt from nor scored.</summary>
    public const byte Ignored = 255;

    /// <summary>The most classes that a mask can tell apart.</summary>
    public const int MostClasses = Ignored;

    /// <summary>The mask at another size: each pixel has the class of the one that its middle falls on.</summary>
    /// <param name="height">Rows of the result, in pixels.</param>
    /// <param name="width">Pixels of its rows.</param>
    /// <exception cref="PointwiseException">The result is empty or larger than <see cref="Limits"/> allow.</exception>
    public Mask Resize(int height, int width) => new(height, width, new Picture(Height, Width, 1, Classes).Resize(height, width, Interpolation.Nearest).Pixels);

    /// <summary>The indices as rows of one byte a pixel.</summary>
    internal PixelRows Rows => new(Classes.Span, Height, Width, 1, Width);
}
