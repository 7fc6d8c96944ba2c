using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>The same elements with more axes, of extent 1.</summary>
/// <param name="Axes">The new axes' places in the result; negative ones count from the last.</param>
public sealed record Unsqueeze(Axes Axes) : Reshaping
{
    /// <inheritdoc/>
    public override string Name => "Unsqueeze";

    internal override Attributes Attributes => new Attributes(Name).With("axes", Axes.ToLongs());

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        Shape shape = inputs[0].Shape;
        int rank = shape.Rank + Axes.Count;
        if (rank > Shape.MaxRank)
            throw new PointwiseException("axes", "too many extents", $"rank 0 to {Shape.MaxRank}", $"rank {rank}", "add fewer axes");
        bool[] isNew = Axes.Listed(rank);
        var extents = new int[rank];
        for (int i = 0, old = 0; i < rank; i++) extents[i] = isNew[i] ? 1 : shape[old++];
        return new ValueInfo(new Shape(extents), inputs[0].Kind);
    }

    internal static Unsqueeze Read(Attributes a) => new(General.Axes.Of(a.Integers("axes")));
}
