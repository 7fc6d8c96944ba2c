namespace Pointwise.Data.Sets;

/// <summary>The names that parts of data sets go by, in folders, archives and lists.</summary>
internal static class PartNames
{
    public const string Train = "train", Validation = "validation", Test = "test";

    private static readonly (string Written, string Part)[] Known =
        [("train", Train), ("training", Train), ("val", Validation), ("valid", Validation), ("validation", Validation), ("dev", Validation), ("test", Test), ("testing", Test)];

    /// <summary>The part that a name means; null where it means none.</summary>
    public static string? Of(string name)
    {
        foreach ((string written, string part) in Known)
        {
            if (name.Equals(written, StringComparison.OrdinalIgnoreCase)) return part;
        }

        return null;
    }

    /// <summary>The part that a file's name tells between its other words: cifar10-train-jpg.tar.gz; null where it tells none.</summary>
    public static string? Within(string fileName)
    {
        foreach (string word in fileName.Split('-', '_', '.', ' '))
        {
            if (Of(word) is { } part) return part;
        }

        return null;
    }
}
