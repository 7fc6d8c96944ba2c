using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// The loss of classifiers: logits [N,C] and target distributions [N,C], one-hot usually, to one number:
/// sum of -w t' log softmax(logits) over all rows and classes, over the sum of w t, where t' = (1 - s) t + s / C.
/// Of maps [N,C,H,W] every pixel is a row (arXiv:1411.4038, section 3). Rows without any weight, as those of pixels whose label is
/// ignored, count nothing: where no row has any, the loss is 0.
/// </summary>
/// <param name="LabelSmoothing">s, the share of a target that is spread evenly over all classes (arXiv:1512.00567, section 7).</param>
/// <param name="ClassWeights">w, one a class; none where all count alike.</param>
public sealed record SoftmaxCrossEntropy(float LabelSmoothing = 0, ImmutableArray<float> ClassWeights = default) : Operator
{
    /// <inheritdoc/>
    public override string Name => "SoftmaxCrossEntropy";

    internal override Attributes Attributes => ClassWeights.IsDefaultOrEmpty
        ? new Attributes(Name).With("label_smoothing", LabelSmoothing)
        : new Attributes(Name).With("label_smoothing", LabelSmoothing).With("class_weights", [.. ClassWeights.Select(w => (double)w)]);

    internal override BackwardReads BackwardReads => BackwardReads.Inputs;

    private ReadOnlySpan<float> Weights => ClassWeights.IsDefault ? [] : ClassWeights.AsSpan();

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 2);
        if (!inputs[0].IsImage) Require.Vectors(inputs[0]);
        Require.Range("label_smoothing", LabelSmoothing, 0, 1);
        if (inputs[1] != inputs[0])
            throw new PointwiseException("targets", "targets do not fit the logits", $"{inputs[0]}, one distribution a row", $"{inputs[1]}", "give one row of class shares a picture, of maps one a pixel");
        if (Weights.Length > 0 && Weights.Length != inputs[0].C)
            throw new PointwiseException("class_weights", "weights do not fit the classes", $"{inputs[0].C}, one a class", $"{Weights.Length}", "give one weight a class, or none");
        foreach (float weight in Weights) Require.Range("class_weights", weight, 0, float.MaxValue);
        return new Shape();
    }

    /// <summary>Equal smoothing and equal weights; no weights are equal to an empty list.</summary>
    /// <param name="other">What to compare with.</param>
    public bool Equals(SoftmaxCrossEntropy? other) =>
        other is not null && LabelSmoothing.Equals(other.LabelSmoothing) && Weights.SequenceEqual(other.Weights);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(LabelSmoothing);
        hash.AddBytes(MemoryMarshal.AsBytes(Weights));
        return hash.ToHashCode();
    }

    internal static SoftmaxCrossEntropy Read(Attributes a) =>
        new((float)a.Number("label_smoothing", 0), [.. a.Numbers("class_weights").Select(w => (float)w)]);

    internal override bool SendsGradientTo(int input) => input == 0;

    /// <summary>The probabilities, then the sum of w t over the batch.</summary>
    internal override long SavedFloats(ReadOnlySpan<Shape> inputs) => inputs[0].Elements + 1;

    internal override void Forward(in ForwardPass pass) =>
        CrossEntropyRows.Forward(pass.Workers, pass.Inputs[0], pass.Inputs[1], LabelSmoothing, Weights, pass.Saved, pass.Output);

    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        CrossEntropyRows.Backward(pass.Workers, pass.Inputs[1], LabelSmoothing, Weights, pass.Saved, pass.OutputGradient, pass.InputGradients[0], pass.Accumulate[0]);
    }
}
