using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Blocks of pixels as channels: [N,C,H*b,W*b] gives [N,b*b*C,H,W], the channels of one pixel together.</summary>
/// <param name="BlockSize">b.</param>
public sealed record SpaceToDepth(int BlockSize) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "SpaceToDepth";

    internal override Attributes Attributes => new Attributes(Name).With("blocksize", BlockSize);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool HasBackward => true;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Shape shape = Blocks.Check(inputs, BlockSize);
        if (shape.H % BlockSize != 0 || shape.W % BlockSize != 0)
            throw new PointwiseException("blocksize", "pixels are not divided evenly", $"rows and columns that {BlockSize} divides", $"{shape.H}x{shape.W}", "correct the block size");
        return new ValueInfo(Extents.ToShape("blocksize", [shape.N, (long)shape.C * BlockSize * BlockSize, shape.H / BlockSize, shape.W / BlockSize]), inputs[0].Kind);
    }

    internal static SpaceToDepth Read(Attributes a) => new(a.Integer("blocksize"));

    internal override void Forward(in ForwardPass pass) =>
        ViewCopy.Run(pass.Workers, Blocks.Pixels(pass.InputView(0), BlockSize), Blocks.Channels(pass.OutputView, BlockSize, pixelsFirst: true));

    internal override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone)
            ViewCopy.Run(pass.Workers, Blocks.Channels(pass.OutputGradientView, BlockSize, pixelsFirst: true), Blocks.Pixels(pass.InputGradientView(0), BlockSize), pass.Accumulate[0]);
    }
}
