using System.Text;

namespace Pointwise.Data.Sets;

/// <summary>Reads comma-separated values as RFC 4180 has them: quoted fields may hold commas, line ends and doubled quotes. Row by row, in bounded memory.</summary>
/// <param name="where">The file, for errors.</param>
/// <param name="text">Its text.</param>
internal sealed class CsvRows(string where, TextReader text)
{
    private const int MostFields = 64, MostCharacters = 32_768;
    private int line = 1;

    /// <summary>The line that the last row began on, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The next row; null at the end. Empty lines are no rows.</summary>
    /// <exception cref="PointwiseException">A quote is not closed or stands within a field, or a row is too long.</exception>
    public List<string>? Next()
    {
        while (text.Peek() is '\n' or '\r') ReadLineEnd();
        if (text.Peek() < 0) return null;
        Line = line;
        List<string> fields = [];
        while (true)
        {
            fields.Add(text.Peek() == '"' ? Quoted() : Plain());
            if (fields.Count > MostFields) throw Wrong("too many fields", $"at most {MostFields} a row", "more");
            int next = text.Peek();
            if (next == ',')
            {
                text.Read();
                continue;
            }

            if (next >= 0 && next is not ('\r' or '\n')) throw Wrong("text after a quoted field", "a comma or the line's end", $"'{(char)next}'");
            if (next >= 0) ReadLineEnd();
            return fields;
        }
    }

    private string Plain()
    {
        var field = new StringBuilder();
        while (text.Peek() is >= 0 and not (',' or '\r' or '\n')) Append(field, (char)text.Read());
        return field.ToString();
    }

    private string Quoted()
    {
        var field = new StringBuilder();
        text.Read();
        while (true)
        {
            int next = text.Read();
            if (next < 0) throw Wrong("a quote that is not closed", "a closing quote", "the end of the file");
            if (next == '"')
            {
                if (text.Peek() != '"') return field.ToString();
                text.Read();
            }

            if (next == '\n') line++;
            Append(field, (char)next);
        }
    }

    private void Append(StringBuilder field, char next)
    {
        if (field.Length >= MostCharacters) throw Wrong("a field that is too long", $"at most {MostCharacters:N0} characters", "more");
        field.Append(next);
    }

    private void ReadLineEnd()
    {
        if (text.Read() == '\r' && text.Peek() == '\n') text.Read();
        line++;
    }

    private PointwiseException Wrong(string problem, string expected, string found) =>
        new($"{where}: line {Line}", problem, expected, found, "quote fields with commas, and write quotes in them twice");
}
