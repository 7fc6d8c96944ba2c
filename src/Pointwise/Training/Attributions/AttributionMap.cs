using System.Collections.Immutable;

namespace Pointwise.Training.Attributions;

/// <summary>How much each place of a layer's map speaks for a class.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Values">Height x Width numbers, row by row, in units of the logit for a class activation map.</param>
public sealed record AttributionMap(int Height, int Width, ImmutableArray<double> Values)
{
    /// <summary>The value of a place.</summary>
    /// <param name="row">From the top, from 0.</param>
    /// <param name="column">From the left, from 0.</param>
    public double this[int row, int column] => Values[row * Width + column];

    /// <summary>The values of all places together.</summary>
    public double Sum => Values.Sum();

    /// <summary>The place with the largest value; the first of several.</summary>
    public (int Row, int Column) Peak => Math.DivRem(Values.IndexOf(Values.Max()), Width);
}
