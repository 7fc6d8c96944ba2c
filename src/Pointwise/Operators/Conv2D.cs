using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// Convolution of pictures [N,C,H,W] with weights [filters, C / groups, kernel rows, kernel columns].
/// With a 1x1 window it is a fully connected layer shared by every pixel.
/// </summary>
/// <param name="Filters">Channels of the result.</param>
/// <param name="Window">Kernel, stride, padding and dilation.</param>
/// <param name="Groups">Independent groups that input channels and filters are cut into.</param>
/// <param name="Bias">Whether a value is added per filter.</param>
/// <param name="Activation">What is applied to the sums before they are stored.</param>
public sealed record Conv2D(int Filters, Window Window, int Groups = 1, bool Bias = true, Activation Activation = Activation.None) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Conv2D";

    /// <summary>The way that forward goes; nothing of it is stored in files.</summary>
    internal ConvolutionWay Way { get; init; }

    internal override Attributes Attributes => WindowAttributes.Write(new Attributes(Name), Window)
        .With("filters", Filters).With("group", Groups).With("bias", Bias).With("activation", Activation.ToString());

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => Window;

    internal override BackwardReads BackwardReads =>
        Activation == Activation.None ? BackwardReads.Inputs : BackwardReads.Inputs | BackwardReads.Output;

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        Require.Inputs(inputs, 1);
        Require.Image(inputs[0]);
        Require.Positive("filters", Filters);
        Require.Positive("groups", Groups);
        if (inputs[0].C % Groups != 0 || Filters % Groups != 0)
        {
            throw new PointwiseException("groups", "channels are not divided evenly", $"input channels and filters that {Groups} divides",
                $"{inputs[0].C} channels, {Filters} filters", "choose groups that divide both");
        }

        return Window.OutputShape(inputs[0], Filters);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(params ReadOnlySpan<Shape> inputs)
    {
        var weight = new ParameterSpec("weight", new Shape(Filters, inputs[0].C / Groups, Window.KernelH, Window.KernelW), ParameterRole.Weight);
        return Bias ? [weight, new ParameterSpec("bias", new Shape(Filters), ParameterRole.Bias)] : [weight];
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(params ReadOnlySpan<Shape> inputs) =>
        OutputShape(inputs).Elements * (inputs[0].C / Groups) * Window.Taps;

    internal static Conv2D Read(Attributes a) => new(a.Integer("filters"), WindowAttributes.Read(a), a.Integer("group", 1), a.Flag("bias", true), a.Activation());

    internal override long PreparedFloats(ReadOnlySpan<Shape> inputs, LaneWidth width)
    {
        Shape output = OutputShape(inputs);
        return Kernel(inputs[0].C, inputs[0].H, inputs[0].W).PreparedFloats(width, output.H, output.W);
    }

    internal override object PreparedForm(ReadOnlySpan<Shape> inputs, LaneWidth width)
    {
        Shape output = OutputShape(inputs);
        return Kernel(inputs[0].C, inputs[0].H, inputs[0].W).PreparedForm(width, output.H, output.W);
    }

    internal override void Prepare(in ForwardPass pass) => ConvolutionPasses.Prepare(pass, Kernel(pass.Inputs[0]), Bias);

    internal override string Algorithm(in ForwardPass pass) => Kernel(pass.Inputs[0]).Algorithm(pass.Output.H, pass.Output.W);

    internal override IReadOnlyList<AlgorithmCandidate> Candidates(in ForwardPass pass) =>
        Kernel(pass.Inputs[0]).Candidates(pass.Output.H, pass.Output.W, Way.IsNamed ? new Circumstances(pass.Output.N, pass.Workers.Count, pass.Workers.Width) : Circumstances.OnePicture);

    internal override void Forward(in ForwardPass pass) => ConvolutionPasses.Forward(pass, Kernel(pass.Inputs[0]), Bias, Activation);

    internal override void Backward(in BackwardPass pass) => ConvolutionPasses.Backward(pass, Kernel(pass.Inputs[0]), Bias, Activation);

    internal Convolution Kernel(Rows x) => Kernel(x.C, x.H, x.W);

    internal Convolution Kernel(int channels, int height, int width) => new(Window.For(height, width).Geometry, Groups, channels, Filters) { Way = Way };
}
