using System.Globalization;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>Gradients of 3x3 weights by gathered rows and by Winograd's F(4x4,3x3), in turn; and whether the choice between them agrees.</summary>
internal static unsafe class WinogradGradientTable
{
    private static readonly (int Height, int Channels, int Filters)[] Sizes =
    [
        (56, 64, 192), (28, 96, 128), (28, 128, 192), (14, 112, 224), (14, 160, 320), (7, 192, 384),
        (32, 96, 32), (32, 64, 48), (32, 32, 96), (16, 160, 48), (16, 160, 80), (16, 144, 96), (16, 96, 144), (8, 240, 160), (8, 336, 160), (8, 160, 336),
        (147, 32, 64), (73, 80, 192), (35, 96, 96), (32, 16, 16), (16, 16, 32), (12, 256, 256), (10, 64, 64), (8, 64, 64), (8, 512, 512), (4, 64, 64),
    ];

    public static void Print(LaneWidth width, int batch, int threads)
    {
        using var workers = new Workers(threads, width);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lanes {(int)width}, batch {batch}, threads {threads}, medians in turn, milliseconds"));
        Console.WriteLine("| size | gathered | Winograd | gain | chosen |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach ((int height, int channels, int filters) in Sizes) Row(workers, batch, height, channels, filters);
    }

    private static void Row(Workers workers, int batch, int height, int channels, int filters)
    {
        using Tensor source = Drawn.Tensor(new Shape(batch, channels, height, height), 1), sums = Drawn.Tensor(new Shape(batch, filters, height, height), 2);
        using Tensor gradient = Drawn.Tensor(new Shape(filters, channels, 3, 3), 3);
        Axis axis = Axis.Forward(height, height, 3, 1, 1, 1);
        var gather = new Gather(Rows.Of(source), 0, channels, axis, axis);
        float* taps = Rows.Of(gradient).Data;
        double[] times = Timing.Medians(
            () => WeightGradient.AddGroup(workers, gather, Rows.Of(sums), taps), () => WinogradWeightGradient.Add(workers, Rows.Of(source), -1, -1, Rows.Of(sums), taps));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {height}x{height}x{channels}->{filters} | {times[0]:F3} | {times[1]:F3} | {times[0] / times[1]:F2}x | {(WinogradChoice.PaysForWeights(channels, filters, batch, height, height) ? "Winograd" : "gathered")} |"));
    }
}
