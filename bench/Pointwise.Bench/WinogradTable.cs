using System.Diagnostics;
using System.Globalization;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>3x3 convolutions by gathered rows and by Winograd's transform, in turn; and whether the choice between them agrees.</summary>
internal static unsafe class WinogradTable
{
    private const int Pairs = 15;

    private static readonly (int Height, int Channels, int Filters)[] Sizes =
    [
        (56, 64, 192), (28, 96, 128), (28, 128, 192), (14, 112, 224), (14, 160, 320), (7, 192, 384),
        (32, 96, 32), (32, 64, 48), (32, 32, 96), (16, 160, 48), (16, 160, 80), (16, 144, 96), (16, 96, 144), (8, 240, 160), (8, 336, 160), (8, 160, 336),
        (147, 32, 64), (73, 80, 192), (35, 96, 96), (32, 16, 16), (16, 16, 32), (12, 256, 256), (10, 64, 64), (8, 64, 64), (8, 512, 512), (4, 64, 64),
    ];

    public static void Print(LaneWidth width, int batch, int threads)
    {
        using var workers = new Workers(threads, width);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lanes {(int)width}, batch {batch}, threads {threads}, medians of {Pairs} in turn, milliseconds"));
        Console.WriteLine("| size | gathered | Winograd | gain | packing gathered | packing Winograd | packing turned | chosen | dW gathered | dW Winograd | gain | chosen |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach ((int height, int channels, int filters) in Sizes) Row(workers, batch, height, channels, filters);
    }

    private static void Row(Workers workers, int batch, int height, int channels, int filters)
    {
        var shape = new Shape(batch, channels, height, height);
        var result = new Shape(batch, filters, height, height);
        PanelLayout plain = PanelLayout.For(workers.Width, batch * height * height, filters, 9 * channels);
        PanelLayout transformed = WinogradProduct.LayoutFor(workers.Width, batch, height, height, channels, filters);
        PanelLayout turned = WinogradProduct.LayoutFor(workers.Width, batch, height, height, filters, channels);
        using Tensor source = Random(shape, 1), weights = Random(new Shape(filters, channels, 3, 3), 2), destination = Random(result, 3);
        using var packed = new Arena(Arena.RoundUp(plain.Floats) + Math.Max(WinogradWeights.Floats(transformed), WinogradWeights.Floats(turned)));
        float* second = packed.Data + Arena.RoundUp(plain.Floats), taps = Rows.Of(weights).Data;
        var gathered = new GatheredProduct
        {
            Source = Rows.Of(source), Channels = channels, Destination = Rows.Of(destination), Layout = plain, Weights = packed.Data,
            Vertical = Axis.Forward(height, height, 3, 1, 1, 1), Horizontal = Axis.Forward(height, height, 3, 1, 1, 1),
        };
        var winograd = new WinogradProduct
        {
            Source = Rows.Of(source), Destination = Rows.Of(destination), Top = -1, Left = -1, Layout = transformed, Weights = second,
        };
        var gather = new Gather(Rows.Of(source), 0, channels, gathered.Vertical, gathered.Horizontal);
        using Tensor gradient = Random(new Shape(filters, channels, 3, 3), 4);
        float* sums = Rows.Of(gradient).Data;
        double[] times = Medians(
            () => WeightGradient.AddGroup(workers, gather, Rows.Of(destination), sums), () => WinogradWeightGradient.Add(workers, Rows.Of(source), -1, -1, Rows.Of(destination), sums),
            () => WeightPacking.PackFilters(workers, taps, plain, packed.Data), () => WinogradWeights.PackTurned(workers, taps, turned, second),
            () => WinogradWeights.PackFilters(workers, taps, transformed, second), () => gathered.Run(workers), () => winograd.Run(workers));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {height}x{height}x{channels}->{filters} | {times[5]:F3} | {times[6]:F3} | {times[5] / times[6]:F2}x | {times[2]:F3} | {times[4]:F3} | {times[3]:F3} | {(WinogradChoice.Pays(channels, filters, height, height) ? "Winograd" : "gathered")} | {times[0]:F3} | {times[1]:F3} | {times[0] / times[1]:F2}x | {(WinogradChoice.PaysForWeights(channels, filters, batch, height, height) ? "Winograd" : "gathered")} |"));
    }

    private static double[] Medians(params Action[] actions)
    {
        var times = new double[actions.Length][];
        var repeats = new int[actions.Length];
        for (int a = 0; a < actions.Length; a++)
        {
            actions[a]();
            repeats[a] = (int)Math.Max(1, 2 / Time(actions[a], 2));
            times[a] = new double[Pairs];
        }

        for (int i = 0; i < Pairs; i++)
            for (int a = 0; a < actions.Length; a++) times[a][i] = Time(actions[a], repeats[a]);
        return [.. times.Select(t => t.Order().ElementAt(Pairs / 2))];
    }

    private static double Time(Action action, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++) action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / repeats;
    }

    private static Tensor Random(Shape shape, ulong stream)
    {
        var tensor = new Tensor(shape);
        var random = new RandomStream(1, stream);
        Span<float> values = tensor.Values;
        for (int i = 0; i < values.Length; i++) values[i] = random.Uniform(i) - 0.5f;
        return tensor;
    }
}
