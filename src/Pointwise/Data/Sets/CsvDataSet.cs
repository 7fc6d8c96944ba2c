using System.Collections.Immutable;
using System.Globalization;

namespace Pointwise.Data.Sets;

/// <summary>
/// Pictures that a CSV file lists: rows of path and label, a header where wanted, quotes after RFC 4180. Paths begin at the file's own folder. Labels
/// are names; where all are whole numbers their order is that of the numbers, else it is ordinal.
/// </summary>
public sealed class CsvDataSet : IDataSet, IEncodedPictures
{
    private readonly PicturesOnDisk pictures;

    internal CsvDataSet(string path, string name, IReadOnlyList<CsvPicture> rows, ImmutableArray<string> classes, Limits limits)
    {
        (Name, Classes) = (name, classes);
        var numbers = classes.Select((c, i) => (c, i)).ToDictionary(x => x.c, x => x.i, StringComparer.Ordinal);
        pictures = new PicturesOnDisk(Path.GetDirectoryName(path) ?? "", [.. rows.Select(r => r.Path)], [.. rows.Select(r => numbers[r.Label])], limits);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => pictures.Count;

    /// <summary>The labels that occur, in order.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>Reads a list whole, whatever parts it names.</summary>
    /// <param name="path">The CSV file.</param>
    /// <param name="limits">How much is believed.</param>
    /// <exception cref="PointwiseException">It cannot be read, a row is wrong, or there are fewer than two classes.</exception>
    public static CsvDataSet Open(string path, Limits? limits = null)
    {
        limits ??= Limits.Default;
        List<CsvPicture> rows = CsvPictures.Read(path, limits);
        return new CsvDataSet(path, Path.GetFileName(path), rows, ClassesOf(path, rows, limits), limits);
    }

    /// <inheritdoc/>
    public int Label(int index) => pictures.Label(index);

    /// <inheritdoc/>
    public Picture Read(int index) => pictures.Read(index);

    /// <inheritdoc/>
    public string NameOf(int index) => pictures.NameOf(index);

    ReadOnlyMemory<byte> IEncodedPictures.Bytes(int index) => pictures.Bytes(index);

    /// <summary>The labels of some rows, in order.</summary>
    internal static ImmutableArray<string> ClassesOf(string where, IEnumerable<CsvPicture> rows, Limits limits)
    {
        string[] classes = [.. rows.Select(r => r.Label).Distinct().Order(StringComparer.Ordinal)];
        if (classes.Length < 2) throw new PointwiseException(where, "a single class", "labels of two classes or more", classes.Length == 1 ? classes[0] : "none", "check which column holds the labels");
        if (classes.Length > limits.Labels)
            throw new PointwiseException(where, "too many classes", $"at most {limits.Labels:N0}", $"{classes.Length:N0}", "check which column holds the labels");
        return classes.All(c => int.TryParse(c, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? [.. classes.OrderBy(c => int.Parse(c, CultureInfo.InvariantCulture))] : [.. classes];
    }
}
