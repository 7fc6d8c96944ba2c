using System.Globalization;
using System.Text;
using Pointwise.Drawing;

namespace Pointwise.Data.Masks;

/// <summary>
/// Reads a table of classes: a line a value of the masks, from 0. A line is a name; or name, red, green, blue; either with the word ignore behind it,
/// parted by tabs or commas. A class called ignore or void is ignored. Empty lines, lines that begin with #, and a line that names the columns are passed over.
/// </summary>
public static class ClassTableFile
{
    /// <summary>Names that a table has in its data set's folder, the first that is there counts.</summary>
    internal static readonly string[] UsualNames = ["classes.txt", "classes.tsv", "classes.csv"];

    private const string Form = "a name, or name,red,green,blue, parted by tabs or commas, and perhaps the word ignore behind";
    private const int MostLines = 4096;

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How much of it is believed.</param>
    /// <exception cref="PointwiseException">It cannot be read, is too large, or a line is wrong; the line is named.</exception>
    public static ClassTable Read(string path, Limits? limits = null)
    {
        limits ??= Limits.Default;
        try
        {
            byte[] bytes = SmallFile.Read(path, limits.TextBytes)
                ?? throw new PointwiseException(path, "too large", $"at most {limits.TextBytes:N0} bytes", "more", "name the file with the names of the classes");
            string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            return ClassTable.Of(path, Lines(path, text));
        }
        catch (DecoderFallbackException e)
        {
            throw new PointwiseException(path, "no UTF-8 text", "the names of the classes, one a line", "other bytes", "save it as UTF-8", e);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Reading(path, e);
        }
    }

    /// <summary>The table in a folder; null where there is none.</summary>
    internal static string? In(string folder) => UsualNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static List<ClassLine> Lines(string path, string text)
    {
        List<ClassLine> lines = [];
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (++number > MostLines) throw new PointwiseException(path, "too many lines", $"at most {MostLines}", "more", "name the file with the names of the classes");
            ReadOnlySpan<char> written = line.Trim();
            if (written.IsEmpty || written[0] == '#') continue;
            string[] fields = written.ToString().Split(['\t', ',']).Select(f => f.Trim()).ToArray();
            if (lines.Count == 0 && IsHeader(fields)) continue;
            lines.Add(Line($"{path}: line {number}", fields));
        }

        return lines;
    }

    private static bool IsHeader(string[] fields) =>
        fields.Length >= 4 && fields[0].ToLowerInvariant() is "name" or "class" && fields[1].ToLowerInvariant() is "r" or "red";

    private static ClassLine Line(string where, string[] fields)
    {
        bool isMarked = fields.Length > 1 && IsIgnore(fields[^1]);
        string[] said = isMarked ? fields[..^1] : fields;
        bool isIgnored = isMarked || said[0].ToLowerInvariant() is "ignore" or "ignored" or "void";
        if (said.Length == 1) return new ClassLine(said[0], null, isIgnored);
        if (said.Length == 4 && byte.TryParse(said[1], NumberStyles.None, CultureInfo.InvariantCulture, out byte red)
            && byte.TryParse(said[2], NumberStyles.None, CultureInfo.InvariantCulture, out byte green) && byte.TryParse(said[3], NumberStyles.None, CultureInfo.InvariantCulture, out byte blue))
        {
            return new ClassLine(said[0], new Rgb(red, green, blue), isIgnored);
        }

        string found = string.Join(",", fields);
        throw new PointwiseException(where, "no class", Form, found.Length <= 80 ? found : found[..80] + "…", "correct the line");
    }

    private static bool IsIgnore(string word) => word.Equals("ignore", StringComparison.OrdinalIgnoreCase);
}
