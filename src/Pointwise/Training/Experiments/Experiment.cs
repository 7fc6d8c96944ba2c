using System.Collections.Immutable;
using Pointwise.Costs;
using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Training.Experiments;

/// <summary>
/// Trains networks that differ in one thing alike: same pictures, same options, same seeds, seed by seed in turn, so that what drifts in the machine
/// meets all of them. The pictures kept apart are scored once, with the final weights.
/// </summary>
internal sealed record Experiment(string Name, string Question, ImmutableArray<ExperimentVariant> Variants)
{
    /// <summary>Does all runs.</summary>
    /// <param name="train">The pictures to learn from.</param>
    /// <param name="test">The pictures to score.</param>
    /// <param name="options">How; the seed is replaced.</param>
    /// <param name="seeds">Seeds 1 to this.</param>
    /// <param name="progress">Is told after every step.</param>
    /// <param name="stop">Stops between steps.</param>
    public ExperimentResult Run(IDataSet train, IDataSet test, TrainingOptions options, int seeds, IProgress<ExperimentProgress>? progress, CancellationToken stop)
    {
        var trials = Variants.Select(_ => ImmutableArray.CreateBuilder<Trial>(seeds)).ToArray();
        var costs = new Cost[Variants.Length];
        for (int s = 0; s < seeds; s++)
        {
            for (int v = 0; v < Variants.Length; v++)
            {
                ulong seed = (ulong)s + 1;
                using Model start = Variants[v].Start(seed);
                costs[v] = CostReport.Of(start.Graph).Total;
                int number = s * Variants.Length + v + 1, runs = seeds * Variants.Length;
                Relay? relay = progress is null ? null : new Relay(progress, new ExperimentProgress(Variants[v].Name, seed, number, runs, default));
                trials[v].Add(Try(Variants[v], new TrainingRun(start, train, options with { Seed = seed }), test, relay, stop));
            }
        }

        return new ExperimentResult(Name, Question, $"{test.Name}, {test.Count:N0} pictures, learned from {train.Count:N0}",
            [.. Variants.Select((v, i) => new VariantResult(v.Name, v.About, costs[i].MultiplyAdds, costs[i].Parameters, trials[i].MoveToImmutable()))]);
    }

    private static Trial Try(ExperimentVariant variant, TrainingRun run, IDataSet test, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        TrainingResult result = TrainingLoop.Run(variant.Prepare(run), progress, stop);
        int steps = run.Data.Count / run.Options.BatchSize;
        ImmutableArray<double> seconds = [.. result.History.Epochs.Where(e => e.Speed is not null).Select(e => e.Speed!.Value.Seconds / steps)];
        return new Trial(run.Options.Seed, Evaluation.Of(result.Model, test, run.Options.Threads, stop), seconds);
    }

    private sealed class Relay(IProgress<ExperimentProgress> to, ExperimentProgress where) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => to.Report(where with { Training = value });
    }
}
