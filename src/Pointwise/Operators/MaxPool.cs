using System.Diagnostics;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>The largest value under a window, channel by channel. Padding never wins; what is not a number does.</summary>
/// <param name="Window">Kernel, stride, padding, dilation and ceil mode.</param>
public sealed record MaxPool(Window Window) : Operator
{
    /// <inheritdoc/>
    public override string Name => "MaxPool";

    internal override Attributes Attributes => WindowAttributes.Write(new Attributes(Name), Window);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        return Window.OutputShape(inputs[0], inputs[0].C);
    }

    internal static MaxPool Read(Attributes a) => new(WindowAttributes.Read(a));

    /// <summary>The winning tap of every output element.</summary>
    internal override long SavedFloats(ReadOnlySpan<Shape> inputs) => OutputShape(inputs).Elements;

    internal override void Forward(in ForwardPass pass) => throw new UnreachableException();
}
