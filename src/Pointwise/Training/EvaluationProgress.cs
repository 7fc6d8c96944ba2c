namespace Pointwise.Training;

/// <summary>Where an evaluation stands after a batch.</summary>
/// <param name="Done">Pictures looked at so far.</param>
/// <param name="Total">How many there are.</param>
public readonly record struct EvaluationProgress(int Done, int Total);
