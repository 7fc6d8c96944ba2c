using Pointwise.Graphs;

namespace Pointwise.Training.Experiments;

/// <summary>One of the networks that an experiment compares.</summary>
/// <param name="Name">What it is called in tables and plots.</param>
/// <param name="About">What is different about it, a sentence.</param>
/// <param name="Start">The untrained model for a seed; the caller disposes it.</param>
internal sealed record ExperimentVariant(string Name, string About, Func<ulong, Model> Start)
{
    /// <summary>Makes a start ready: weights that are set, layers that stay, what is done after an epoch. The run as it was given, where there is nothing.</summary>
    public Func<TrainingRun, TrainingRun> Prepare { get; init; } = run => run;
}
