using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Operators;
using Pointwise.Tests.Operators.Reference;

namespace Pointwise.Tests.Kernels;

/// <summary>Runs a convolution's passes as Winograd products, whatever would be chosen, over memory whose margins are watched.</summary>
internal sealed unsafe class WinogradRun : IDisposable
{
    private readonly Conv2D op;
    private readonly int channels;
    private readonly WinogradForm form;
    private readonly GuardedRows input, output, inputGradient, outputGradient, weights, weightGradient;
    private readonly Arena bias;

    /// <param name="sample">The case.</param>
    /// <param name="sliced">Whether values are slices of wider rows.</param>
    /// <param name="form">The form of the transforms.</param>
    /// <param name="picture">What is read in place of the case's pictures, for the forward pass alone.</param>
    public WinogradRun(Sample sample, bool sliced, WinogradForm form, Field? picture = null)
    {
        this.form = form;
        op = (Conv2D)sample.Case.Operator;
        Field read = picture ?? sample.Inputs[0];
        var shape = new Shape(read.Extents);
        channels = shape.C;
        (input, inputGradient) = (new GuardedRows(shape, sliced), new GuardedRows(shape, sliced));
        Shape result = op.OutputShape(shape);
        (output, outputGradient) = (new GuardedRows(result, sliced), new GuardedRows(result, sliced));
        weights = new GuardedRows(op.Parameters(shape)[0].Shape, sliced: false);
        weightGradient = new GuardedRows(op.Parameters(shape)[0].Shape, sliced: false);
        input.Write(read);
        if (picture is null) outputGradient.Write(sample.OutputGradient);
        weights.Write(sample.Parameters[0]);
        bias = new Arena(op.Filters + 64);
        for (int i = 0; op.Bias && i < op.Filters; i++) bias.Data[i] = (float)sample.Parameters[1].Values[i];
    }

    public float[] Forward(Workers workers)
    {
        Rows destination = output.Rows;
        PanelLayout layout = WinogradProduct.LayoutFor(form, workers.Width, destination.H, destination.W, channels, op.Filters);
        using var packed = GuardedRows.Of(WinogradWeights.Floats(form, layout));
        WinogradWeights.PackFilters(form, workers, weights.Rows.Data, layout, packed.Rows.Data);
        packed.CheckMargins("packed filters");
        new WinogradProduct
        {
            Form = form, Source = input.Rows, Destination = destination, Top = -op.Window.PadTop, Left = -op.Window.PadLeft, Layout = layout,
            Weights = packed.Rows.Data, Bias = op.Bias ? bias.Data : null, Rectify = op.Activation == Activation.Relu,
        }.Run(workers);
        return output.Read();
    }

    public float[] InputGradient(Workers workers, bool accumulate)
    {
        Rows destination = inputGradient.Rows;
        PanelLayout layout = WinogradProduct.LayoutFor(form, workers.Width, destination.H, destination.W, op.Filters, channels);
        using var packed = GuardedRows.Of(WinogradWeights.Floats(form, layout));
        WinogradWeights.PackTurned(form, workers, weights.Rows.Data, layout, packed.Rows.Data);
        packed.CheckMargins("turned weights");
        new WinogradProduct
        {
            Form = form, Source = outputGradient.Rows, Destination = destination, Residual = accumulate ? destination : default,
            Top = op.Window.PadTop - (form.KernelH - 1), Left = op.Window.PadLeft - (form.KernelW - 1), Layout = layout, Weights = packed.Rows.Data,
        }.Run(workers);
        return inputGradient.Read();
    }

    /// <summary>The gradient of the weights, added to zeros.</summary>
    public float[] WeightGradient(Workers workers)
    {
        weightGradient.Write(new Field(weightGradient.Read().Length));
        new WinogradWeightGradient
        {
            Form = form, Input = input.Rows, Top = -op.Window.PadTop, Left = -op.Window.PadLeft, OutputGradient = outputGradient.Rows,
            Taps = weightGradient.Rows.Data,
        }.Add(workers);
        return weightGradient.Read();
    }

    public void CheckMargins()
    {
        output.CheckMargins("output");
        inputGradient.CheckMargins("gradient of the input");
        weightGradient.CheckMargins("gradient of the weights");
    }

    public void Dispose()
    {
        foreach (GuardedRows rows in new[] { input, output, inputGradient, outputGradient, weights, weightGradient }) rows.Dispose();
        bias.Dispose();
    }
}
