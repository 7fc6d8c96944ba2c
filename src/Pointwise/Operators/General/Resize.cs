using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// A value resampled along its axes: ONNX's Resize, and PyTorch's interpolate. Inputs: the value; one scale (floats) or one size (whole numbers) an
/// axis, known before anything runs; and for <see cref="CoordinateMode.TfCropAndResize"/> the region, all axes' starts and then their ends,
/// as parts of the source.
/// </summary>
/// <param name="Rule">How the source is sampled.</param>
/// <param name="Axes">The axes that scales, sizes and region are given for, counted from the end where below 0; none for all.</param>
public sealed record Resize(ResizeRule Rule, Axes Axes = default) : GeneralOperator
{
    /// <inheritdoc/>
    public override string Name => "Resize";

    internal override Attributes Attributes
    {
        get
        {
            Attributes attributes = Rule.Write(new Attributes(Name));
            return Axes.Count == 0 ? attributes : attributes.With("axes", Axes.ToLongs());
        }
    }

    /// <summary>The pixels of the source that a pixel between them is made of.</summary>
    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => Rule.Mode switch
    {
        ResizeMode.Linear when inputs[0].IsImage => new Window(2, 2),
        ResizeMode.Cubic when inputs[0].IsImage => new Window(4, 4),
        _ => null,
    };

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    internal override bool HasBackward => true;

    private bool Crops => Rule.Coordinates == CoordinateMode.TfCropAndResize;

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Check(inputs);
        Shape source = inputs[0].Shape;
        Span<int> extents = stackalloc int[Shape.MaxRank];
        for (int i = 0; i < source.Rank; i++) extents[i] = AxisOf(inputs, i).Places;
        var result = new Shape(extents[..source.Rank]);
        if (ResampledAxes.LargestBetween(source, result) > Array.MaxLength)
            throw new PointwiseException("resize", "the result is too large", $"at most {Array.MaxLength} elements while axes are resampled one by one", $"{source} to {result}", "give smaller scales or sizes");
        return new ValueInfo(result);
    }

    internal static Resize Read(Attributes a) => new(ResizeRule.Read(a), a.Has("axes") ? [.. a.Integers("axes")] : default);

    internal override bool SendsGradientTo(int input) => input == 0;

    internal override void Forward(in ForwardPass pass)
    {
        Span<int> most = stackalloc int[Shape.MaxRank];
        MostTaps(pass.InputInfos, most);
        var axes = new ResampledAxes(pass.Workers, pass.InputInfos[0].Shape, pass.OutputInfo.Shape, most, []);
        Fill(axes, pass.InputInfos, most);
        axes.Forward(pass.Workers, pass.Inputs[0], pass.Output, Rule.Outside);
    }

    /// <summary>The gradient of every output goes to the inputs that it is made of, with the same weights.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        if (pass.InputGradients[0].IsNone) return;
        Shape source = pass.InputInfos[0].Shape;
        Span<int> most = stackalloc int[Shape.MaxRank], turned = stackalloc int[Shape.MaxRank];
        MostTaps(pass.InputInfos, most);
        // the tables turned round are as wide as what the tables hold says
        var axes = new ResampledAxes(pass.Workers, source, pass.OutputInfo.Shape, most, []);
        Fill(axes, pass.InputInfos, most);
        for (int i = 0; i < source.Rank; i++) turned[i] = most[i] == 0 ? 0 : axes.MostTurned(i);
        axes = new ResampledAxes(pass.Workers, source, pass.OutputInfo.Shape, most, turned);
        Fill(axes, pass.InputInfos, most);
        axes.Turn();
        axes.Backward(pass.Workers, pass.OutputGradient, pass.InputGradients[0], pass.Accumulate[0]);
    }

    /// <summary>The longest runs of the axes' tables; 0 for axes that stay, except the rows and columns of pictures.</summary>
    private void MostTaps(ReadOnlySpan<ValueInfo> inputs, Span<int> most)
    {
        int rank = inputs[0].Shape.Rank;
        for (int i = 0; i < rank; i++)
        {
            ResizeAxis axis = AxisOf(inputs, i);
            most[i] = axis.IsUntouched && !(rank == 4 && i >= 2) ? 0 : axis.MostTaps;
        }
    }

    private void Fill(in ResampledAxes axes, ReadOnlySpan<ValueInfo> inputs, ReadOnlySpan<int> most)
    {
        for (int i = 0; i < inputs[0].Shape.Rank; i++)
            if (most[i] > 0) AxisOf(inputs, i).Fill(axes[i]);
    }

    private ResizeAxis AxisOf(ReadOnlySpan<ValueInfo> inputs, int axis)
    {
        Shape source = inputs[0].Shape;
        Literal by = inputs[1].Known!;
        int extent = source[axis], place = PlaceOf(axis, source.Rank), places = (int)by.Shape.Elements;
        if (place < 0) return new ResizeAxis(Rule, extent, extent, 1, extent, 0, 1);
        double start = 0, end = 1;
        if (Crops) (start, end) = (inputs[2].Known!.Floats[place], inputs[2].Known!.Floats[places + place]);
        if (by.Kind == ElementKind.Float32)
        {
            float scale = by.Floats[place];
            return new ResizeAxis(Rule, extent, Whole(MathF.Floor(scale * extent)), scale, (double)scale * extent, start, end);
        }

        if (Rule.Aspect == AspectPolicy.Stretch)
        {
            long size = by.Integers[place];
            return new ResizeAxis(Rule, extent, Whole(size), extent == 0 ? 1 : (double)size / extent, size, start, end);
        }

        double common = CommonScale(source, by);
        return new ResizeAxis(Rule, extent, Whole(Math.Floor(common * extent + 0.5)), common, common * extent, start, end);
    }

    /// <summary>Where scales, sizes and region speak of an axis; -1 where they do not.</summary>
    private int PlaceOf(int axis, int rank)
    {
        if (Axes.Count == 0) return axis;
        for (int i = 0; i < Axes.Count; i++)
            if (Axes[i] == axis || Axes[i] + rank == axis) return i;
        return -1;
    }

    /// <summary>The smallest or the largest of the scales that the sizes ask for.</summary>
    private double CommonScale(Shape source, Literal sizes)
    {
        double scale = Rule.Aspect == AspectPolicy.NotLarger ? double.PositiveInfinity : 0;
        for (int axis = 0; axis < source.Rank; axis++)
        {
            int place = PlaceOf(axis, source.Rank);
            if (place < 0 || source[axis] == 0) continue;
            double asked = (double)sizes.Integers[place] / source[axis];
            scale = Rule.Aspect == AspectPolicy.NotLarger ? Math.Min(scale, asked) : Math.Max(scale, asked);
        }

        return double.IsFinite(scale) ? scale : 1;
    }

    private static int Whole(double extent) => extent is >= 0 and <= int.MaxValue ? (int)extent
        : throw new PointwiseException("resize", "the result is too large", $"at most {int.MaxValue} places along an axis", $"{extent}", "give smaller scales or sizes");

    private void Check(ReadOnlySpan<ValueInfo> inputs)
    {
        if (inputs.Length != (Crops ? 3 : 2))
            throw new PointwiseException("inputs", "wrong number of inputs", Crops ? "3: the value, scales or sizes, the region" : "2: the value, scales or sizes", $"{inputs.Length}", "connect each input once");
        Shape source = inputs[0].Shape;
        int named = Axes.Count == 0 ? source.Rank : Axes.Count;
        Axes.Listed(source.Rank);
        CheckKnown(inputs[1], inputs[1].Kind == ElementKind.Float32 ? "scales" : "sizes", named);
        Literal by = inputs[1].Known!;
        for (int i = 0; i < named; i++)
        {
            bool fits = by.Kind == ElementKind.Float32 ? by.Floats[i] > 0 && float.IsFinite(by.Floats[i]) : by.Integers[i] >= 0;
            if (!fits) throw new PointwiseException("resize", "impossible scale or size", "scales above 0, sizes of 0 or more", by.ToString() ?? "", "correct the scales or sizes");
        }

        if (Crops) CheckRegion(inputs[2], 2 * named);
        for (int axis = 0; axis < source.Rank; axis++)
        {
            if (source[axis] == 0 && AxisOf(inputs, axis).Places > 0)
                throw new PointwiseException("resize", "nothing to resample", "a value with elements", $"{source}", "give a larger value");
        }
    }

    private static void CheckRegion(ValueInfo region, int count)
    {
        CheckKnown(region, "region", count);
        if (region.Kind != ElementKind.Float32 || region.Known!.Floats.Any(v => !float.IsFinite(v)))
            throw new PointwiseException("region", "impossible region", "finite starts and ends", region.Known!.ToString() ?? "", "correct the region");
    }

    private static void CheckKnown(ValueInfo input, string what, int count)
    {
        if (Require.Known(what, input).Shape.Elements != count || input.Kind == ElementKind.Boolean)
            throw new PointwiseException(what, "do not fit the value", $"{count} numbers", $"{input.Kind} {input.Shape}", "give one an axis; of a region a start and an end");
    }
}
