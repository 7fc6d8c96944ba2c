using Pointwise.Costs;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Training.Experiments;

/// <summary>Reductions whose weights are set once and stay; norms, biases and all else are trained.</summary>
internal static class FixedReductions
{
    private const ulong SelectionStream = 0x73656C65;

    /// <summary>The run with its narrowing reductions frozen as they are.</summary>
    public static TrainingRun Keep(TrainingRun run) => run with { Options = run.Options with { Frozen = [.. run.Options.Frozen, .. Weights(run.Model.Graph)] } };

    /// <summary>The run with reductions that let some of their channels pass, drawn from the run's seed, and drop the others.</summary>
    public static TrainingRun Select(TrainingRun run)
    {
        int layer = 0;
        foreach (string name in Weights(run.Model.Graph))
        {
            Tensor weights = run.Model.Parameters[name];
            int channels = weights.Shape.C;
            int[] order = [.. Enumerable.Range(0, channels)];
            new RandomStream(run.Options.Seed, SelectionStream).Split((ulong)layer++).Shuffle<int>(order);
            Span<float> values = weights.Values;
            values.Clear();
            for (int filter = 0; filter < weights.Shape.N; filter++) values[filter * channels + order[filter]] = 1;
        }

        return Keep(run);
    }

    /// <summary>The names of the narrowing reductions' weights.</summary>
    public static IEnumerable<string> Weights(Graph graph) => Reductions.Narrowing(graph).Select(i => $"{graph.Nodes[i].Name}.weight");
}
