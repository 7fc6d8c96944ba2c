using System.Collections.Immutable;

namespace Pointwise.Training.Experiments;

/// <summary>What an experiment found.</summary>
/// <param name="Name">The experiment.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Data">The pictures that were scored, and how many were learned from.</param>
/// <param name="Variants">What was compared, in order.</param>
public sealed record ExperimentResult(string Name, string Question, string Data, ImmutableArray<VariantResult> Variants);

/// <summary>How one of the networks did.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="About">What is different about it.</param>
/// <param name="MultiplyAdds">Multiply-adds of one picture.</param>
/// <param name="Parameters">Parameters, trained or not.</param>
/// <param name="Trials">One a seed.</param>
public sealed record VariantResult(string Name, string About, long MultiplyAdds, long Parameters, ImmutableArray<Trial> Trials)
{
    /// <summary>Mean accuracy over the seeds, 0 to 1.</summary>
    public double Accuracy => Trials.Average(t => t.Score.Accuracy);

    /// <summary>Deviation of the accuracy over the seeds (n - 1); 0 for one.</summary>
    public double Deviation => Trials.Length < 2 ? 0 : Math.Sqrt(Trials.Sum(t => Math.Pow(t.Score.Accuracy - Accuracy, 2)) / (Trials.Length - 1));

    /// <summary>Median over all epochs and seeds of the seconds that a step took.</summary>
    public double SecondsPerStep
    {
        get
        {
            double[] all = [.. Trials.SelectMany(t => t.SecondsPerStep).Order()];
            return all.Length == 0 ? 0 : all[all.Length / 2];
        }
    }
}

/// <summary>One training run of an experiment.</summary>
/// <param name="Seed">What weights, order and movements were drawn from.</param>
/// <param name="Score">Its score on the pictures kept apart, with the final weights.</param>
/// <param name="SecondsPerStep">Seconds a step, an epoch each.</param>
public sealed record Trial(ulong Seed, Score Score, ImmutableArray<double> SecondsPerStep);

/// <summary>Where an experiment stands.</summary>
/// <param name="Variant">The network that is being trained.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Run">Which training run, from 1.</param>
/// <param name="Runs">How many there are.</param>
/// <param name="Training">Where that run stands.</param>
public readonly record struct ExperimentProgress(string Variant, ulong Seed, int Run, int Runs, TrainingProgress Training);
