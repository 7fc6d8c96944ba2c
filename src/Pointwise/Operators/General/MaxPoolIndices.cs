using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// Where the values of a <see cref="MaxPool"/> come from: for every one its place in the whole of [N,C,H,W], row-major; of equal values the first in
/// reading order. -1 where a window holds padding alone.
/// </summary>
/// <param name="Window">The pool's.</param>
/// <param name="ColumnMajor">Whether places within a picture are counted down its columns (ONNX's storage_order 1).</param>
public sealed record MaxPoolIndices(Window Window, bool ColumnMajor = false) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "MaxPoolIndices";

    internal override Attributes Attributes => WindowAttributes.Write(new Attributes(Name), Window).With("storage_order", ColumnMajor);

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => Window;

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        Require.Floats(Name, inputs, 0);
        return new ValueInfo(Window.OutputShape(inputs[0].Shape, inputs[0].Shape.C), ElementKind.Int64);
    }

    internal static MaxPoolIndices Read(Attributes a) => new(WindowAttributes.Read(a), a.Flag("storage_order"));

    internal override void Forward(in ForwardPass pass)
    {
        Window window = Window.For(pass.Inputs[0].H, pass.Inputs[0].W);
        PoolIndices.Fill(pass.Workers, window.Vertical(), window.Horizontal(), pass.Inputs[0], pass.OutputView, ColumnMajor);
    }
}
