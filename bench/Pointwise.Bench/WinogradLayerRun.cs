using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>One layer, ready to run by gathered rows and by some forms. Each has its weights in several copies, used in turn, that together leave the second cache.</summary>
internal sealed unsafe class WinogradLayerRun : IDisposable
{
    private const long ColdBytes = 8 << 20;
    private const int Sampled = 64;
    private readonly Workers workers;
    private readonly WinogradLayer layer;
    private readonly Tensor source, weights, destination;
    private readonly Copies plain;
    private readonly Dictionary<WinogradForm, Copies> transformed = [];

    public WinogradLayerRun(Workers workers, WinogradLayer layer, WinogradForm[] forms)
    {
        (this.workers, this.layer) = (workers, layer);
        source = Drawn.Tensor(new Shape(1, layer.Channels, layer.Height, layer.Width), 1);
        weights = Drawn.Tensor(new Shape(layer.Filters, layer.Channels, layer.Window.KernelH, layer.Window.KernelW), 2);
        destination = new Tensor(new Shape(1, layer.Filters, layer.OutputH, layer.OutputW));
        plain = new Copies(PanelLayout.For(workers.Width, layer.OutputH * layer.OutputW, layer.Filters, layer.Window.Taps * layer.Channels), 1);
        for (int i = 0; i < plain.Count; i++) WeightPacking.PackFilters(workers, Rows.Of(weights).Data, plain.Layout, plain.At(i));
        foreach (WinogradForm form in forms)
        {
            var copies = new Copies(WinogradProduct.LayoutFor(form, workers.Width, layer.OutputH, layer.OutputW, layer.Channels, layer.Filters), form.Products);
            for (int i = 0; i < copies.Count; i++) WinogradWeights.PackFilters(form, workers, Rows.Of(weights).Data, copies.Layout, copies.At(i));
            transformed[form] = copies;
        }
    }

    public void Gathered()
    {
        KernelGeometry geometry = layer.Window.Geometry;
        new GatheredProduct
        {
            Source = Rows.Of(source), Channels = layer.Channels, Destination = Rows.Of(destination), Layout = plain.Layout, Weights = plain.Next(),
            Vertical = geometry.Vertical(layer.OutputH, layer.Height), Horizontal = geometry.Horizontal(layer.OutputW, layer.Width),
        }.Run(workers);
    }

    public void Transformed(WinogradForm form) => new WinogradProduct
    {
        Form = form, Source = Rows.Of(source), Destination = Rows.Of(destination), Top = -layer.Window.PadTop, Left = -layer.Window.PadLeft,
        Layout = transformed[form].Layout, Weights = transformed[form].Next(),
    }.Run(workers);

    /// <summary>The largest error of some results, drawn over the picture, as a part of their largest value.</summary>
    public double Error(Action run)
    {
        run();
        double largest = 0, error = 0;
        var random = new RandomStream(2, 1);
        for (int i = 0; i < Sampled; i++)
        {
            int y = (int)(random.Uniform(2 * i) * layer.OutputH), x = (int)(random.Uniform(2 * i + 1) * layer.OutputW);
            for (int filter = 0; filter < layer.Filters; filter++)
            {
                double exact = Exact(y, x, filter);
                largest = Math.Max(largest, Math.Abs(exact));
                error = Math.Max(error, Math.Abs(exact - destination.Values[(y * layer.OutputW + x) * layer.Filters + filter]));
            }
        }

        return error / largest;
    }

    public void Dispose()
    {
        foreach (Tensor tensor in new[] { source, weights, destination }) tensor.Dispose();
        plain.Dispose();
        foreach (Copies copies in transformed.Values) copies.Dispose();
    }

    private double Exact(int y, int x, int filter)
    {
        Window window = layer.Window;
        ReadOnlySpan<float> pixels = source.Values, taps = weights.Values;
        double sum = 0;
        for (int i = 0; i < window.Taps; i++)
        {
            int row = y - window.PadTop + i / window.KernelW, column = x - window.PadLeft + i % window.KernelW;
            if (row < 0 || row >= layer.Height || column < 0 || column >= layer.Width) continue;
            ReadOnlySpan<float> pixel = pixels.Slice((row * layer.Width + column) * layer.Channels, layer.Channels);
            ReadOnlySpan<float> tap = taps.Slice((filter * window.Taps + i) * layer.Channels, layer.Channels);
            for (int c = 0; c < layer.Channels; c++) sum += (double)pixel[c] * tap[c];
        }

        return sum;
    }

    private sealed class Copies : IDisposable
    {
        private readonly Arena memory;
        private readonly long floats;
        private int next;

        public Copies(PanelLayout layout, int products)
        {
            Layout = layout;
            floats = Arena.RoundUp(products * layout.Floats);
            Count = (int)Math.Max(1, ColdBytes / (floats * sizeof(float)));
            memory = new Arena(floats * Count);
        }

        public PanelLayout Layout { get; }

        public int Count { get; }

        public float* At(int copy) => memory.Data + copy * floats;

        public float* Next() => At(next++ % Count);

        public void Dispose() => memory.Dispose();
    }
}
