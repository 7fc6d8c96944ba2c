namespace Pointwise.Data.Checks;

/// <summary>Finds groups of pictures that are the same, byte for byte or by their look.</summary>
internal sealed class Sameness
{
    private const int Bands = 4, BandBits = 16;
    private const int MostCompared = 512;
    private readonly PictureFacts[] facts;
    private readonly int[] group;

    private Sameness(PictureFacts[] facts) => (this.facts, group) = (facts, [.. Enumerable.Range(0, facts.Length)]);

    /// <summary>Groups of two and more pictures, ascending.</summary>
    /// <param name="facts">All pictures.</param>
    /// <returns>Those of the same bytes; and those that look the same, one of each group of the same bytes among them.</returns>
    public static (List<int[]> Exact, List<int[]> Near) Find(PictureFacts[] facts)
    {
        List<int[]> exact = [.. Enumerable.Range(0, facts.Length).Where(i => facts[i].IsReadable).GroupBy(i => facts[i].Content).Where(g => g.Skip(1).Any()).Select(g => g.ToArray())];
        HashSet<int> repeated = [.. exact.SelectMany(g => g.Skip(1))];
        int[] single = [.. Enumerable.Range(0, facts.Length).Where(i => facts[i].IsReadable && facts[i].Look.IsTelling && !repeated.Contains(i))];
        var sameness = new Sameness(facts);
        for (int band = 0; band < Bands; band++) sameness.Join(single, BandBits * band);
        return (exact, [.. single.GroupBy(sameness.GroupOf).Where(g => g.Skip(1).Any()).Select(g => g.ToArray())]);
    }

    /// <summary>
    /// Looks that differ in at most 3 bits share one of four bands, so only pictures that share a band are compared. Where very many do, each
    /// with the 512 that follow it in the order of whole hashes.
    /// </summary>
    private void Join(int[] pictures, int shift)
    {
        int[] ordered = [.. pictures];
        Array.Sort(ordered, (a, b) => Compare(a, b, shift));
        for (int i = 0; i < ordered.Length; i++)
        {
            for (int j = i + 1; j < Math.Min(ordered.Length, i + MostCompared) && Band(ordered[j], shift) == Band(ordered[i], shift); j++)
            {
                if (facts[ordered[i]].Look.IsNear(facts[ordered[j]].Look)) Unite(ordered[i], ordered[j]);
            }
        }
    }

    private ulong Band(int picture, int shift) => (facts[picture].Look.Hash >> shift) & ((1UL << BandBits) - 1);

    private int Compare(int a, int b, int shift)
    {
        int order = Band(a, shift).CompareTo(Band(b, shift));
        if (order == 0) order = facts[a].Look.Hash.CompareTo(facts[b].Look.Hash);
        return order != 0 ? order : a.CompareTo(b);
    }

    private void Unite(int a, int b)
    {
        (a, b) = (GroupOf(a), GroupOf(b));
        (group[Math.Max(a, b)], group[Math.Min(a, b)]) = (Math.Min(a, b), Math.Min(a, b));
    }

    private int GroupOf(int picture)
    {
        while (group[picture] != picture) picture = group[picture] = group[group[picture]];
        return picture;
    }
}
