namespace Pointwise.Data.Sets;

/// <summary>A folder with train, val and test in it, each with one folder a class.</summary>
internal static class FolderParts
{
    /// <summary>The folders of the parts; null where there is no train folder that has folders itself (a class may be called train).</summary>
    /// <exception cref="PointwiseException">Two folders name the same part, or several parts hold pictures without class folders.</exception>
    public static Dictionary<string, string>? Find(string folder, FolderContent content)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string> withoutClasses = [];
        foreach (FileSystemInfo inner in content.Folders)
        {
            if (PartNames.Of(inner.Name) is not { } part) continue;
            if (FolderContent.Glance(Path.Combine(folder, inner.Name)) is { Folders.Count: 0, Files.Count: > 0 })
            {
                withoutClasses.Add(inner.Name);
                continue;
            }

            if (!parts.TryAdd(part, inner.Name))
                throw new PointwiseException(folder, $"two folders for {part}", "one", $"{parts[part]} and {inner.Name}", "move one elsewhere, or put their pictures together");
        }

        if (parts.ContainsKey(PartNames.Train)) return parts;
        return withoutClasses.Count < 2 ? null : throw FolderMistake.PartsWithoutClasses(folder, withoutClasses);
    }

    public static DataSplit Open(string folder, Dictionary<string, string> parts, Limits limits)
    {
        FolderDataSet train = FolderDataSet.Open(Path.Combine(folder, parts[PartNames.Train]), limits);
        FolderDataSet? validation = Open(folder, parts, PartNames.Validation, train, limits), test = Open(folder, parts, PartNames.Test, train, limits);
        IEnumerable<string> others = FolderContent.Of(folder, new SkippedFiles()).Folders.Select(f => f.Name).Except(parts.Values).Select(name => $"passed over folder beside {parts[PartNames.Train]}: {name}");
        return new DataSplit(train, validation, test)
        {
            Kind = "folder",
            Notes = [.. others, .. train.Notes, .. validation?.Notes ?? [], .. test?.Notes ?? []],
        };
    }

    private static FolderDataSet? Open(string folder, Dictionary<string, string> parts, string part, FolderDataSet train, Limits limits) =>
        parts.TryGetValue(part, out string? name) ? FolderDataSet.Open(Path.Combine(folder, name), train, limits) : null;
}
