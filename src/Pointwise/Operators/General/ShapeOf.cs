using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>The extents of a value as whole numbers, or some of them: known as soon as the graph is made.</summary>
/// <param name="Start">The first axis; negative ones count from the last.</param>
/// <param name="End">The axis to stop before; negative ones count from the last.</param>
public sealed record ShapeOf(int Start = 0, int End = int.MaxValue) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "ShapeOf";

    internal override Attributes Attributes => new Attributes(Name).With("start", Start).With("end", End);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool SendsGradientTo(int input) => false;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        Shape shape = inputs[0].Shape;
        int start = Place(Start, shape.Rank), end = Math.Max(start, Place(End, shape.Rank));
        var extents = new long[end - start];
        for (int i = 0; i < extents.Length; i++) extents[i] = shape[start + i];
        return ValueInfo.Of(Literal.Owning(new Shape(extents.Length), ElementKind.Int64, extents));
    }

    internal static ShapeOf Read(Attributes a) => new(a.Integer("start", 0), a.Integer("end", int.MaxValue));

    internal override void Forward(in ForwardPass pass) => LiteralMemory.Write(pass.OutputInfo.Known!, pass.OutputView);

    private static int Place(int axis, int rank) => Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);
}
