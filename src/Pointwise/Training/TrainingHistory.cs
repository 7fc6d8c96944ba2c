using System.Collections.Immutable;

namespace Pointwise.Training;

/// <summary>How a training run went.</summary>
/// <param name="Epochs">One entry an epoch, those before the run was resumed included.</param>
/// <param name="Best">The epoch with the best score on the pictures kept apart; null where there are none.</param>
/// <param name="StoppedEarly">Whether it ended before its last epoch because the score no longer rose.</param>
public sealed record TrainingHistory(ImmutableArray<EpochRecord> Epochs, BestEpoch? Best, bool StoppedEarly)
{
    /// <inheritdoc/>
    public bool Equals(TrainingHistory? other) =>
        other is not null && Best == other.Best && StoppedEarly == other.StoppedEarly && Epochs.AsSpan().SequenceEqual(other.Epochs.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Epochs.Length, Best, StoppedEarly);
}
