using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>One or several tar archives as one data set: parts are told by the folders in them, else by the archives' names.</summary>
internal static class TarParts
{
    public static DataSplit Open(string where, string[] archives, Limits limits)
    {
        TarPictures[] read = [.. archives.Select(path => TarPictures.Read(path, limits))];
        List<TarPicture> pictures = [.. read.SelectMany(r => r.Pictures)];
        ImmutableArray<string> classes = [.. pictures.Select(p => p.Class).Distinct().Order(StringComparer.Ordinal)];
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(where));
        DataSplit split = PartedPictures.Split(where, pictures, p => p.Part, p => p.Class, (part, some) => new TarDataSet($"{name}/{part}", classes, [.. some], [], limits));
        return split with { Kind = "tar", Notes = [.. read.SelectMany(r => r.Notes)] };
    }
}
