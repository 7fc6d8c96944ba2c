using System.Collections.Immutable;
using Pointwise.Operators;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>Convolutions of one and two dimensions.</summary>
internal static class Convolutions
{
    public static void Forward(NodeContext n) => Convolve(n, (filters, window, groups, bias) => new Conv2D(filters, window, groups, bias), 0);

    /// <summary>Weights are [in, out / groups, kernel …]; the result's size may be asked for instead of padding.</summary>
    public static void Transposed(NodeContext n)
    {
        int dimensions = n[0].Shape.Rank - 2;
        Convolve(n, (filters, window, groups, bias) =>
        {
            int[] more = Windows.Two(n, "output_padding", dimensions, 0);
            ImmutableArray<long> asked = n.Integers("output_shape");
            int[] size = [0, 0];
            // some exporters write the batch and the channels too
            if (!asked.IsDefaultOrEmpty) size = dimensions == 1 ? [1, NodeContext.Int32(asked[^1])] : asked.Length >= 2 ? [NodeContext.Int32(asked[^2]), NodeContext.Int32(asked[^1])] : throw n.Unsupported("output_shape", "two numbers", "one");
            return new ConvTranspose2D(filters, window, more[0], more[1], size[0], size[1], groups, bias);
        }, 1);
    }

    private static void Convolve(NodeContext n, Func<int, Window, int, bool, Operator> make, int filterAxis)
    {
        Operand x = n[0], weight = n[1];
        int groups = n.Int32("group", 1), dimensions = x.Shape.Rank - 2;
        if (weight.Shape.Rank != x.Shape.Rank)
            throw new PointwiseException("weights", "do not fit the input", $"rank {x.Shape.Rank}, as the input's {x.Shape}", $"{weight.Shape}", "get the file anew: its parts do not fit each other");
        long filters = weight.Shape[filterAxis] * (long)(filterAxis == 1 ? groups : 1);
        n.Output(0, Pixels.Windowed(n, x, pictures =>
        {
            Window window = Windows.Read(n, dimensions, [.. weight.Shape.ToArray()[2..].Select(e => (long)e)]);
            CheckWeights(n, x, weight, groups, filterAxis);
            return n.AddWith(null, make(NodeContext.Int32(filters), window, groups, n.Has(2)), pictures, n.Has(2) ? [weight, n[2]] : [weight]);
        }));
    }

    private static void CheckWeights(NodeContext n, Operand x, Operand weight, int groups, int filterAxis)
    {
        long channels = filterAxis == 0 ? weight.Shape[1] * (long)groups : weight.Shape[0];
        if (channels != x.Shape.C)
            throw new PointwiseException("weights", "do not fit the input", $"{x.Shape.C} input channels in {groups} groups", $"weights {weight.Shape}", "get the file anew: its parts do not fit each other");
        ImmutableArray<long> kernel = n.Integers("kernel_shape");
        if (!kernel.IsDefaultOrEmpty && !kernel.SequenceEqual(weight.Shape.ToArray()[2..].Select(e => (long)e)))
            throw new PointwiseException("kernel_shape", "does not fit the weights", $"{weight.Shape}", $"[{string.Join(',', kernel)}]", "get the file anew: its parts do not fit each other");
    }
}
