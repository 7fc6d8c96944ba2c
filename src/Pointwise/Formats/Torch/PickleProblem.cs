namespace Pointwise.Formats.Torch;

/// <summary>What is wrong with a step of a pickle, before file and byte are known.</summary>
/// <param name="problem">What is wrong, in one line.</param>
/// <param name="expected">What would have been right.</param>
/// <param name="found">What was there.</param>
/// <param name="fix">The next thing to try; null where the file is damaged.</param>
internal sealed class PickleProblem(string problem, string expected, string found, string? fix = null) : Exception(problem)
{
    /// <summary>The error for a user.</summary>
    public PointwiseException At(string place) => new(place, Message, expected, found, fix ?? "get the file anew: it is damaged, or no PyTorch checkpoint", this);
}
