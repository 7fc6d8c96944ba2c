using Pointwise.Tensors;

namespace Pointwise.Data.Sets;

/// <summary>Draws the same share of every class from a seed. A class's draw depends on its own pictures alone.</summary>
internal static class StratifiedSplit
{
    private const ulong Stream = 0x73706C74;

    /// <summary>Parts a data set's indices.</summary>
    /// <param name="data">The data set; only its labels are asked for.</param>
    /// <param name="share">Of each class, in (0, 1): rounded, but at least one picture of a class that has two, and never all.</param>
    /// <param name="seed">What they are drawn from.</param>
    /// <returns>Both ascending.</returns>
    public static (int[] Kept, int[] Apart) Of(IDataSet data, double share, ulong seed)
    {
        if (!(share is > 0 and < 1))
            throw new PointwiseException("validation share", "out of range", "above 0, below 1", $"{share}", "keep 0.1 or 0.2 apart");
        var ofClass = new List<int>[data.Classes.Length];
        for (int c = 0; c < ofClass.Length; c++) ofClass[c] = [];
        for (int i = 0; i < data.Count; i++) ofClass[data.Label(i)].Add(i);

        var random = new RandomStream(seed, Stream);
        List<int> kept = [], apart = [];
        for (int c = 0; c < ofClass.Length; c++)
        {
            int[] pictures = [.. ofClass[c]];
            random.Split((ulong)c).Shuffle(pictures.AsSpan());
            int count = pictures.Length < 2 ? 0 : Math.Clamp((int)Math.Round(share * pictures.Length), 1, pictures.Length - 1);
            apart.AddRange(pictures.AsSpan(0, count));
            kept.AddRange(pictures.AsSpan(count));
        }

        kept.Sort();
        apart.Sort();
        return ([.. kept], [.. apart]);
    }
}
