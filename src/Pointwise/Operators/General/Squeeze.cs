using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>The same elements without some axes of extent 1.</summary>
/// <param name="Axes">The axes that go, negative ones counted from the last; all of extent 1 where none is named.</param>
public sealed record Squeeze(Axes Axes = default) : Reshaping
{
    /// <inheritdoc/>
    public override string Name => "Squeeze";

    internal override Attributes Attributes => new Attributes(Name).With("axes", Axes.ToLongs());

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        Shape shape = inputs[0].Shape;
        bool[] goes = Axes.Listed(shape.Rank);
        var extents = new List<int>();
        for (int i = 0; i < shape.Rank; i++)
        {
            if (goes[i] && shape[i] != 1)
                throw new PointwiseException("axes", "an axis that is squeezed out holds more than one place", $"extent 1 along axis {i}", $"{shape}", "name axes of extent 1");
            if (!goes[i] && (Axes.Count > 0 || shape[i] != 1)) extents.Add(shape[i]);
        }

        return new ValueInfo(new Shape([.. extents]), inputs[0].Kind);
    }

    internal static Squeeze Read(Attributes a) => new(General.Axes.Of(a.Integers("axes")));
}
