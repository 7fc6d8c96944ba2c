using Pointwise.Tensors;

namespace Pointwise.Inference.Precision;

/// <summary>How far a result lies from the same computed in double precision.</summary>
/// <param name="Largest">The largest |value| of the result in double precision.</param>
/// <param name="Error">The largest difference of two values.</param>
public readonly record struct ValueError(double Largest, double Error)
{
    /// <summary>The largest difference as a part of the largest |value|; 0 where nothing differs.</summary>
    public double Share => Error == 0 ? 0 : Error / Largest;

    /// <summary>Compares a result with its reference.</summary>
    internal static ValueError Of(ReadOnlySpan<double> reference, ReadOnlySpan<double> found)
    {
        double largest = 0, error = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(reference[i]));
            double off = found[i].Equals(reference[i]) ? 0 : Math.Abs(found[i] - reference[i]);
            error = double.IsNaN(off) ? double.PositiveInfinity : Math.Max(error, off);
        }

        return new ValueError(largest, error);
    }
}

/// <summary>How far a node's result lies from the same computed in double precision, from the values that the node really reads.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Operator">What it does, in the words of papers.</param>
/// <param name="Algorithm">The way it is computed.</param>
/// <param name="Output">The shape of its result.</param>
/// <param name="Of">The difference.</param>
public sealed record LayerError(string Node, string Operator, string Algorithm, Shape Output, ValueError Of);
