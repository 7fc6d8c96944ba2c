namespace Pointwise.Inference;

/// <summary>What one of many pictures was taken for.</summary>
/// <param name="Index">Its number among them, from 0.</param>
/// <param name="Picture">Its name.</param>
/// <param name="Answers">The most probable classes, the most probable first; empty where it cannot be read.</param>
/// <param name="Error">Why it cannot be read; null where it can.</param>
public sealed record Classification(long Index, string Picture, IReadOnlyList<Answer> Answers, PointwiseException? Error = null);
