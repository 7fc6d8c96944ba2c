using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>
/// A convolution the other way, from what lies at its output to what lies at its input: its gradient of the input, and the forward pass of
/// transposed convolutions. With the weights turned round it is a gathered product once for each phase of the stride, with the taps that reach it;
/// Winograd's where that pays.
/// </summary>
/// <param name="Convolution">The convolution: its filters are channels of the source here, its channels those of the result.</param>
internal readonly unsafe record struct TransposedConvolution(Convolution Convolution)
{
    private KernelGeometry Geometry => Convolution.Geometry;

    private int Channels => Convolution.ChannelsPerGroup;

    private int Filters => Convolution.FiltersPerGroup;

    /// <summary>The result's channels rounded up so that a vector load at the last one stays inside.</summary>
    private int PaddedChannels => (int)Tensors.Arena.RoundUp(Convolution.Channels + 64L);

    /// <summary>The way that a result of this size is computed, in words.</summary>
    public string Algorithm(int height, int columns) => Convolution.Name(Form(height, columns));

    /// <summary>Floats of bias and weights laid out.</summary>
    /// <param name="width">The lanes that will read them.</param>
    /// <param name="height">Rows of a picture's result.</param>
    /// <param name="columns">Columns of a picture's result.</param>
    public long PreparedFloats(LaneWidth width, int height, int columns)
    {
        if (Convolution.IsDepthwise) return PaddedChannels + (long)Geometry.Taps * PaddedChannels;
        if (Form(height, columns) is { } form) return PaddedChannels + WinogradWeights.Floats(form, Transformed(form, width, height, columns));
        long floats = PaddedChannels;
        for (int i = 0; i < Phases(height, columns); i++) floats += PhaseAt(i, 0, 0, height, columns).Floats(this, width);
        return floats;
    }

    /// <summary>Lays bias and weights out for a <see cref="Run(Workers, Rows, Rows, bool, bool, Rows)"/> to this result.</summary>
    public void Prepare(Workers workers, Rows weights, Rows bias, Rows result, Rows prepared) => Prepare(workers, weights, bias, result, prepared.Data);

    /// <summary>Lays bias and weights out for a <see cref="Run(Workers, Rows, float*, bool, bool, Rows, bool)"/> to this result.</summary>
    public void Prepare(Workers workers, Rows weights, Rows bias, Rows result, float* prepared)
    {
        Debug.Assert(weights.Elements == (long)Convolution.Filters * Convolution.Depth && result.C == Convolution.Channels);
        var biases = new Span<float>(prepared, PaddedChannels);
        biases.Clear();
        if (!bias.IsNone) bias.Span.CopyTo(biases);
        float* packed = prepared + PaddedChannels;
        if (Convolution.IsDepthwise)
        {
            Depthwise.Pack(weights, Geometry.Taps, PaddedChannels, packed);
            return;
        }

        if (Form(result.H, result.W) is { } form)
        {
            WinogradWeights.PackTurned(form, workers, weights.Data, Transformed(form, workers.Width, result.H, result.W), packed);
            return;
        }

        for (int i = 0; i < Phases(result.H, result.W); i++)
        {
            Phase phase = PhaseAt(i, 0, 0, result.H, result.W);
            phase.Pack(this, workers, weights, packed);
            packed += phase.Floats(this, workers.Width);
        }
    }

    /// <summary>result = the transposed convolution of the source, plus bias, rectified if asked.</summary>
    public void Run(Workers workers, Rows source, Rows prepared, bool hasBias, bool rectify, Rows result) =>
        Run(workers, source, prepared.Data, hasBias, rectify, result, accumulate: false);

    /// <summary>result (+)= the transposed convolution of the source, plus bias, rectified if asked; bias and rectification only where it overwrites.</summary>
    public void Run(Workers workers, Rows source, float* prepared, bool hasBias, bool rectify, Rows result, bool accumulate)
    {
        Debug.Assert(source.C == Convolution.Filters && result.C == Convolution.Channels && source.N == result.N && !(accumulate && (hasBias || rectify)));
        float* bias = hasBias ? prepared : null;
        float* packed = prepared + PaddedChannels;
        if (Convolution.IsDepthwise)
        {
            Depthwise.InputGradient(workers, Geometry, packed, PaddedChannels, hasBias || rectify ? prepared : null, rectify, source, result, accumulate);
            return;
        }

        if (Form(result.H, result.W) is { } form)
        {
            new WinogradProduct
            {
                Form = form, Source = source, Destination = result, Residual = accumulate ? result : default,
                Top = Geometry.PadTop - (Geometry.KernelH - 1), Left = Geometry.PadLeft - (Geometry.KernelW - 1),
                Layout = Transformed(form, workers.Width, result.H, result.W), Weights = packed, Bias = bias, Rectify = rectify,
            }.Run(workers);
            return;
        }

        for (int i = 0; i < Phases(result.H, result.W); i++)
        {
            Phase phase = PhaseAt(i, source.H, source.W, result.H, result.W);
            if (phase.Taps > 0) phase.Run(this, workers, source, packed, bias, rectify, result, accumulate);
            else if (!accumulate) PixelFilling.Fill(workers, result, phase.Vertical, phase.Horizontal, bias, rectify);
            packed += phase.Floats(this, workers.Width);
        }
    }

    private WinogradForm? Form(int height, int columns) => Convolution.Form(Convolution.Filters, Convolution.Channels, height, columns);

    private PanelLayout Transformed(WinogradForm form, LaneWidth width, int height, int columns) =>
        WinogradProduct.LayoutFor(form, width, height, columns, Convolution.Filters, Convolution.Channels);

    /// <summary>Phases of the stride that the result has pixels of.</summary>
    private int Phases(int height, int columns) => Math.Min(Geometry.StrideH, height) * Math.Min(Geometry.StrideW, columns);

    private Phase PhaseAt(int index, int sourceH, int sourceW, int height, int columns)
    {
        (int y, int x) = Math.DivRem(index, Math.Min(Geometry.StrideW, columns));
        Axis vertical = Axis.Backward(sourceH, height, Geometry.KernelH, Geometry.StrideH, Geometry.PadTop, Geometry.DilationH, y, out int lastY, out int stepY);
        Axis horizontal = Axis.Backward(sourceW, columns, Geometry.KernelW, Geometry.StrideW, Geometry.PadLeft, Geometry.DilationW, x, out int lastX, out int stepX);
        return new Phase(vertical, horizontal, lastY, stepY, lastX, stepX);
    }

    /// <summary>The pixels of the result that lie a stride apart, and the taps that reach them.</summary>
    private readonly record struct Phase(Axis Vertical, Axis Horizontal, int LastY, int StepY, int LastX, int StepX)
    {
        public int Taps => Vertical.Taps * Horizontal.Taps;

        /// <summary>Floats of its packed weights: the groups' one after the other, and the list of taps behind.</summary>
        public long Floats(TransposedConvolution whole, LaneWidth width) =>
            Taps == 0 ? 0 : whole.Convolution.Groups * GroupFloats(whole, width) + Tensors.Arena.RoundUp(Taps);

        public void Pack(TransposedConvolution whole, Workers workers, Rows weights, float* packed)
        {
            if (Taps == 0) return;
            long group = GroupFloats(whole, workers.Width);
            var taps = new Span<int>(packed + whole.Convolution.Groups * group, Taps);
            for (int i = 0; i < taps.Length; i++)
                taps[i] = (LastY - i / Horizontal.Taps * StepY) * whole.Geometry.KernelW + LastX - i % Horizontal.Taps * StepX;
            long weightsPerGroup = (long)whole.Filters * whole.Convolution.Depth;
            for (int g = 0; g < whole.Convolution.Groups; g++)
                WeightPacking.PackTurned(workers, weights.Data + g * weightsPerGroup, whole.Filters, whole.Geometry.Taps, taps, Layout(whole, workers.Width), packed + g * group);
        }

        public void Run(TransposedConvolution whole, Workers workers, Rows source, float* packed, float* bias, bool rectify, Rows result, bool accumulate)
        {
            long group = GroupFloats(whole, workers.Width);
            for (int g = 0; g < whole.Convolution.Groups; g++)
            {
                new GatheredProduct
                {
                    Source = source, FirstChannel = g * whole.Filters, Channels = whole.Filters,
                    Destination = result.Slice(g * whole.Channels, whole.Channels), Vertical = Vertical, Horizontal = Horizontal,
                    Layout = Layout(whole, workers.Width), Weights = packed + g * group,
                    Bias = bias == null ? null : bias + g * whole.Channels, Rectify = rectify, Accumulate = accumulate,
                }.Run(workers);
            }
        }

        private long GroupFloats(TransposedConvolution whole, LaneWidth width) => Tensors.Arena.RoundUp(Layout(whole, width).Floats);

        private PanelLayout Layout(TransposedConvolution whole, LaneWidth width) =>
            PanelLayout.For(width, Vertical.Grid * Horizontal.Grid, whole.Channels, Taps * whole.Filters);
    }
}
