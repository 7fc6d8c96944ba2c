using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Tests.Parity;

/// <summary>The weights and pictures of the references, which are made by a formula instead of being stored.</summary>
internal static class Formula
{
    /// <summary>Values in [-1, 1) from counters k * 2^32 + i through splitmix64.</summary>
    public static double[] Noise(ulong k, long count)
    {
        var values = new double[count];
        for (int i = 0; i < values.Length; i++)
        {
            ulong z = (k << 32) + (ulong)i + 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            z ^= z >> 31;
            values[i] = (z >> 11) / (double)(1L << 52) - 1;
        }

        return values;
    }

    /// <summary>All tensors of a network, numbered in the ordinal order of their names.</summary>
    public static Parameters Parameters(Graph graph)
    {
        string[] names = [.. graph.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal)];
        var parameters = new Parameters();
        foreach (ParameterSpec spec in graph.Parameters)
        {
            double[] s = Noise((ulong)Array.IndexOf(names, spec.Name), spec.Shape.Elements);
            float[] values = [.. s.Select(v => (float)Value(spec, v))];
            parameters.Add(spec.Name, Tensor.FromChannelsFirst(spec.Shape, values));
        }

        return parameters;
    }

    /// <summary>A batch of pictures, N,C,H,W.</summary>
    public static float[] Pictures(Shape shape) =>
        [.. Enumerable.Range(0, shape.N).SelectMany(n => Noise(1000000 + (ulong)n, shape.Elements / shape.N)).Select(v => (float)(1.5 * v))];

    private static double Value(ParameterSpec spec, double s)
    {
        if (spec.Name.EndsWith("running_var", StringComparison.Ordinal)) return 1 + 0.5 * Math.Abs(s);
        if (spec.Name.EndsWith("running_mean", StringComparison.Ordinal)) return 0.1 * s;
        if (spec.Shape.Rank == 1) return spec.Name.EndsWith("weight", StringComparison.Ordinal) ? 1 + 0.1 * s : 0.1 * s;
        return s * Math.Sqrt(6 / (double)(spec.Shape.Elements / spec.Shape[0]));
    }
}
