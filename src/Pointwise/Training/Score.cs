namespace Pointwise.Training;

/// <summary>How well a model answers: with one class a picture, or with one for every pixel.</summary>
/// <param name="Pictures">How many were asked.</param>
/// <param name="Top1">Pictures whose largest score was the right class; 0 where every pixel has a class.</param>
/// <param name="Top5">Pictures whose right class was among the five largest scores; 0 where every pixel has a class.</param>
/// <param name="Loss">Mean of -log of the right class's probability, over pictures or over pixels.</param>
public sealed record Score(int Pictures, int Top1, int Top5, double Loss)
{
    /// <summary>How well pixels are answered; null where a picture has one class.</summary>
    public PixelScore? Pixels { get; init; }

    /// <summary>The share of pictures answered rightly, or of pixels where every pixel has a class; 0 to 1.</summary>
    public double Accuracy => Pixels?.Accuracy ?? (double)Top1 / Pictures;

    /// <summary>The share of pictures with the right class among five, 0 to 1.</summary>
    public double Top5Accuracy => (double)Top5 / Pictures;

    /// <summary>Whether another is better: more pictures right, or a larger mean IoU; of equals the one with the smaller loss.</summary>
    internal bool IsBeatenBy(Score other)
    {
        int order = Pixels is { } own && other.Pixels is { } others ? others.MeanIoU.CompareTo(own.MeanIoU) : other.Top1.CompareTo(Top1);
        return order > 0 || (order == 0 && other.Loss < Loss);
    }
}

/// <summary>How well the pixels of pictures are answered.</summary>
/// <param name="Count">Pixels that count: those of a class.</param>
/// <param name="Right">Of these, pixels whose largest score was the right class.</param>
/// <param name="MeanIoU">
/// Intersection over union of answered and true pixels, the mean over the classes that have true pixels (arXiv:1411.4038, section 5); 0 to 1.
/// </param>
public sealed record PixelScore(long Count, long Right, double MeanIoU)
{
    /// <summary>The share of pixels answered rightly, 0 to 1.</summary>
    public double Accuracy => Count > 0 ? (double)Right / Count : 0;
}
