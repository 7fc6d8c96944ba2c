using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// Transposed convolution of pictures [N,C,H,W] with weights [C, filters / groups, kernel rows, kernel columns]: a convolution's gradient of
/// its input as a forward pass, for pictures that grow (arXiv:1411.4038, section 3.3). Input pixel y adds to the output rows
/// y * stride - padding + k * dilation; the result has (H - 1) * stride - padding + span + output padding rows, or as many as are asked for.
/// </summary>
/// <param name="Filters">Channels of the result.</param>
/// <param name="Window">Kernel, stride, dilation and the padding that is cut off the result; by a rule of one size the result has H * stride rows.</param>
/// <param name="OutputPadH">Rows added below, which fewer taps reach.</param>
/// <param name="OutputPadW">Columns added at the right.</param>
/// <param name="Height">Rows of the result, from which the padding follows; 0 where they follow from the padding.</param>
/// <param name="Width">Columns of the result, from which the padding follows; 0 where they follow from the padding.</param>
/// <param name="Groups">Independent groups that input channels and filters are cut into.</param>
/// <param name="Bias">Whether a value is added per filter.</param>
/// <param name="Activation">What is applied to the sums before they are stored.</param>
/// <param name="Bilinear">Whether the weights start as bilinear interpolation of each channel instead of drawn.</param>
/// <param name="Fixed">Whether bilinear weights stay so: they are not trained then.</param>
public sealed record ConvTranspose2D(
    int Filters, Window Window, int OutputPadH = 0, int OutputPadW = 0, int Height = 0, int Width = 0,
    int Groups = 1, bool Bias = true, Activation Activation = Activation.None, bool Bilinear = false, bool Fixed = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "ConvTranspose2D";

    internal override Attributes Attributes => WindowAttributes.Write(new Attributes(Name), Window)
        .With("output_padding", OutputPadH, OutputPadW).With("output_shape", Height, Width)
        .With("filters", Filters).With("group", Groups).With("bias", Bias).With("activation", Activation.ToString()).With("bilinear", Bilinear).With("fixed", Fixed);

    /// <summary>The pixels of the input that a pixel of the result is a sum of.</summary>
    internal override Window? Reach(ReadOnlySpan<Shape> inputs) =>
        new Window((Window.SpanH + Window.StrideH - 1) / Window.StrideH, (Window.SpanW + Window.StrideW - 1) / Window.StrideW);

    internal override BackwardReads BackwardReads =>
        Activation == Activation.None ? BackwardReads.Inputs : BackwardReads.Inputs | BackwardReads.Output;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Require.Pixels(inputs[0]);
        Require.Positive("filters", Filters);
        Require.Positive("groups", Groups);
        Window.Check();
        if (Window.CeilMode) throw new PointwiseException("window", "ceil mode of a transposed convolution", "no ceil mode", "ceil mode", "give output padding instead");
        Require.Range("output_padding", Math.Min(OutputPadH, OutputPadW), 0, int.MaxValue);
        Require.Range("output_shape", Math.Min(Height, Width), 0, int.MaxValue);
        if (inputs[0].C % Groups != 0 || Filters % Groups != 0)
        {
            throw new PointwiseException("groups", "channels are not divided evenly", $"input channels and filters that {Groups} divides",
                $"{inputs[0].C} channels, {Filters} filters", "choose groups that divide both");
        }

        if (Fixed && !Bilinear) throw new PointwiseException("fixed", "weights that are drawn and never trained", "fixed weights that are bilinear", "fixed, not bilinear", "start them bilinear, or let them be trained");
        long h = Vertical(inputs[0].H).Extent, w = Horizontal(inputs[0].W).Extent;
        if (h < 1 || w < 1)
            throw new PointwiseException("window", "nothing is left of the result", "less padding than the result has pixels", $"{h}x{w} pixels", "give less padding");
        if (Math.Max(h, w) > int.MaxValue)
            throw new PointwiseException("window", "the result is too large", $"at most {int.MaxValue} pixels a side", $"{h}x{w} pixels", "give a smaller stride or picture");
        return new Shape(inputs[0].N, Filters, (int)h, (int)w);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(params ReadOnlySpan<Shape> inputs)
    {
        int channels = inputs[0].C;
        long summed = (long)channels / Groups * Window.Taps / ((long)Window.StrideH * Window.StrideW);
        var weight = new ParameterSpec("weight", new Shape(channels, Filters / Groups, Window.KernelH, Window.KernelW), Fixed ? ParameterRole.Constant : ParameterRole.Weight)
        {
            FanIn = Math.Max(1, summed), InterpolatesGroups = Bilinear ? Groups : 0,
        };
        return Bias ? [weight, new ParameterSpec("bias", new Shape(Filters), ParameterRole.Bias)] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(params ReadOnlySpan<Shape> inputs) => inputs[0].Elements * (Filters / Groups) * Window.Taps;

    internal static ConvTranspose2D Read(Attributes a)
    {
        int[] padding = a.Integers("output_padding", 2, 0, 0), size = a.Integers("output_shape", 2, 0, 0);
        return new ConvTranspose2D(a.Integer("filters"), WindowAttributes.Read(a), padding[0], padding[1], size[0], size[1],
            a.Integer("group", 1), a.Flag("bias", true), a.Activation(), a.Flag("bilinear"), a.Flag("fixed"));
    }

    internal override long PreparedFloats(ReadOnlySpan<Shape> inputs, LaneWidth width)
    {
        Shape output = OutputShape(inputs), input = inputs[0];
        return Kernel(input.C, input.H, input.W).PreparedFloats(width, output.H, output.W);
    }

    internal override object PreparedForm(ReadOnlySpan<Shape> inputs, LaneWidth width) => (inputs[0].C, inputs[0].H, inputs[0].W);

    internal override void Prepare(in ForwardPass pass) =>
        Kernel(pass.Inputs[0]).Prepare(pass.Workers, pass.Parameters[0], Bias ? pass.Parameters[1] : default, pass.Output, pass.Prepared);

    internal override string Algorithm(in ForwardPass pass) => Kernel(pass.Inputs[0]).Algorithm(pass.Output.H, pass.Output.W);

    internal override void Forward(in ForwardPass pass) =>
        Kernel(pass.Inputs[0]).Run(pass.Workers, pass.Inputs[0], pass.Prepared, Bias, Activation == Activation.Relu, pass.Output);

    /// <summary>dx = dy convolved with the weights; dw[c,f,ky,kx] = sum over images and pixels of x[c] dy[f at that tap]; db = sum of dy.</summary>
    internal override void Backward(in BackwardPass pass)
    {
        Rows x = pass.Inputs[0], dy = pass.OutputGradient;
        Convolution convolution = Kernel(x).Convolution;
        if (Activation == Activation.Relu) Elementwise.Map(pass.Workers, new WherePositive(), dy, pass.Output, dy);
        if (!pass.ParameterGradients[0].IsNone) WeightGradient.Add(pass.Workers, convolution, dy, x, pass.ParameterGradients[0]);
        if (Bias && !pass.ParameterGradients[1].IsNone) BiasGradient.Add(pass.Workers, dy, pass.ParameterGradients[1]);
        if (!pass.InputGradients[0].IsNone) convolution.Run(pass.Workers, dy, pass.Parameters[0], pass.InputGradients[0], pass.Accumulate[0]);
    }

    private TransposedConvolution Kernel(Rows x) => Kernel(x.C, x.H, x.W);

    private TransposedConvolution Kernel(int channels, int height, int width)
    {
        KernelGeometry geometry = Window.Geometry with { PadTop = Vertical(height).Before, PadLeft = Horizontal(width).Before };
        return new TransposedConvolution(new Convolution(geometry, Groups, Filters, channels));
    }

    private (long Extent, int Before) Vertical(int extent) => Axis(extent, Window.StrideH, Window.SpanH, Window.PadTop, Window.PadBottom, OutputPadH, Height);

    private (long Extent, int Before) Horizontal(int extent) => Axis(extent, Window.StrideW, Window.SpanW, Window.PadLeft, Window.PadRight, OutputPadW, Width);

    /// <summary>Pixels of the result and the padding cut off before the first; a given result larger than all that taps reach ends in pixels of the bias alone.</summary>
    private (long Extent, int Before) Axis(int extent, int stride, int span, int before, int after, int outputPad, int given)
    {
        long whole = (extent - 1L) * stride + span + outputPad;
        if (given == 0 && Window.Padding == PaddingRule.Given) return (whole - before - after, before);
        long wanted = given > 0 ? given : (long)extent * stride;
        return (wanted, Window.Distribute((int)Math.Clamp(whole - wanted, 0, int.MaxValue / 2)).Before);
    }
}
