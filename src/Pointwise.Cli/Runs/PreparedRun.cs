using Pointwise.Graphs;
using Pointwise.Training;
using Pointwise.Training.Checkpoints;
using Pointwise.Training.Config;

namespace Pointwise.Cli.Runs;

/// <summary>A run that is ready to begin.</summary>
/// <param name="Run">What is done.</param>
/// <param name="Parts">The pictures.</param>
/// <param name="Config">The run as a file would say it.</param>
/// <param name="Place">Where it writes.</param>
/// <param name="Choices">What is printed before.</param>
/// <param name="From">The checkpoint that it goes on from; null where it begins.</param>
internal sealed record PreparedRun(TrainingRun Run, PartUse Parts, RunConfig Config, RunPlace Place, ChoiceTable? Choices, Checkpoint? From) : IDisposable
{
    /// <summary>The network's name.</summary>
    public string Network => Run.Model.Graph.Name;

    /// <summary>The model that is trained.</summary>
    public Model Model => Run.Model;

    public void Dispose()
    {
        Run.Model.Dispose();
        From?.Dispose();
    }
}
