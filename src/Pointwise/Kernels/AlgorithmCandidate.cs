namespace Pointwise.Kernels;

/// <summary>A way in which an operator could be computed, and what the cost model says of it.</summary>
/// <param name="Name">The way, in the words of <see cref="Convolution.Algorithm"/>.</param>
/// <param name="Cycles">What it is estimated to take for one picture, in cycles of one core with lanes of 16.</param>
/// <param name="Limit">Why it is not taken however cheap it is; null where nothing stands against it.</param>
internal readonly record struct AlgorithmCandidate(string Name, double Cycles, string? Limit = null);
