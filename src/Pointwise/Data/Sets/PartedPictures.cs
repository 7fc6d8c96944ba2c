namespace Pointwise.Data.Sets;

/// <summary>Puts pictures that name their parts together as a split.</summary>
internal static class PartedPictures
{
    /// <summary>What names no part goes to the training pictures, as do those of the only part there is.</summary>
    /// <param name="where">The data set, for errors.</param>
    /// <param name="pictures">All of them.</param>
    /// <param name="partOf">The part of one, null where it names none.</param>
    /// <param name="classOf">The class of one.</param>
    /// <param name="open">Makes a data set of one part: its name, pictures.</param>
    /// <exception cref="PointwiseException">A part has a class that the training pictures lack.</exception>
    public static DataSplit Split<T>(string where, IReadOnlyList<T> pictures, Func<T, string?> partOf, Func<T, string> classOf, Func<string, IReadOnlyList<T>, IDataSet> open)
    {
        ILookup<string, T> parts = pictures.ToLookup(p => partOf(p) ?? PartNames.Train);
        if (parts.Count == 1) return new DataSplit(open(parts.First().Key, pictures));
        if (!parts.Contains(PartNames.Train))
            throw new PointwiseException(where, "no training pictures", "a part called train", string.Join(", ", parts.Select(p => p.Key)), "name the part to train with train");
        var trained = parts[PartNames.Train].Select(classOf).ToHashSet(StringComparer.Ordinal);
        foreach (IGrouping<string, T> part in parts)
        {
            string[] surplus = [.. part.Select(classOf).Distinct().Where(c => !trained.Contains(c)).Order(StringComparer.Ordinal).Take(4)];
            if (surplus.Length == 0) continue;
            throw new PointwiseException(where, $"{part.Key} has classes that the training pictures lack", $"the {trained.Count:N0} classes of the training pictures", string.Join(", ", surplus),
                $"{NearestName.Suggestion(surplus[0], trained)}give both the same classes");
        }

        return new DataSplit(Part(PartNames.Train)!, Part(PartNames.Validation), Part(PartNames.Test));

        IDataSet? Part(string name) => parts.Contains(name) ? open(name, [.. parts[name]]) : null;
    }
}
