using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Channels as blocks of pixels: [N,C*b*b,H,W] gives [N,C,H*b,W*b].</summary>
/// <param name="BlockSize">b.</param>
/// <param name="ChannelsFirst">Whether a channel's block lies together (CRD), as pixel shuffle has it; else the channels of one pixel do (DCR).</param>
public sealed record DepthToSpace(int BlockSize, bool ChannelsFirst = false) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "DepthToSpace";

    internal override Attributes Attributes => new Attributes(Name).With("blocksize", BlockSize).With("mode", ChannelsFirst ? "CRD" : "DCR");

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool HasBackward => true;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Shape shape = Blocks.Check(inputs, BlockSize);
        if (shape.C % (BlockSize * BlockSize) != 0)
            throw new PointwiseException("blocksize", "channels are not divided evenly", $"channels that {BlockSize * BlockSize} divides", $"{shape.C}", "correct the block size");
        return new ValueInfo(Extents.ToShape("blocksize", [shape.N, shape.C / (BlockSize * BlockSize), (long)shape.H * BlockSize, (long)shape.W * BlockSize]), inputs[0].Kind);
    }

    internal static DepthToSpace Read(Attributes a) => new(a.Integer("blocksize"), a.Text("mode", "DCR") switch
    {
        "CRD" => true,
        "DCR" => false,
        var found => throw new PointwiseException("DepthToSpace", "attribute mode is wrong", "DCR or CRD", found, "correct mode"),
    });

    internal override void Forward(in ForwardPass pass) =>
        ViewCopy.Run(pass.Workers, Blocks.Channels(pass.InputView(0), BlockSize, !ChannelsFirst), Blocks.Pixels(pass.OutputView, BlockSize));

    internal override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone)
            ViewCopy.Run(pass.Workers, Blocks.Pixels(pass.OutputGradientView, BlockSize), Blocks.Channels(pass.InputGradientView(0), BlockSize, !ChannelsFirst), pass.Accumulate[0]);
    }
}
