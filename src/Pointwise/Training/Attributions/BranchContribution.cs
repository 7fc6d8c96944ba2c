namespace Pointwise.Training.Attributions;

/// <summary>What one branch of a module did for a class.</summary>
/// <param name="Name">1x1, 3x3, 5x5 or pool, after its largest window; pass where it brings in what was there before.</param>
/// <param name="Steps">What it does, in order: "1x1 96, 3x3 128".</param>
/// <param name="Channels">Channels of its slice of the concatenation.</param>
/// <param name="Value">
/// Gradient times activation summed over its slice: how fast the logit grows with a common factor on the branch. Below 0 where it speaks against the class.
/// </param>
/// <param name="Share">The value beside the sum of all branches' magnitudes, -1 to 1.</param>
public sealed record BranchContribution(string Name, string Steps, int Channels, double Value, double Share);
