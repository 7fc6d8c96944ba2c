using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>
/// A convolution's sizes, and its forward pass as gathered products, or as Winograd's where these pay.
/// A fully connected layer is the pointwise convolution of pictures of one pixel.
/// Weights lie as their tensor stores them: [filters][kernel rows][kernel columns][channels of a group].
/// </summary>
/// <param name="Geometry">The kernel.</param>
/// <param name="Groups">Groups that channels and filters are cut into.</param>
/// <param name="Channels">Channels of the input.</param>
/// <param name="Filters">Channels of the output.</param>
internal readonly unsafe record struct Convolution(KernelGeometry Geometry, int Groups, int Channels, int Filters)
{
    private const int FewestRows = 8;

    /// <summary>Pixels that one block holds: threads share panels of weights.</summary>
    private const int FewRows = 64;

    /// <summary>The way that its forward pass goes.</summary>
    public ConvolutionWay Way { get; init; }

    public int ChannelsPerGroup => Channels / Groups;

    public int FiltersPerGroup => Filters / Groups;

    /// <summary>Whether every channel has one filter of its own.</summary>
    public bool IsDepthwise => Groups == Channels && Groups == Filters && Groups > 1;

    /// <summary>Weights of one filter.</summary>
    public int Depth => Geometry.Taps * ChannelsPerGroup;

    /// <summary>The way that an output of this size is computed, in words.</summary>
    public string Algorithm(int outputH, int outputW) => Name(Form(outputH, outputW));

    /// <summary>The same where it is known whether it is transformed.</summary>
    public string Name(WinogradForm? form) => IsDepthwise ? "depthwise" : form is { } winograd ? winograd.ToString() : Geometry.Taps == 1 ? "pointwise" : "direct rows";

    /// <summary>The ways that an output of this size could be computed, with what the cost model says of each; one alone where there is no choice.</summary>
    public IReadOnlyList<AlgorithmCandidate> Candidates(int outputH, int outputW, Circumstances circumstances)
    {
        AlgorithmCandidate direct = new(Name(form: null), ConvolutionWay.Direct, WinogradChoice.DirectCycles(Geometry.Taps, ChannelsPerGroup, Filters, (double)outputH * outputW, circumstances));
        return !IsDense ? [direct]
            : [direct, .. WinogradChoice.Candidates(Geometry.KernelH, Geometry.KernelW, Channels, Filters, outputH, outputW, circumstances)];
    }

    /// <summary>The way that is estimated to be the fastest to an output of this size.</summary>
    public ConvolutionWay Fastest(int outputH, int outputW, Circumstances circumstances) =>
        new(IsNamed: true, IsDense ? WinogradChoice.For(Geometry.KernelH, Geometry.KernelW, Channels, Filters, outputH, outputW, circumstances) : null);

    /// <summary>Floats that <see cref="Prepare"/> writes.</summary>
    /// <param name="width">The lanes that will read them.</param>
    /// <param name="outputH">Rows of a picture's output.</param>
    /// <param name="outputW">Columns of a picture's output.</param>
    public long PreparedFloats(LaneWidth width, int outputH, int outputW)
    {
        if (IsDepthwise) return PaddedFilters + (long)Geometry.Taps * PaddedFilters;
        if (Form(outputH, outputW) is { } form)
            return PaddedFilters + WinogradWeights.Floats(form, WinogradProduct.LayoutFor(form, width, outputH, outputW, Channels, Filters));
        return PaddedFilters + Groups * Tensors.Arena.RoundUp(Layout(width, outputH * outputW).Floats);
    }

    /// <summary>How <see cref="Prepare"/> lays them out: where it is equal for two outputs, they read the same.</summary>
    public object PreparedForm(LaneWidth width, int outputH, int outputW)
    {
        WinogradForm? form = Form(outputH, outputW);
        PanelLayout layout = IsDepthwise ? default
            : form is { } winograd ? WinogradProduct.LayoutFor(winograd, width, outputH, outputW, Channels, Filters) : Layout(width, outputH * outputW);
        return (form, layout);
    }

    /// <summary>Lays bias and weights out for a <see cref="Forward"/> to this output.</summary>
    public void Prepare(Workers workers, Rows weights, Rows bias, Rows output, Rows prepared)
    {
        Debug.Assert(weights.Elements == (long)Filters * Depth && prepared.C >= PreparedFloats(workers.Width, output.H, output.W));
        var biases = new Span<float>(prepared.Data, PaddedFilters);
        biases.Clear();
        if (!bias.IsNone) bias.Span.CopyTo(biases);
        float* packed = prepared.Data + PaddedFilters;
        if (IsDepthwise)
        {
            Depthwise.Pack(weights, Geometry.Taps, PaddedFilters, packed);
            return;
        }

        if (Form(output.H, output.W) is { } form)
        {
            PanelLayout transformed = WinogradProduct.LayoutFor(form, workers.Width, output.H, output.W, Channels, Filters);
            WinogradWeights.PackFilters(form, workers, weights.Data, transformed, packed);
            return;
        }

        PanelLayout layout = Layout(workers.Width, output.H * output.W);
        for (int g = 0; g < Groups; g++)
            WeightPacking.PackFilters(workers, weights.Data + (long)g * FiltersPerGroup * Depth, layout, packed + g * Tensors.Arena.RoundUp(layout.Floats));
    }

    /// <summary>output = convolution of input, plus bias, plus residual, rectified if asked; or output += convolution of input alone.</summary>
    public void Forward(Workers workers, Rows input, Rows prepared, bool hasBias, bool rectify, Rows output, Rows residual = default, bool accumulate = false)
    {
        Debug.Assert(!accumulate || (!hasBias && !rectify && residual.IsNone));
        Axis vertical = Geometry.Vertical(output.H, input.H), horizontal = Geometry.Horizontal(output.W, input.W);
        float* bias = hasBias ? prepared.Data : null;
        float* packed = prepared.Data + PaddedFilters;
        if (IsDepthwise)
        {
            Depthwise.Forward(workers, input, vertical, horizontal, packed, PaddedFilters, prepared.Data, rectify, output, residual, accumulate);
            return;
        }

        if (Form(output.H, output.W) is { } form)
        {
            new WinogradProduct
            {
                Form = form, Source = input, Destination = output, Residual = accumulate ? output : residual, Top = vertical.First, Left = horizontal.First,
                Layout = WinogradProduct.LayoutFor(form, workers.Width, output.H, output.W, Channels, Filters),
                Weights = packed, Bias = bias, Rectify = rectify,
            }.Run(workers);
            return;
        }

        PanelLayout layout = Layout(workers.Width, output.H * output.W);
        for (int g = 0; g < Groups; g++)
        {
            new GatheredProduct
            {
                Source = input, FirstChannel = g * ChannelsPerGroup, Channels = ChannelsPerGroup,
                Destination = output.Slice(g * FiltersPerGroup, FiltersPerGroup),
                Residual = residual.IsNone ? default : residual.Slice(g * FiltersPerGroup, FiltersPerGroup),
                Vertical = vertical, Horizontal = horizontal, Layout = layout,
                Weights = packed + g * Tensors.Arena.RoundUp(layout.Floats), Bias = bias == null ? null : bias + g * FiltersPerGroup, Rectify = rectify, Accumulate = accumulate,
            }.Run(workers);
        }
    }

    /// <summary>The channels of a pointwise convolution's result, range by range, each to a place of its own.</summary>
    public void Scatter(Workers workers, Rows input, Rows prepared, bool hasBias, bool rectify, ReadOnlySpan<Rows> outputs)
    {
        Debug.Assert(Groups == 1 && Geometry.Taps == 1);
        Rows first = outputs[0];
        ColumnRange* parts = stackalloc ColumnRange[outputs.Length];
        int column = 0;
        for (int i = 0; i < outputs.Length; i++)
        {
            parts[i] = new ColumnRange(column, outputs[i]);
            column += outputs[i].C;
        }

        new GatheredProduct
        {
            Source = input, Channels = Channels, Destination = first, Parts = parts, PartCount = outputs.Length,
            Vertical = Geometry.Vertical(first.H, input.H), Horizontal = Geometry.Horizontal(first.W, input.W), Layout = Layout(workers.Width, first.H * first.W),
            Weights = prepared.Data + PaddedFilters, Bias = hasBias ? prepared.Data : null, Rectify = rectify,
        }.Run(workers);
    }

    /// <summary>A pointwise convolution of the largest values under windows, which each piece of work finds for the pixels that it multiplies.</summary>
    public void ForwardMaxima(Workers workers, SlidingAxis vertical, SlidingAxis horizontal, Rows input, Rows prepared, bool hasBias, bool rectify, Rows output)
    {
        Debug.Assert(Groups == 1 && Geometry.Taps == 1 && Channels == input.C);
        PoolTables tables = PoolTables.Forward(workers, vertical, horizontal, input, output);
        new GatheredProduct
        {
            Source = new Rows(null, output.N, output.H, output.W, Channels, Channels), Channels = Channels, Destination = output,
            Maxima = new SeparableMaxima(tables, vertical, horizontal, input, output.H, output.W),
            Vertical = Geometry.Vertical(output.H, output.H), Horizontal = Geometry.Horizontal(output.W, output.W), Layout = Layout(workers.Width, output.H * output.W),
            Weights = prepared.Data + PaddedFilters, Bias = hasBias ? prepared.Data : null, Rectify = rectify,
        }.Run(workers);
    }

    /// <summary>
    /// inputGradient (+)= the convolution's gradient. Pixels behind the last window, where the size is no multiple of the stride, get zero.
    /// </summary>
    public void InputGradient(Workers workers, Rows weights, Rows outputGradient, Rows inputGradient, bool accumulate)
    {
        var transposed = new TransposedConvolution(this);
        long floats = transposed.PreparedFloats(workers.Width, inputGradient.H, inputGradient.W);
        float* prepared = (float*)workers.CallScratch.Bytes(floats * sizeof(float));
        transposed.Prepare(workers, weights, default, inputGradient, prepared);
        transposed.Run(workers, outputGradient, prepared, hasBias: false, rectify: false, inputGradient, accumulate);
    }

    /// <summary>output (+)= convolution of input, with weights as they are stored.</summary>
    public void Run(Workers workers, Rows input, Rows weights, Rows output, bool accumulate)
    {
        int floats = checked((int)PreparedFloats(workers.Width, output.H, output.W));
        var prepared = new Rows((float*)workers.CallScratch.Bytes((long)floats * sizeof(float)), 1, 1, 1, floats, floats);
        Prepare(workers, weights, default, output, prepared);
        Forward(workers, input, prepared, hasBias: false, rectify: false, output, accumulate: accumulate);
    }

    /// <summary>The transform that the gradient of the weights over so many results goes through; null where gathered rows are faster.</summary>
    public WinogradForm? WeightForm(int images, int outputH, int outputW) =>
        IsDense ? WinogradChoice.ForWeights(Geometry.KernelH, Geometry.KernelW, Channels, Filters, images, outputH, outputW) : null;

    /// <summary>Filters rounded up so that a vector load at the last one stays inside.</summary>
    private int PaddedFilters => (int)Tensors.Arena.RoundUp(Filters + 64L);

    private WinogradForm? Form(int outputH, int outputW) => Way.IsNamed ? Way.Form : Form(Channels, Filters, outputH, outputW);

    /// <summary>The transform that a product of so many channels to a result of this size goes through by its shapes; null where gathered rows are faster.</summary>
    public WinogradForm? Form(int channels, int filters, int height, int width) =>
        IsDense ? WinogradChoice.For(Geometry.KernelH, Geometry.KernelW, channels, filters, height, width) : null;

    /// <summary>Whether every result reads pixels that lie side by side, and its neighbour the next ones.</summary>
    private bool IsDense => Groups == 1 && Geometry is { StrideH: 1, StrideW: 1, DilationH: 1, DilationW: 1 };

    /// <summary>For a picture's pixels: weights lie alike for any batch. One pixel is one row of a batch, so several are reckoned with.</summary>
    private PanelLayout Layout(LaneWidth width, int pixels)
    {
        int rows = Math.Max(pixels, FewestRows);
        return pixels is > 1 and <= FewRows ? PanelLayout.ForFewRows(width, rows, FiltersPerGroup, Depth) : PanelLayout.For(width, rows, FiltersPerGroup, Depth);
    }
}
