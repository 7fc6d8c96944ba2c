using System.Collections.Immutable;
using Pointwise.Graphs;

namespace Pointwise.Training;

/// <summary>The graph that a run trains: its batch, its heads' weights, its classes' weights.</summary>
internal static class TrainedGraph
{
    public static Graph Of(TrainingRun run)
    {
        TrainingOptions options = run.Options;
        Graph graph = run.Model.Graph.ForInput(run.Model.Graph.Input.Shape.WithBatch(options.BatchSize));
        graph = graph with { Heads = [.. graph.Heads.Select(h => h with { LossWeight = options.HeadWeights.GetValueOrDefault(h.Name, h.LossWeight) })] };
        ImmutableArray<float> weights = options.ClassWeights?.For(run.Data, Fit.Classes(run.Model)) ?? default;
        return TrainingGraph.Compile(graph, options.LabelSmoothing, weights);
    }
}
