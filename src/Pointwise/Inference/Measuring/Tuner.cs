using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Inference.Tuning;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Inference.Measuring;

/// <summary>
/// Measures every way of every convolution of a model where it stands: as many sessions as a convolution has ways, each convolution another way in each,
/// run in turn, so that what lies in the caches is what would lie there.
/// </summary>
public static class Tuner
{
    private const int UsualRuns = 15, WarmUps = 3;

    /// <summary>Measures what a table does not know.</summary>
    /// <param name="model">The model.</param>
    /// <param name="input">The pictures, [N,C,H,W].</param>
    /// <param name="options">Threads, heads and rewrites; its table is what is known, null for nothing.</param>
    /// <param name="runs">Measured runs of each session; 0 for the usual number.</param>
    /// <returns>The table with what was measured.</returns>
    /// <exception cref="PointwiseException">The runs are below 0, or the model does not fit the input.</exception>
    public static TuningTable Measure(Model model, Shape input, SessionOptions? options = null, int runs = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new SessionOptions();
        if (runs < 0) throw new PointwiseException("runs", "out of range", "at least 1 run, or 0 for the usual number", $"{runs}", "give a positive number");
        TuningTable known = options.Tuning ?? TuningTable.Empty;
        using var workers = new Workers(options.Threads);
        Compilation compilation = InferencePasses.Compile(model, graph => graph.ForInput(input), options);
        Candidates[] unknown = [.. CandidatesOf(compilation.Graph, workers).Where(c => c.Possible.Count > 1 && known.Find(c.Key) is null)];
        if (unknown.Length == 0) return known;
        int ways = unknown.Max(c => c.Possible.Count);
        List<Session> sessions = [];
        try
        {
            for (int i = 0; i < ways; i++) sessions.Add(new Session(model, input, options with { Ways = new NumberedWays(i) }, workers));
            return known.With(Table(unknown, [.. Times(sessions, runs > 0 ? runs : UsualRuns)]));
        }
        finally
        {
            sessions.ForEach(s => s.Dispose());
        }
    }

    /// <summary>What every node of each session took.</summary>
    private static IEnumerable<Dictionary<string, LayerTime>> Times(List<Session> sessions, int runs)
    {
        DrawnInputs[] inputs = [.. sessions.Select(s => new DrawnInputs(s))];
        LayerClock[] clocks = [.. sessions.Select(s => new LayerClock(s, runs))];
        for (int run = -WarmUps; run < runs; run++)
        {
            for (int i = 0; i < clocks.Length; i++)
            {
                inputs[i].Feed();
                clocks[i].Run(Math.Max(run, 0));
            }
        }

        return clocks.Select(clock => clock.Layers().ToDictionary(l => l.Node, StringComparer.Ordinal));
    }

    /// <summary>The table of the measured seconds: of convolutions that are alike, and of a way that several sessions went, the mean.</summary>
    private static TuningTable Table(Candidates[] unknown, Dictionary<string, LayerTime>[] times)
    {
        var entries = ImmutableSortedDictionary.CreateBuilder<TuningKey, ImmutableSortedDictionary<string, double>>();
        foreach (IGrouping<TuningKey, Candidates> alike in unknown.GroupBy(c => c.Key))
        {
            var seconds = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
            foreach (IGrouping<string, LayerTime> way in alike.SelectMany(c => times.Select(t => t[c.Node])).GroupBy(l => l.Algorithm, StringComparer.Ordinal))
                seconds[way.Key] = way.Average(l => l.Seconds);
            entries[alike.Key] = seconds.ToImmutable();
        }

        return new TuningTable(entries.ToImmutable());
    }

    private static IEnumerable<Candidates> CandidatesOf(Graph graph, Workers workers)
    {
        foreach (Node node in graph.Nodes)
        {
            if (NameWays.ConvolutionOf(graph, node, workers.Count, workers.Width) is not { } found) continue;
            int height = node.Shape.H, width = node.Shape.W;
            yield return new Candidates(node.Name, TuningKey.Of(found.Kernel, height, width, found.Run), FastestWays.Possible(found.Kernel, height, width, found.Run));
        }
    }

    /// <summary>A convolution and the ways that it may go.</summary>
    private readonly record struct Candidates(string Node, TuningKey Key, IReadOnlyList<AlgorithmCandidate> Possible);
}
