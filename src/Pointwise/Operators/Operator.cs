using System.Diagnostics;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// What a node of a graph does: a plain value that answers for its shape, parameters, cost, forward and backward.
/// Equal attributes make equal operators.
/// </summary>
public abstract record Operator
{
    /// <summary>The <see cref="Algorithm"/> of what finds its result where it has to lie.</summary>
    internal const string InPlace = "in place";

    /// <summary>The name in the catalog: Conv2D, MaxPool, …</summary>
    public abstract string Name { get; }

    /// <summary>The shape of the result.</summary>
    /// <param name="inputs">One shape an input, in order.</param>
    /// <exception cref="PointwiseException">The inputs do not fit the operator or each other.</exception>
    public abstract Shape OutputShape(params ReadOnlySpan<Shape> inputs);

    /// <summary>All that is known of the result. Where not overridden: pictures, vectors and scores of floats alone, of whose values nothing is known.</summary>
    /// <param name="inputs">What is known of each input, in order.</param>
    /// <exception cref="PointwiseException">The inputs do not fit the operator or each other.</exception>
    internal virtual ValueInfo Infer(ReadOnlySpan<ValueInfo> inputs)
    {
        var shapes = new Shape[inputs.Length];
        for (int i = 0; i < shapes.Length; i++)
        {
            Require.Floats(Name, inputs, i);
            shapes[i] = inputs[i].Shape;
        }

        return new ValueInfo(OutputShape(shapes));
    }

    /// <summary>The parameters it needs for such inputs, in a fixed order.</summary>
    /// <param name="inputs">One shape an input, in order.</param>
    public virtual IReadOnlyList<ParameterSpec> Parameters(params ReadOnlySpan<Shape> inputs) => [];

    /// <summary>Multiply-adds of one forward pass over such inputs, as papers count them: products of weights and activations alone.</summary>
    /// <param name="inputs">One shape an input, in order.</param>
    public virtual long MultiplyAdds(params ReadOnlySpan<Shape> inputs) => 0;

    /// <summary>The window through which a pixel of the result sees its input; null where it sees the pixel at its own place alone.</summary>
    /// <param name="inputs">One shape an input, in order.</param>
    internal virtual Window? Reach(ReadOnlySpan<Shape> inputs) => null;

    /// <summary>The numbers that make it what it is, by ONNX's names.</summary>
    internal virtual Attributes Attributes => new(Name);

    /// <summary>What backward reads again beside the gradient of the output.</summary>
    internal virtual BackwardReads BackwardReads => BackwardReads.Inputs;

    /// <summary>Whether a gradient can be sent back through it.</summary>
    internal virtual bool HasBackward => true;

    /// <summary>Whether backward wants a gradient for this input at all: labels have none.</summary>
    internal virtual bool SendsGradientTo(int input) => true;

    /// <summary>Floats that forward leaves for backward: pool positions, masks, batch statistics. Only used in training.</summary>
    internal virtual long SavedFloats(ReadOnlySpan<Shape> inputs) => 0;

    /// <summary>Floats of parameters in the order that forward reads them.</summary>
    internal virtual long PreparedFloats(ReadOnlySpan<Shape> inputs, Kernels.LaneWidth width) => 0;

    /// <summary>
    /// What decides beside the operator, its parameters and the lanes what <see cref="Prepare"/> writes: where it is equal, so is every float.
    /// Where not overridden, the shapes that are read.
    /// </summary>
    internal virtual object PreparedForm(ReadOnlySpan<Shape> inputs, Kernels.LaneWidth width) => string.Join(' ', inputs.ToArray());

    /// <summary>Fills <see cref="ForwardPass.Prepared"/> from the parameters: once before inference, before each forward in training.</summary>
    internal virtual void Prepare(in ForwardPass pass)
    {
    }

    /// <summary>The way that <see cref="Forward"/> goes, in words: the operator's name where it has one way alone.</summary>
    internal virtual string Algorithm(in ForwardPass pass) => Name;

    /// <summary>The ways that <see cref="Forward"/> could go, <see cref="Algorithm"/> among them; none where there never is a choice.</summary>
    internal virtual IReadOnlyList<Kernels.AlgorithmCandidate> Candidates(in ForwardPass pass) => [];

    /// <summary>Computes <see cref="ForwardPass.Output"/>.</summary>
    internal abstract void Forward(in ForwardPass pass);

    /// <summary>Sends the gradient of the output back to inputs and parameters. May overwrite the gradient of the output.</summary>
    internal virtual void Backward(in BackwardPass pass) => throw new UnreachableException($"{Name} has no backward");
}

/// <summary>What an operator's backward reads of its forward pass.</summary>
[Flags]
internal enum BackwardReads
{
    Nothing = 0,
    Inputs = 1,
    Output = 2,
}
