using System.Globalization;
using System.Text;

namespace Pointwise.Data.Sets;

/// <summary>A row of a list of pictures.</summary>
/// <param name="Path">As written, with this system's separators.</param>
/// <param name="Label">The class's name.</param>
/// <param name="Part">train, validation or test where a column says so, else null.</param>
internal readonly record struct CsvPicture(string Path, string Label, string? Part);

/// <summary>
/// Reads a list of pictures: rows of path and label. A first row is a header where it names the columns, or where its path is no file and the
/// second row's is one; a header may name a third column, split, with train, val or test.
/// </summary>
internal static class CsvPictures
{
    private static readonly string[] PathNames = ["path", "file", "filename", "file_name", "filepath", "file_path", "image", "image_path", "imagepath", "picture", "id", "image_id"];
    private static readonly string[] LabelNames = ["label", "labels", "class", "class_name", "classname", "category", "target", "species"];
    private static readonly string[] PartColumnNames = ["split", "part", "subset", "set"];

    /// <exception cref="PointwiseException">It cannot be read, is too large, no list, or a row is wrong; the line is named.</exception>
    public static List<CsvPicture> Read(string path, Limits limits)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length > limits.PictureListBytes)
                throw new PointwiseException(path, "too large", $"at most {limits.PictureListBytes:N0} bytes", $"{length:N0}", $"raise {nameof(Limits)}.{nameof(Limits.PictureListBytes)}");
            using var text = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return Read(path, new CsvRows(path, text), limits);
        }
        catch (DecoderFallbackException e)
        {
            throw new PointwiseException(path, "no UTF-8 text", "a CSV file of path,label in UTF-8", "other bytes", "save it as UTF-8", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PointwiseException(path, "cannot be read", "a CSV file of path,label", e.Message.ReplaceLineEndings(" "), "check the path and its permissions", e);
        }
    }

    private static List<CsvPicture> Read(string where, CsvRows rows, Limits limits)
    {
        List<CsvPicture> pictures = [];
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        string folder = Path.GetDirectoryName(Path.GetFullPath(where))!;
        List<string>? row = rows.Next();
        (int Path, int Label, int Part) columns = (0, 1, -1);
        int firstLine = rows.Line;
        if (row is not null && Columns(row) is { } named)
        {
            columns = named;
            row = rows.Next();
        }
        else if (row is { Count: >= 2 } && !File.Exists(Path.Combine(folder, Native(row[0]))))
        {
            List<string>? second = rows.Next();
            if (second is { Count: >= 2 } && File.Exists(Path.Combine(folder, Native(second[0])))) row = second;
            else
            {
                pictures.Add(Picture(where, firstLine, row, columns));
                row = second;
            }
        }

        for (; row is not null; row = rows.Next())
        {
            if (pictures.Count == limits.DataSetPictures)
                throw new PointwiseException(where, "too many pictures", $"at most {limits.DataSetPictures:N0}", "more", $"raise {nameof(Limits)}.{nameof(Limits.DataSetPictures)}");
            pictures.Add(Picture(where, rows.Line, row, columns));
        }

        return pictures.Count > 0 ? pictures : throw new PointwiseException(where, "no pictures", "rows of path,label", "none", "write a row for each picture");
    }

    private static (int Path, int Label, int Part)? Columns(List<string> row)
    {
        int Find(string[] names) => row.FindIndex(cell => names.Contains(cell.Trim(), StringComparer.OrdinalIgnoreCase));
        (int path, int label) = (Find(PathNames), Find(LabelNames));
        return path >= 0 && label >= 0 ? (path, label, Find(PartColumnNames)) : null;
    }

    private static CsvPicture Picture(string where, int line, List<string> row, (int Path, int Label, int Part) columns)
    {
        int needed = Math.Max(columns.Path, Math.Max(columns.Label, columns.Part)) + 1;
        if (row.Count < needed) throw Wrong(where, line, "too few fields", $"{needed}: path,label", $"{row.Count}");
        string path = row[columns.Path].Trim(), label = row[columns.Label].Trim();
        if (path.Length == 0 || label.Length == 0) throw Wrong(where, line, "an empty field", "a path and a label", string.Join(',', row.Take(4)));
        if ((path + label).AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0) throw Wrong(where, line, "control characters", "text", "others");
        string? part = columns.Part < 0 ? null
            : PartNames.Of(row[columns.Part].Trim()) ?? throw Wrong(where, line, "no such part", "train, val or test", row[columns.Part]);
        return new CsvPicture(Native(path), label, part);
    }

    /// <summary>Lists are written on either system: a path with backslashes and no slash is Windows'.</summary>
    private static string Native(string path) =>
        Path.DirectorySeparatorChar == '/' && !path.Contains('/', StringComparison.Ordinal) ? path.Replace('\\', '/') : path;

    private static PointwiseException Wrong(string where, int line, string problem, string expected, string found) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{where}: line {line}"), problem, expected, found, "correct the line");
}
