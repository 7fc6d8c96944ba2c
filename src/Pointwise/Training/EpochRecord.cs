namespace Pointwise.Training;

/// <summary>One epoch of a training run.</summary>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="Loss">Mean loss of the main head over its steps.</param>
/// <param name="Accuracy">Share of its pictures whose largest score was the right class, as seen while training, 0 to 1.</param>
/// <param name="Rate">The learning rate of its last step.</param>
/// <param name="Validation">The pictures kept apart, scored at its end; null where there are none.</param>
/// <param name="Speed">How fast it went; null for an epoch that was trained, in part or whole, before the run was resumed.</param>
public readonly record struct EpochRecord(int Epoch, double Loss, double Accuracy, double Rate, Score? Validation, EpochSpeed? Speed);

/// <summary>How fast an epoch went, without the scoring at its end.</summary>
/// <param name="Seconds">Its length.</param>
/// <param name="PicturesPerSecond">Pictures a second.</param>
/// <param name="WaitingShare">Share of the time that steps waited for their pictures, 0 to 1.</param>
public readonly record struct EpochSpeed(double Seconds, double PicturesPerSecond, double WaitingShare);

/// <summary>The epoch with the best score on the pictures kept apart.</summary>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="Score">Its score.</param>
public sealed record BestEpoch(int Epoch, Score Score);
