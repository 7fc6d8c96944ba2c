using System.Diagnostics;
using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;
using Pointwise.Training;

namespace Pointwise.Bench;

/// <summary>Training steps of a network on drawn pictures: forward and backward, without the update and without reading pictures.</summary>
internal static class StepTable
{
    private const int Steps = 9;

    public static void Print(string name, int side, int batch, int threads)
    {
        using var workers = new Workers(threads);
        Graph graph = TrainingGraph.Compile(ArchitectureCatalog.Get(name).Build(new Shape(batch, 3, side, side), 10));
        using Parameters parameters = Parameters.Initialize(graph, 1);
        using var step = new TrainingStep(graph, parameters, workers);
        var random = new RandomStream(1, 1);
        for (int i = 0; i < step.Picture.Length; i++) step.Picture[i] = random.Uniform(i) - 0.5f;
        for (int i = 0; i < batch; i++) step.Targets[i * 10 + i % 10] = 1;
        step.Run(1, 0);
        var times = new double[Steps];
        for (int i = 0; i < Steps; i++)
        {
            long start = Stopwatch.GetTimestamp();
            step.Run(1, i + 1);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name} {side}x{side}, batch {batch}, {threads} threads: {times[Steps / 2]:F1} ms a step ({times[0]:F1}-{times[^1]:F1}), {batch / times[Steps / 2] * 1000:F1} pictures/s, {step.Bytes / 1e6:F0} MB"));
    }
}
