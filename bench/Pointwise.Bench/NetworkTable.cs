using System.Diagnostics;
using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>Inference of a whole network on drawn pictures.</summary>
internal static class NetworkTable
{
    private const int Runs = 15;

    public static void Print(string name, int batch, int threads)
    {
        Architecture architecture = ArchitectureCatalog.Get(name);
        Graph graph = architecture.Build(architecture.InputShape, architecture.Classes);
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var session = new Session(model, batch, new SessionOptions { Threads = threads });
        var random = new RandomStream(1, 1);
        for (int i = 0; i < session.Input.Length; i++) session.Input[i] = random.Uniform(i) - 0.5f;
        session.Run();
        var times = new double[Runs];
        for (int i = 0; i < Runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            session.Run();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}, batch {batch}, {threads} threads: {times[Runs / 2]:F1} ms ({times[0]:F1}-{times[^1]:F1}), weights {session.WeightBytes / 1e6:F0} MB, values {session.ValueBytes / 1e6:F0} MB"));
    }
}
