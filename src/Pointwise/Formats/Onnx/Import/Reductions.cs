using System.Collections.Immutable;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>Sums, means and the like along axes.</summary>
internal static class Reductions
{
    /// <summary>
    /// Axes are an attribute before opset 18 (of sums 13), an input since; without any all are meant, unless the node says none. The mean of a
    /// picture's pixels is our own global pool.
    /// </summary>
    public static void Reduce(NodeContext n)
    {
        Operand x = n[0];
        bool keeps = n.Flag("keepdims", true);
        long[] axes = n.IntegersOf("axes", 1) ?? [];
        bool reducesNothing = axes.Length == 0 && n.Flag("noop_with_empty_axes");
        int[] along = [.. axes.Select(a => Require.Axis(a, x.Shape.Rank)).Order()];
        if (n.Operator == "ReduceMean" && keeps && x.Shape.Rank == 4 && x.Kind == ElementKind.Float32 && along is [2, 3] && x.Constant is null && x.Shape.H * (long)x.Shape.W > 0)
        {
            n.Output(0, n.Add(null, new GlobalAveragePool(), x));
            return;
        }

        Arithmetic.Store(n, n.Add(null, new Reduce(Enum.Parse<Reduction>(n.Operator["Reduce".Length..]), [.. along], keeps, reducesNothing), x));
    }
}
