using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>
/// A convolution's sizes, and its forward pass and gradient of the input as gathered products. A fully connected layer is the pointwise
/// convolution of pictures of one pixel. Weights lie as their tensor stores them: [filters][kernel rows][kernel columns][channels of a group].
/// </summary>
/// <param name="Geometry">The kernel.</param>
/// <param name="Groups">Groups that channels and filters are cut into.</param>
/// <param name="Channels">Channels of the input.</param>
/// <param name="Filters">Channels of the output.</param>
internal readonly unsafe record struct Convolution(KernelGeometry Geometry, int Groups, int Channels, int Filters)
{
    public int ChannelsPerGroup => Channels / Groups;

    public int FiltersPerGroup => Filters / Groups;

    /// <summary>Whether every channel has one filter of its own.</summary>
    public bool IsDepthwise => Groups == Channels && Groups == Filters && Groups > 1;

    private int Depth => Geometry.Taps * ChannelsPerGroup;

    /// <summary>Floats that <see cref="Prepare"/> writes.</summary>
    /// <param name="width">The lanes that will read them.</param>
    /// <param name="outputRows">Pixels of the whole batch's output.</param>
    public long PreparedFloats(LaneWidth width, int outputRows) =>
        PaddedFilters + (IsDepthwise ? (long)Geometry.Taps * PaddedFilters : Groups * Tensors.Arena.RoundUp(Layout(width, outputRows).Floats));

    /// <summary>Lays bias and weights out for <see cref="Forward"/>.</summary>
    public void Prepare(Workers workers, Rows weights, Rows bias, int outputRows, Rows prepared)
    {
        Debug.Assert(weights.Elements == (long)Filters * Depth && prepared.C >= PreparedFloats(workers.Width, outputRows));
        var biases = new Span<float>(prepared.Data, PaddedFilters);
        biases.Clear();
        if (!bias.IsNone) bias.Span.CopyTo(biases);
        float* packed = prepared.Data + PaddedFilters;
        if (IsDepthwise)
        {
            Depthwise.Pack(weights, Geometry.Taps, PaddedFilters, packed);
            return;
        }

        PanelLayout layout = Layout(workers.Width, outputRows);
        for (int g = 0; g < Groups; g++)
            WeightPacking.PackFilters(workers, weights.Data + (long)g * FiltersPerGroup * Depth, layout, packed + g * Tensors.Arena.RoundUp(layout.Floats));
    }

    /// <summary>output = convolution of input, plus bias, plus residual, rectified if asked.</summary>
    public void Forward(Workers workers, Rows input, Rows prepared, bool hasBias, bool rectify, Rows output, Rows residual = default)
    {
        Axis vertical = Geometry.Vertical(output.H, input.H), horizontal = Geometry.Horizontal(output.W, input.W);
        float* bias = hasBias ? prepared.Data : null;
        float* packed = prepared.Data + PaddedFilters;
        if (IsDepthwise)
        {
            Depthwise.Forward(workers, input, vertical, horizontal, packed, PaddedFilters, prepared.Data, rectify, output, residual);
            return;
        }

        PanelLayout layout = Layout(workers.Width, output.Count);
        for (int g = 0; g < Groups; g++)
        {
            new GatheredProduct
            {
                Source = input, FirstChannel = g * ChannelsPerGroup, Channels = ChannelsPerGroup,
                Destination = output.Slice(g * FiltersPerGroup, FiltersPerGroup),
                Residual = residual.IsNone ? default : residual.Slice(g * FiltersPerGroup, FiltersPerGroup),
                Vertical = vertical, Horizontal = horizontal, Layout = layout,
                Weights = packed + g * Tensors.Arena.RoundUp(layout.Floats), Bias = bias == null ? null : bias + g * FiltersPerGroup, Rectify = rectify,
            }.Run(workers);
        }
    }

    /// <summary>
    /// inputGradient (+)= the convolution's gradient. Pixels behind the last window, where the size is no multiple of the stride, get zero.
    /// </summary>
    public void InputGradient(Workers workers, Rows weights, Rows outputGradient, Rows inputGradient, bool accumulate)
    {
        if (IsDepthwise)
        {
            Depthwise.InputGradient(workers, Geometry, weights, outputGradient, inputGradient, accumulate);
            return;
        }

        // a kernel smaller than its stride leaves pixels that no tap reaches
        bool gaps = Geometry.KernelH < Geometry.StrideH || Geometry.KernelW < Geometry.StrideW || Geometry.DilationH > 1 || Geometry.DilationW > 1;
        if (gaps && !accumulate) RowClearing.Clear(workers, inputGradient);
        for (int phaseY = 0; phaseY < Math.Min(Geometry.StrideH, inputGradient.H); phaseY++)
        {
            for (int phaseX = 0; phaseX < Math.Min(Geometry.StrideW, inputGradient.W); phaseX++)
                InputGradient(workers, weights, outputGradient, inputGradient, accumulate, phaseY, phaseX);
        }
    }

    private void InputGradient(Workers workers, Rows weights, Rows outputGradient, Rows inputGradient, bool accumulate, int phaseY, int phaseX)
    {
        Axis vertical = Axis.Backward(outputGradient.H, inputGradient.H, Geometry.KernelH, Geometry.StrideH, Geometry.PadTop, Geometry.DilationH, phaseY, out int lastY, out int stepY);
        Axis horizontal = Axis.Backward(outputGradient.W, inputGradient.W, Geometry.KernelW, Geometry.StrideW, Geometry.PadLeft, Geometry.DilationW, phaseX, out int lastX, out int stepX);
        int count = vertical.Taps * horizontal.Taps;
        if (count == 0) return;
        PanelLayout layout = PanelLayout.For(workers.Width, outputGradient.N * vertical.Grid * horizontal.Grid, ChannelsPerGroup, count * FiltersPerGroup);
        float* packed = (float*)workers.CallScratch.Bytes((Tensors.Arena.RoundUp(layout.Floats) + count) * sizeof(float));
        var taps = new Span<int>(packed + Tensors.Arena.RoundUp(layout.Floats), count);
        for (int i = 0; i < count; i++)
            taps[i] = (lastY - i / horizontal.Taps * stepY) * Geometry.KernelW + lastX - i % horizontal.Taps * stepX;
        for (int g = 0; g < Groups; g++)
        {
            WeightPacking.PackTurned(workers, weights.Data + (long)g * FiltersPerGroup * Depth, FiltersPerGroup, Geometry.Taps, taps, layout, packed);
            new GatheredProduct
            {
                Source = outputGradient, FirstChannel = g * FiltersPerGroup, Channels = FiltersPerGroup,
                Destination = inputGradient.Slice(g * ChannelsPerGroup, ChannelsPerGroup),
                Vertical = vertical, Horizontal = horizontal, Layout = layout, Weights = packed, Accumulate = accumulate,
            }.Run(workers);
        }
    }

    /// <summary>Filters rounded up so that a vector load at the last one stays inside.</summary>
    private int PaddedFilters => (int)Tensors.Arena.RoundUp(Filters + 64L);

    private PanelLayout Layout(LaneWidth width, int outputRows) => PanelLayout.For(width, outputRows, FiltersPerGroup, Depth);
}
