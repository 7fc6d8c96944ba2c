namespace Pointwise.Data.Augmenting;

/// <summary>What may be asked of an augmentation.</summary>
internal static class AllowedRange
{
    /// <exception cref="PointwiseException">A value is out of its range; it is named.</exception>
    public static void Require(string name, float value, float least, float most)
    {
        if (!(value >= least && value <= most))
            throw new PointwiseException($"augmentation: {name}", "out of range", $"{least} to {most}", $"{value}", $"correct {name}");
    }
}
