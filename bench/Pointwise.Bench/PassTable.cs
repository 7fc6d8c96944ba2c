using System.Diagnostics;
using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>Inference of a whole network with all rewrites and without some of them, in turn, so that all see the same machine.</summary>
internal static class PassTable
{
    private const double Seconds = 8;

    /// <param name="name">A network of the catalog.</param>
    /// <param name="batch">Pictures a run.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="without">The rewrites that are left out, each alone, and all together.</param>
    public static void Print(string name, int batch, int threads, string[] without)
    {
        Architecture architecture = ArchitectureCatalog.Get(name);
        Graph graph = architecture.Build(architecture.InputShape, architecture.Classes);
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        string[][] cases = [[], .. without.Select(pass => new[] { pass }), .. without.Length > 1 ? new[] { without } : []];
        Session[] sessions = [.. cases.Select(left => new Session(model, batch, new SessionOptions { Threads = threads, WithoutPasses = [.. left] }))];
        var random = new RandomStream(1, 1);
        float[] picture = [.. Enumerable.Range(0, sessions[0].Input.Length).Select(i => random.Uniform(i) - 0.5f)];
        List<double>[] times = [.. sessions.Select(_ => new List<double>())];
        long begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun).TotalSeconds < Seconds)
        {
            for (int i = 0; i < sessions.Length; i++)
            {
                picture.CopyTo(sessions[i].Input);
                long start = Stopwatch.GetTimestamp();
                sessions[i].Run();
                times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        for (int i = 0; i < sessions.Length; i++)
        {
            // the first third warms up
            double[] sorted = [.. times[i].Skip(times[i].Count / 3).Order()], ratios = [.. times[i].Zip(times[0], (own, all) => own / all).Skip(times[i].Count / 3).Order()];
            string what = cases[i].Length == 0 ? "all rewrites" : $"without {string.Join(", ", cases[i])}";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}, batch {batch}, {threads} threads, {what}: {sorted[sorted.Length / 2]:F2} ms ({sorted[sorted.Length / 10]:F2}-{sorted[sorted.Length * 9 / 10]:F2}), {ratios[ratios.Length / 2]:F3} of all rewrites' run by run ({ratios[ratios.Length / 10]:F3}-{ratios[ratios.Length * 9 / 10]:F3}), {sessions[i].Graph.Nodes.Length} nodes, values {sessions[i].ValueBytes / 1e6:F1} MB"));
            sessions[i].Dispose();
        }
    }
}
