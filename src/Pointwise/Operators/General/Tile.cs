using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>A value over and over along its axes: the second input says how often along each, known before anything runs.</summary>
public sealed record Tile : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Tile";

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool SendsGradientTo(int input) => input == 0;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 2, 2);
        Shape shape = inputs[0].Shape;
        ReadOnlySpan<long> repeats = Require.KnownIntegers("repeats", inputs[1]);
        if (repeats.Length != shape.Rank)
            throw new PointwiseException("repeats", "not one number an axis", $"{shape.Rank}", $"{repeats.Length}", "give one for each axis");
        Span<long> extents = stackalloc long[shape.Rank];
        for (int i = 0; i < extents.Length; i++)
        {
            Require.Range("repeats", repeats[i], 0, int.MaxValue);
            extents[i] = shape[i] * repeats[i];
        }

        return new ValueInfo(Extents.ToShape("repeats", extents), inputs[0].Kind);
    }

    internal override void Forward(in ForwardPass pass)
    {
        AxisNumbers extents = default, repeats = default;
        ReadOnlySpan<long> given = pass.InputInfos[1].Known!.Integers.AsSpan();
        for (int i = 0; i < given.Length; i++) (extents[i], repeats[i]) = (pass.InputInfos[0].Shape[i], given[i]);
        MappedCopy.Run(pass.Workers, new TiledAxes(extents, repeats), pass.InputView(0), pass.OutputView);
    }
}
