using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>
/// A convolution's sizes, and its forward pass and gradient of the input as gathered products, or as Winograd's where these pay.
/// A fully connected layer is the pointwise convolution of pictures of one pixel.
/// Weights lie as their tensor stores them: [filters][kernel rows][kernel columns][channels of a group].
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
    /// <param name="images">Pictures of a batch.</param>
    /// <param name="outputH">Rows of a picture's output.</param>
    /// <param name="outputW">Columns of a picture's output.</param>
    public long PreparedFloats(LaneWidth width, int images, int outputH, int outputW)
    {
        if (IsDepthwise) return PaddedFilters + (long)Geometry.Taps * PaddedFilters;
        if (IsTransformed(Channels, Filters, outputH, outputW))
            return PaddedFilters + WinogradWeights.Floats(WinogradProduct.LayoutFor(width, images, outputH, outputW, Channels, Filters));
        return PaddedFilters + Groups * Tensors.Arena.RoundUp(Layout(width, images * outputH * outputW).Floats);
    }

    /// <summary>Lays bias and weights out for a <see cref="Forward"/> to this output.</summary>
    public void Prepare(Workers workers, Rows weights, Rows bias, Rows output, Rows prepared)
    {
        Debug.Assert(weights.Elements == (long)Filters * Depth && prepared.C >= PreparedFloats(workers.Width, output.N, output.H, output.W));
        var biases = new Span<float>(prepared.Data, PaddedFilters);
        biases.Clear();
        if (!bias.IsNone) bias.Span.CopyTo(biases);
        float* packed = prepared.Data + PaddedFilters;
        if (IsDepthwise)
        {
            Depthwise.Pack(weights, Geometry.Taps, PaddedFilters, packed);
            return;
        }

        if (IsTransformed(Channels, Filters, output.H, output.W))
        {
            PanelLayout transformed = WinogradProduct.LayoutFor(workers.Width, output.N, output.H, output.W, Channels, Filters);
            WinogradWeights.PackFilters(workers, weights.Data, transformed, packed);
            return;
        }

        PanelLayout layout = Layout(workers.Width, output.Count);
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

        if (IsTransformed(Channels, Filters, output.H, output.W))
        {
            new WinogradProduct
            {
                Source = input, Destination = output, Residual = residual, Top = vertical.First, Left = horizontal.First,
                Layout = WinogradProduct.LayoutFor(workers.Width, output.N, output.H, output.W, Channels, Filters),
                Weights = packed, Bias = bias, Rectify = rectify,
            }.Run(workers);
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

        if (IsTransformed(Filters, Channels, inputGradient.H, inputGradient.W))
        {
            TransformedInputGradient(workers, weights, outputGradient, inputGradient, accumulate);
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

    private void TransformedInputGradient(Workers workers, Rows weights, Rows outputGradient, Rows inputGradient, bool accumulate)
    {
        PanelLayout layout = WinogradProduct.LayoutFor(workers.Width, inputGradient.N, inputGradient.H, inputGradient.W, Filters, Channels);
        float* packed = (float*)workers.CallScratch.Bytes(WinogradWeights.Floats(layout) * sizeof(float));
        WinogradWeights.PackTurned(workers, weights.Data, layout, packed);
        new WinogradProduct
        {
            Source = outputGradient, Destination = inputGradient, Residual = accumulate ? inputGradient : default,
            Top = Geometry.PadTop - 2, Left = Geometry.PadLeft - 2, Layout = layout, Weights = packed,
        }.Run(workers);
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

    /// <summary>Whether the gradient of the weights over so many results goes through <see cref="WinogradWeightGradient"/>.</summary>
    public bool TransformsWeightGradient(int images, int outputH, int outputW) =>
        IsThreeByThree && WinogradChoice.PaysForWeights(Channels, Filters, images, outputH, outputW);

    /// <summary>Filters rounded up so that a vector load at the last one stays inside.</summary>
    private int PaddedFilters => (int)Tensors.Arena.RoundUp(Filters + 64L);

    /// <summary>Whether a product of so many channels to a result of this size goes through <see cref="WinogradProduct"/>.</summary>
    private bool IsTransformed(int channels, int filters, int height, int width) => IsThreeByThree && WinogradChoice.Pays(channels, filters, height, width);

    private bool IsThreeByThree => Groups == 1 && Geometry is { KernelH: 3, KernelW: 3, StrideH: 1, StrideW: 1, DilationH: 1, DilationW: 1 };

    private PanelLayout Layout(LaneWidth width, int outputRows) => PanelLayout.For(width, outputRows, FiltersPerGroup, Depth);
}
