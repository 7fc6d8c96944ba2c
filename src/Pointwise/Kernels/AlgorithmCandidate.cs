namespace Pointwise.Kernels;

/// <summary>A way in which an operator could be computed, and what the cost model says of it.</summary>
/// <param name="Name">The way, in the words of <see cref="Convolution.Algorithm"/>.</param>
/// <param name="Way">The way.</param>
/// <param name="Cycles">What it is estimated to take for one picture, in cycles of all cores.</param>
/// <param name="Limit">Why it is not taken however cheap it is; null where nothing stands against it.</param>
internal readonly record struct AlgorithmCandidate(string Name, ConvolutionWay Way, double Cycles, string? Limit = null);
