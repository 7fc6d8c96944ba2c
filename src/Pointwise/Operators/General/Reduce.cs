using System.Diagnostics;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>Many elements as one, along some axes. The axes may also be a second input of whole numbers that are known when the graph is made.</summary>
/// <param name="Function">How.</param>
/// <param name="Axes">The axes; negative ones count from the last. None for all of them.</param>
/// <param name="KeepDims">Whether the reduced axes stay, with one element.</param>
/// <param name="NoopWithEmptyAxes">Whether no axes mean none instead of all.</param>
public sealed record Reduce(Reduction Function, Axes Axes = default, bool KeepDims = true, bool NoopWithEmptyAxes = false) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => $"Reduce{Function}";

    internal override Attributes Attributes
    {
        get
        {
            Attributes attributes = new Attributes(Name).With("keepdims", KeepDims).With("noop_with_empty_axes", NoopWithEmptyAxes);
            return Axes.Count == 0 ? attributes : attributes.With("axes", Axes.ToLongs());
        }
    }

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool HasBackward => Function is Reduction.Mean or Reduction.Sum;

    internal static Reduce Read(Reduction function, Attributes a) =>
        new(function, a.Has("axes") ? General.Axes.Of(a.Integers("axes")) : [], a.Flag("keepdims", true), a.Flag("noop_with_empty_axes"));

    internal override bool SendsGradientTo(int input) => input == 0;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 2);
        Require.Numbers(Name, inputs[0]);
        Shape shape = inputs[0].Shape;
        uint reduced = Reduced(inputs);
        Span<int> extents = stackalloc int[shape.Rank];
        int rank = 0;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (!Alignment.Has(reduced, axis)) extents[rank++] = shape[axis];
            else if (KeepDims) extents[rank++] = 1;
        }

        return new ValueInfo(new Shape(extents[..rank]), inputs[0].Kind);
    }

    internal override void Forward(in ForwardPass pass)
    {
        View x = pass.InputView(0), y = pass.OutputView;
        uint axes = Reduced(pass.InputInfos);
        if (x.Kind != ElementKind.Float32)
        {
            OfIntegers(x, axes, y);
            return;
        }

        switch (Function)
        {
            case Reduction.L1: FloatReduction.Run<TotalMagnitudeOf>(pass.Workers, x, axes, y); break;
            case Reduction.L2: FloatReduction.Run<LengthOf>(pass.Workers, x, axes, y); break;
            case Reduction.LogSum: FloatReduction.Run<LogTotalOf>(pass.Workers, x, axes, y); break;
            case Reduction.Max: FloatReduction.Run<LargestOf>(pass.Workers, x, axes, y); break;
            case Reduction.Mean: FloatReduction.Run<MeanOf>(pass.Workers, x, axes, y); break;
            case Reduction.Min: FloatReduction.Run<SmallestOf>(pass.Workers, x, axes, y); break;
            case Reduction.Prod: FloatReduction.Run<ProductOf>(pass.Workers, x, axes, y); break;
            case Reduction.Sum: FloatReduction.Run<TotalOf>(pass.Workers, x, axes, y); break;
            case Reduction.SumSquare: FloatReduction.Run<TotalSquareOf>(pass.Workers, x, axes, y); break;
            default: throw new UnreachableException($"{Function}");
        }
    }

    /// <summary>dx = dy, or dy over the number of elements, at each of them.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        View dy = pass.OutputGradientView, dx = pass.InputGradientView(0);
        uint axes = Reduced(pass.InputInfos);
        float count = 1;
        for (int axis = 0; axis < dx.Rank; axis++)
            if (Alignment.Has(axes, axis)) count *= dx.Extent(axis);
        BroadcastMap.Spread(pass.Workers, new Divided(Function == Reduction.Mean ? count : 1), dy, axes, dx, pass.Accumulate[0]);
    }

    private void OfIntegers(in View x, uint axes, in View y)
    {
        switch (Function)
        {
            case Reduction.L1: IntegerReduction.Run<IntegerTotalMagnitude>(x, axes, y); break;
            case Reduction.L2: IntegerReduction.Run<IntegerLength>(x, axes, y); break;
            case Reduction.LogSum: IntegerReduction.Run<IntegerLogTotal>(x, axes, y); break;
            case Reduction.Max: IntegerReduction.Run<IntegerLargest>(x, axes, y); break;
            case Reduction.Mean: IntegerReduction.Run<IntegerMean>(x, axes, y); break;
            case Reduction.Min: IntegerReduction.Run<IntegerSmallest>(x, axes, y); break;
            case Reduction.Prod: IntegerReduction.Run<IntegerTotalProduct>(x, axes, y); break;
            case Reduction.Sum: IntegerReduction.Run<IntegerTotal>(x, axes, y); break;
            case Reduction.SumSquare: IntegerReduction.Run<IntegerTotalSquare>(x, axes, y); break;
            default: throw new UnreachableException($"{Function}");
        }
    }

    /// <summary>A bit for each axis that is reduced.</summary>
    private uint Reduced(ReadOnlySpan<ValueInfo> inputs)
    {
        int rank = inputs[0].Shape.Rank;
        uint reduced = 0;
        if (inputs.Length > 1)
            foreach (long axis in Require.KnownIntegers("axes", inputs[1])) reduced |= 1u << Require.Axis(axis, rank);
        else
            foreach (int axis in Axes) reduced |= 1u << Require.Axis(axis, rank);
        return reduced != 0 || NoopWithEmptyAxes ? reduced : (1u << rank) - 1;
    }
}
