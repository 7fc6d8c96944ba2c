using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Tests.Inference;

/// <summary>A convolution by gathered rows where the engine would transform it: the witness of a network's transforms.</summary>
internal static unsafe class GatheredConvolution
{
    /// <summary>Whether the engine would transform it.</summary>
    public static bool Replaces(Operator op, Rows input, Rows output) => op is Conv2D convolution
        && Kernel(convolution, input).Form(input.C, output.C, output.H, output.W) is not null;

    public static void Run(Workers workers, Conv2D op, Rows input, Rows[] parameters, Rows output)
    {
        KernelGeometry geometry = op.Window.For(input.H, input.W).Geometry;
        PanelLayout layout = PanelLayout.For(workers.Width, output.Count, output.C, geometry.Taps * input.C);
        using var packed = new Arena(layout.Floats);
        using var bias = new Arena(op.Filters + 64);
        WeightPacking.PackFilters(workers, parameters[0].Data, layout, packed.Data);
        if (op.Bias) parameters[1].Span.CopyTo(bias.Span(0, op.Filters));
        new GatheredProduct
        {
            Source = input, Channels = input.C, Destination = output, Layout = layout, Weights = packed.Data, Bias = op.Bias ? bias.Data : null,
            Vertical = geometry.Vertical(output.H, input.H), Horizontal = geometry.Horizontal(output.W, input.W), Rectify = op.Activation == Activation.Relu,
        }.Run(workers);
    }

    private static Convolution Kernel(Conv2D op, Rows input) => new(op.Window.For(input.H, input.W).Geometry, op.Groups, input.C, op.Filters);
}
