using System.Text;

namespace Pointwise.Tests.House;

/// <summary>C# without its comments and the insides of its texts, so that words found in it are code.</summary>
internal static class CodeText
{
    public static string Strip(string source)
    {
        var code = new StringBuilder(source.Length);
        for (int i = 0; i < source.Length;) i = Next(source, i, code);
        return code.ToString();
    }

    private static int Next(string s, int i, StringBuilder code)
    {
        if (Starts(s, i, "//")) return End(s, i, "\n", 0);
        if (Starts(s, i, "/*")) return End(s, i, "*/", 2);
        if (s[i] == '\'') return Character(s, i);
        int dollars = Count(s, i, '$');
        int at = Starts(s, i + dollars, "@") ? 1 : 0;
        int open = i + dollars + at;
        int quotes = Count(s, open, '"');
        if (quotes >= 3) return End(s, open + quotes, new string('"', quotes), quotes);
        if (quotes > 0) return Text(s, open + 1, interpolated: dollars > 0, verbatim: at > 0, code);
        code.Append(s[i]);
        return i + 1;
    }

    /// <summary>From behind the opening quote; code in the holes of an interpolated text is kept.</summary>
    private static int Text(string s, int i, bool interpolated, bool verbatim, StringBuilder code)
    {
        while (i < s.Length)
        {
            if (s[i] == '"' && !(verbatim && Starts(s, i, "\"\""))) return i + 1;
            if (s[i] == '\\' && !verbatim || verbatim && Starts(s, i, "\"\"") || interpolated && (Starts(s, i, "{{") || Starts(s, i, "}}"))) i += 2;
            else if (interpolated && s[i] == '{') i = Hole(s, i + 1, code);
            else i++;
        }

        return i;
    }

    private static int Hole(string s, int i, StringBuilder code)
    {
        code.Append(' ');
        for (int depth = 1; i < s.Length;)
        {
            if (s[i] == '{') depth++;
            if (s[i] == '}' && --depth == 0) break;
            i = Next(s, i, code);
        }

        code.Append(' ');
        return i + 1;
    }

    private static int Character(string s, int i) => s[i + 1] == '\\' ? s.IndexOf('\'', i + 3) + 1 : i + 3;

    private static int Count(string s, int i, char c)
    {
        int count = 0;
        while (i + count < s.Length && s[i + count] == c) count++;
        return count;
    }

    private static int End(string s, int i, string mark, int length)
    {
        int end = s.IndexOf(mark, i, StringComparison.Ordinal);
        return end < 0 ? s.Length : end + length;
    }

    private static bool Starts(string s, int i, string mark) => string.CompareOrdinal(s, i, mark, 0, mark.Length) == 0;
}
