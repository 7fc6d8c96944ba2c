using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>One or several lists as one data set: parts are told by a column, else by the lists' names.</summary>
internal static class CsvParts
{
    public static DataSplit Open(string where, string[] lists, Limits limits)
    {
        List<CsvPicture> rows = [];
        foreach (string list in lists)
        {
            string? part = PartNames.Within(Path.GetFileName(list));
            rows.AddRange(CsvPictures.Read(list, limits).Select(row => row.Part is null ? row with { Part = part } : row));
            if (rows.Count > limits.DataSetPictures)
                throw new PointwiseException(where, "too many pictures", $"at most {limits.DataSetPictures:N0}", "more", $"raise {nameof(Limits)}.{nameof(Limits.DataSetPictures)}");
        }

        ImmutableArray<string> classes = CsvDataSet.ClassesOf(where, rows, limits);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(where));
        DataSplit split = PartedPictures.Split(where, rows, r => r.Part, r => r.Label, (part, some) => new CsvDataSet(lists[0], $"{name}/{part}", some, classes, limits));
        return split with { Kind = "CSV" };
    }
}
