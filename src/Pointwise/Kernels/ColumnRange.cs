namespace Pointwise.Kernels;

/// <summary>A range of a product's columns, and where it goes.</summary>
/// <param name="first">The first column.</param>
/// <param name="destination">What is written: as many channels as the range has columns.</param>
internal readonly struct ColumnRange(int first, Rows destination)
{
    public int First { get; } = first;

    public int End => First + Destination.C;

    public Rows Destination { get; } = destination;
}
