namespace Pointwise.Training;

/// <summary>How well a model answers.</summary>
/// <param name="Pictures">How many were asked.</param>
/// <param name="Top1">Pictures whose largest score was the right class.</param>
/// <param name="Top5">Pictures whose right class was among the five largest scores.</param>
/// <param name="Loss">Mean of -log of the right class's probability.</param>
public sealed record Score(int Pictures, int Top1, int Top5, double Loss)
{
    /// <summary>The share of pictures answered rightly, 0 to 1.</summary>
    public double Accuracy => (double)Top1 / Pictures;

    /// <summary>The share of pictures with the right class among five, 0 to 1.</summary>
    public double Top5Accuracy => (double)Top5 / Pictures;
}
