using System.Globalization;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>
/// Gradients of weights by gathered rows and by each form of Winograd's transforms, in turn, with the largest error of some weights against double
/// precision as a part of the largest value; and what the choice between them takes.
/// </summary>
internal static unsafe class WinogradGradientTable
{
    private const int Sampled = 2;

    private static readonly WinogradLayer[] Layers =
    [
        .. Of(3, 3, (56, 64, 192), (28, 96, 128), (28, 128, 192), (14, 112, 224), (14, 160, 320), (7, 192, 384),
            (32, 96, 32), (32, 64, 48), (32, 32, 96), (16, 160, 48), (16, 160, 80), (16, 144, 96), (16, 96, 144), (8, 240, 160), (8, 336, 160), (8, 160, 336),
            (147, 32, 64), (73, 80, 192), (35, 96, 96), (32, 16, 16), (16, 16, 32), (12, 256, 256), (10, 64, 64), (8, 64, 64), (8, 512, 512), (4, 64, 64)),
        .. Of(5, 5, (28, 16, 32), (28, 32, 96), (14, 16, 48), (14, 24, 64), (14, 32, 128), (7, 32, 128), (7, 48, 128), (35, 48, 64)),
        .. Of(1, 7, (17, 128, 128), (17, 160, 192), (17, 192, 192)), .. Of(7, 1, (17, 128, 128), (17, 160, 192), (17, 192, 192)),
        .. Of(1, 3, (8, 384, 384)), .. Of(3, 1, (8, 384, 384)),
    ];

    public static void Print(LaneWidth width, int batch, int threads, string kernel)
    {
        using var workers = new Workers(threads, width);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lanes {(int)width}, batch {batch}, threads {threads}, medians in turn, milliseconds"));
        Console.WriteLine("| layer | gathered | error | form | ms | gain | error | chosen | best |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (WinogradLayer layer in Layers.Where(l => $"{l}".StartsWith(kernel, StringComparison.Ordinal))) Row(workers, batch, layer);
    }

    private static IEnumerable<WinogradLayer> Of(int kernelH, int kernelW, params (int Side, int Channels, int Filters)[] sizes) =>
        sizes.Select(s => new WinogradLayer(
            new Window(kernelH, kernelW, 1, 1, kernelH / 2, kernelW / 2, kernelH / 2, kernelW / 2), s.Side, s.Side, s.Channels, s.Filters));

    private static void Row(Workers workers, int batch, WinogradLayer layer)
    {
        using Tensor source = Drawn.Tensor(new Shape(batch, layer.Channels, layer.Height, layer.Width), 1);
        using Tensor sums = Drawn.Tensor(new Shape(batch, layer.Filters, layer.Height, layer.Width), 2);
        using Tensor gradient = Drawn.Tensor(new Shape(layer.Filters, layer.Channels, layer.Window.KernelH, layer.Window.KernelW), 3);
        KernelGeometry geometry = layer.Window.Geometry;
        var gather = new Gather(Rows.Of(source), 0, layer.Channels, geometry.Vertical(layer.Height, layer.Height), geometry.Horizontal(layer.Width, layer.Width));
        float* taps = Rows.Of(gradient).Data;
        WinogradForm[] forms = [.. WinogradForm.All.ToArray().Where(f => f.IsOf(layer.Window.KernelH, layer.Window.KernelW))];
        void Gathered() => WeightGradient.AddGroup(workers, gather, Rows.Of(sums), taps);
        void Transformed(WinogradForm form) => new WinogradWeightGradient
        {
            Form = form, Input = Rows.Of(source), Top = -layer.Window.PadTop, Left = -layer.Window.PadLeft, OutputGradient = Rows.Of(sums), Taps = taps,
        }.Add(workers);
        double[] times = Timing.Medians([Gathered, .. forms.Select(f => (Action)(() => Transformed(f)))]);
        double[] exact = [.. Enumerable.Range(0, Sampled).SelectMany(i => Exact(layer, source, sums, i * layer.Filters / Sampled))];
        double Error(Action run)
        {
            gradient.Values.Clear();
            run();
            int length = exact.Length / Sampled, at = 0;
            double error = 0;
            for (int i = 0; i < Sampled; i++)
                foreach (float value in gradient.Values.Slice(i * layer.Filters / Sampled * length, length)) error = Math.Max(error, Math.Abs(value - exact[at++]));
            return error / exact.Max(Math.Abs);
        }

        double[] errors = [Error(Gathered), .. forms.Select(f => Error(() => Transformed(f)))];
        WinogradForm? chosen = WinogradChoice.ForWeights(layer.Window.KernelH, layer.Window.KernelW, layer.Channels, layer.Filters, batch, layer.Height, layer.Width);
        int best = Array.IndexOf(times, times.Min());
        for (int i = 0; i < forms.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {layer} | {times[0]:F3} | {errors[0]:E1} | {forms[i]} | {times[i + 1]:F3} | {times[0] / times[i + 1]:F2}x | {errors[i + 1]:E1} | {(chosen == forms[i] ? "chosen" : "")} | {(best == i + 1 ? "best" : "")} |"));
        }
    }

    /// <summary>The gradient of a filter's weights.</summary>
    private static double[] Exact(WinogradLayer layer, Tensor source, Tensor gradient, int filter)
    {
        Window window = layer.Window;
        ReadOnlySpan<float> pixels = source.Values, results = gradient.Values;
        var sums = new double[window.Taps * layer.Channels];
        int points = gradient.Shape.N * layer.Height * layer.Width;
        for (int point = 0; point < points; point++)
        {
            int line = point / layer.Width, y = line % layer.Height, x = point % layer.Width, image = line / layer.Height;
            double factor = results[point * layer.Filters + filter];
            for (int tap = 0; tap < window.Taps; tap++)
            {
                int row = y - window.PadTop + tap / window.KernelW, column = x - window.PadLeft + tap % window.KernelW;
                if (row < 0 || row >= layer.Height || column < 0 || column >= layer.Width) continue;
                ReadOnlySpan<float> pixel = pixels.Slice(((image * layer.Height + row) * layer.Width + column) * layer.Channels, layer.Channels);
                for (int c = 0; c < pixel.Length; c++) sums[tap * layer.Channels + c] += factor * pixel[c];
            }
        }

        return sums;
    }
}
