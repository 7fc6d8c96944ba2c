using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// Batch normalisation per channel of [N,C,H,W] or [N,C] (arXiv:1502.03167): (x - mean) / sqrt(variance + epsilon) * weight + bias.
/// Training normalises with the mean and the biased variance of the batch; inference with the running ones. The running variance
/// gathers unbiased variances, as PyTorch's does; a batch with one value per channel has no unbiased variance and gives its biased one, 0.
/// </summary>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Momentum">The weight of the new value in the running mean and variance: running = (1 - momentum) * running + momentum * value.</param>
/// <param name="Activation">What is applied to the result before it is stored.</param>
public sealed record BatchNorm(float Epsilon = 1e-5f, float Momentum = 0.1f, Activation Activation = Activation.None) : Operator
{
    /// <inheritdoc/>
    public override string Name => "BatchNorm";

    internal override Attributes Attributes => new Attributes(Name)
        .With("epsilon", Epsilon).With("momentum", Momentum).With("activation", Activation.ToString());

    /// <summary>The output is not needed for ReLU's mask: it is computed again, bit for bit, from the input.</summary>
    internal override BackwardReads BackwardReads => BackwardReads.Inputs;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        if (inputs[0].Rank is not (2 or 4))
            throw new PointwiseException("input", "batch normalisation needs channels", "rank 4, [N,C,H,W], or rank 2, [N,C]", $"{inputs[0]}", "reshape the input");
        Require.Range("epsilon", Epsilon, 0, float.MaxValue);
        Require.Range("momentum", Momentum, 0, 1);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(params ReadOnlySpan<Shape> inputs)
    {
        var channels = new Shape(inputs[0].C);
        return
        [
            new ParameterSpec("weight", channels, ParameterRole.Scale),
            new ParameterSpec("bias", channels, ParameterRole.Shift),
            new ParameterSpec("running_mean", channels, ParameterRole.RunningMean),
            new ParameterSpec("running_var", channels, ParameterRole.RunningVariance),
        ];
    }

    internal static BatchNorm Read(Attributes a) => new((float)a.Number("epsilon", 1e-5f), (float)a.Number("momentum", 0.1f), a.Activation());

    /// <summary>Mean, inverse deviation and factor of each channel.</summary>
    internal override long SavedFloats(ReadOnlySpan<Shape> inputs) => 3L * inputs[0].C;

    /// <summary>The factor of each channel.</summary>
    internal override long PreparedFloats(ReadOnlySpan<Shape> inputs, LaneWidth width) => inputs[0].C;

    internal override object PreparedForm(ReadOnlySpan<Shape> inputs, LaneWidth width) => inputs[0].C;

    internal override void Prepare(in ForwardPass pass)
    {
        if (!pass.Training) BatchStatistics.Factor(pass.Parameters[0], pass.Parameters[3], Epsilon, pass.Prepared);
    }

    internal override void Forward(in ForwardPass pass)
    {
        Rows x = pass.Inputs[0], mean = pass.Parameters[2], factor = pass.Prepared;
        if (pass.Training)
        {
            var saved = new BatchStatistics.Saved(pass.Saved);
            BatchStatistics.Measure(pass.Workers, x, Epsilon, Momentum, pass.Parameters[0], pass.Parameters[2], pass.Parameters[3], saved);
            (mean, factor) = (saved.Mean, saved.Factor);
        }

        if (Activation == Activation.Relu) Normalization.Run<Rectify>(pass.Workers, x, mean, factor, pass.Parameters[1], pass.Output);
        else Normalization.Run<Plain>(pass.Workers, x, mean, factor, pass.Parameters[1], pass.Output);
    }

    internal override void Backward(in BackwardPass pass)
    {
        if (Activation == Activation.Relu) Backward<RectifiedGradient>(pass);
        else Backward<PlainGradient>(pass);
    }

    private static void Backward<TTerm>(in BackwardPass pass)
        where TTerm : struct, IBatchTerm
    {
        if (pass.IsStill)
        {
            NormalizationGradient.RunStill<TTerm>(pass.Workers, pass.Inputs[0], pass.OutputGradient, pass.Parameters[2], pass.Prepared, pass.Parameters[1], pass.InputGradients[0], pass.Accumulate[0]);
            return;
        }

        NormalizationGradient.Run<TTerm>(pass.Workers, pass.Inputs[0], pass.OutputGradient, pass.Parameters[1], new BatchStatistics.Saved(pass.Saved),
            pass.ParameterGradients[0], pass.ParameterGradients[1], pass.InputGradients[0], pass.Accumulate[0]);
    }
}
