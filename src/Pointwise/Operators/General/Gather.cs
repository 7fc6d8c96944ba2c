using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// The places of an axis that indices name: data [a.., d, b..] and indices [i..] give [a.., i.., b..]. Negative indices count from the end.
/// </summary>
/// <param name="Axis">The axis; negative ones count from the last.</param>
public sealed record Gather(int Axis = 0) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Gather";

    internal override Attributes Attributes => new Attributes(Name).With("axis", Axis);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool SendsGradientTo(int input) => input == 0;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 2, 2);
        Require.Integers("indices", inputs[1]);
        Shape data = inputs[0].Shape, indices = inputs[1].Shape;
        int axis = Require.Axis(Axis, data.Rank), rank = data.Rank - 1 + indices.Rank;
        if (rank > Shape.MaxRank)
            throw new PointwiseException("indices", "too many extents", $"a result of rank 0 to {Shape.MaxRank}", $"rank {rank}", "reshape the indices to fewer dimensions");
        Span<int> extents = stackalloc int[rank];
        for (int i = 0; i < rank; i++) extents[i] = i < axis ? data[i] : i < axis + indices.Rank ? indices[i - axis] : data[i - indices.Rank + 1];
        return new ValueInfo(new Shape(extents), inputs[0].Kind);
    }

    internal static Gather Read(Attributes a) => new(a.Integer("axis", 0));

    internal override void Forward(in ForwardPass pass) =>
        IndexedCopy.Run(pass.Workers, pass.InputView(0), Require.Axis(Axis, pass.InputInfos[0].Shape.Rank), pass.InputView(1), pass.OutputView);
}
