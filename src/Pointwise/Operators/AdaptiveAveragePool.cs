using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// The mean over bins that cover the picture, channel by channel: [N,C,H,W] gives [N,C,Height,Width].
/// Bin i of n over an extent covers floor(i * extent / n) up to, but not with, ceil((i + 1) * extent / n); bins may overlap.
/// </summary>
/// <param name="Height">Rows of the result.</param>
/// <param name="Width">Columns of the result.</param>
public sealed record AdaptiveAveragePool(int Height, int Width) : Operator
{
    /// <inheritdoc/>
    public override string Name => "AdaptiveAveragePool";

    internal override Attributes Attributes => new Attributes(Name).With("output_size", Height, Width);

    /// <summary>The largest bin, and the distance of bins where they divide the picture evenly.</summary>
    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => new Window(
        LargestBin(inputs[0].H, Height), LargestBin(inputs[0].W, Width), Math.Max(1, inputs[0].H / Height), Math.Max(1, inputs[0].W / Width));

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Require.Pixels(inputs[0]);
        Require.Positive("height", Height);
        Require.Positive("width", Width);
        return new Shape(inputs[0].N, inputs[0].C, Height, Width);
    }

    internal static AdaptiveAveragePool Read(Attributes a)
    {
        int[] size = a.Integers("output_size", 2);
        return new AdaptiveAveragePool(size[0], size[1]);
    }

    internal override void Forward(in ForwardPass pass) =>
        AveragePooling.Forward(pass.Workers, default(BinAxis), default(BinAxis), pass.Inputs[0], pass.Output);

    /// <summary>The gradient of an output is shared out evenly over its bin.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone)
            AveragePooling.Backward(pass.Workers, default(BinAxis), default(BinAxis), pass.OutputGradient, pass.InputGradients[0], pass.Accumulate[0]);
    }

    /// <summary>A bin starts up to bins - gcd beyond a whole pixel, in parts of a bin: the worst start makes the largest bin.</summary>
    private static int LargestBin(int extent, int bins)
    {
        long common = (long)System.Numerics.BigInteger.GreatestCommonDivisor(extent, bins);
        return (int)(1 + (extent - common + bins - 1) / bins);
    }
}
