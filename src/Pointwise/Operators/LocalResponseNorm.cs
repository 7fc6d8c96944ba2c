using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// Local response normalisation across channels of [N,C,H,W]: x / (k + alpha / size * sum of squares)^beta, the sum over the
/// <paramref name="Size"/> channels about c, cut off at the first and the last channel.
/// </summary>
/// <param name="Size">Channels in a window.</param>
/// <param name="Alpha">The factor of the mean square; PyTorch, ONNX and Caffe divide it by the size, the paper's own formula (Krizhevsky 2012, section 3.3) does not.</param>
/// <param name="Beta">The power.</param>
/// <param name="K">The addend; ONNX calls it bias.</param>
/// <param name="LeansAhead">
/// Whether a window of even size holds one channel more after c than before, as ONNX defines it, instead of one more before, as PyTorch does.
/// </param>
public sealed record LocalResponseNorm(int Size, float Alpha = 1e-4f, float Beta = 0.75f, float K = 1, bool LeansAhead = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "LocalResponseNorm";

    internal override Attributes Attributes
    {
        get
        {
            Attributes attributes = new Attributes(Name).With("size", Size).With("alpha", Alpha).With("beta", Beta).With("bias", K);
            return LeansAhead ? attributes.With("leans_ahead", true) : attributes;
        }
    }

    internal override BackwardReads BackwardReads => BackwardReads.Inputs;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Require.Image(inputs[0]);
        Require.Positive("size", Size);
        Require.Range("alpha", Alpha, 0, float.MaxValue);
        Require.Range("beta", Beta, 0, 100);
        Require.Range("k", K, 0, float.MaxValue);
        return inputs[0];
    }

    internal static LocalResponseNorm Read(Attributes a) =>
        new(a.Integer("size"), (float)a.Number("alpha", 1e-4f), (float)a.Number("beta", 0.75f), (float)a.Number("bias", 1), a.Flag("leans_ahead"));

    /// <summary>k + alpha / size * sum of squares, for each element.</summary>
    internal override long SavedFloats(ReadOnlySpan<Shape> inputs) => inputs[0].Elements;

    internal override void Forward(in ForwardPass pass)
    {
        ChannelWindow window = ChannelWindow.Of(Size, Alpha, K, pass.Inputs[0].C, LeansAhead);
        if (Beta == InverseThreeQuarters.Beta)
            ResponseNormalization.Forward(pass.Workers, new InverseThreeQuarters(), window, pass.Inputs[0], pass.Output, pass.Saved);
        else
            ResponseNormalization.Forward(pass.Workers, new InversePower(Beta), window, pass.Inputs[0], pass.Output, pass.Saved);
    }

    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        if (Beta == InverseThreeQuarters.Beta) Backward(pass, new InverseThreeQuarters());
        else Backward(pass, new InversePower(Beta));
    }

    private void Backward<TPower>(in BackwardPass pass, TPower power)
        where TPower : struct, IFunction1
    {
        ChannelWindow window = ChannelWindow.Of(Size, Alpha, K, pass.Inputs[0].C, LeansAhead);
        ResponseNormalization.Backward(pass.Workers, power, Beta, window, pass.Inputs[0], pass.Saved, pass.OutputGradient, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
