using System.Diagnostics;
using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Tuning;
using Pointwise.Tensors;

namespace Pointwise.Bench;

/// <summary>Inference of a whole network with all rewrites, without some of them, or with the ways of convolutions chosen otherwise, in turn, so that all see the same machine.</summary>
internal static class PassTable
{
    private const double Seconds = 8;
    private const string Fastest = "fastest";

    /// <param name="name">A network of the catalog.</param>
    /// <param name="batch">Pictures a run.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="changes">The rewrites that are left out, each alone, and all together; or "fastest": what <see cref="AlgorithmChoice.Fastest"/> estimates.</param>
    public static void Print(string name, int batch, int threads, string[] changes)
    {
        Architecture architecture = ArchitectureCatalog.Get(name);
        Graph graph = architecture.Build(architecture.InputShape, architecture.Classes);
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        string[] without = [.. changes.Where(c => c != Fastest)];
        string[][] left = [[], .. without.Select(pass => new[] { pass }), .. without.Length > 1 ? new[] { without } : []];
        (string What, SessionOptions Options)[] cases =
        [
            .. left.Select(passes => (passes.Length == 0 ? "as it is" : $"without {string.Join(", ", passes)}", new SessionOptions { Threads = threads, WithoutPasses = [.. passes] })),
            .. changes.Contains(Fastest) ? new[] { (Fastest, new SessionOptions { Threads = threads, Algorithms = AlgorithmChoice.Fastest }) } : [],
        ];
        Session[] sessions = [.. cases.Select(c => new Session(model, batch, c.Options))];
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
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}, batch {batch}, {threads} threads, {cases[i].What}: {sorted[sorted.Length / 2]:F2} ms ({sorted[sorted.Length / 10]:F2}-{sorted[sorted.Length * 9 / 10]:F2}), {ratios[ratios.Length / 2]:F3} of the first's run by run ({ratios[ratios.Length / 10]:F3}-{ratios[ratios.Length * 9 / 10]:F3}), {sessions[i].Graph.Nodes.Length} nodes, values {sessions[i].ValueBytes / 1e6:F1} MB"));
            sessions[i].Dispose();
        }
    }
}
