namespace Pointwise.Data.Resizing;

/// <summary>A part of a picture; its edges may lie within pixels. Edge 0 is the left of the first pixel, edge 1 its right.</summary>
/// <param name="Left">The left edge, in pixels.</param>
/// <param name="Top">The upper edge, in pixels.</param>
/// <param name="Right">The right edge, in pixels.</param>
/// <param name="Bottom">The lower edge, in pixels.</param>
public readonly record struct Region(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Whether it has an extent and lies within a picture.</summary>
    internal bool LiesIn(int height, int width) => Left >= 0 && Top >= 0 && Right <= width && Bottom <= height && Left < Right && Top < Bottom;
}
