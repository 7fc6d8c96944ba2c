using System.Buffers;
using System.Globalization;
using System.Text;

namespace Pointwise.Architectures;

/// <summary>Writes the plain part of YAML that <see cref="YamlReader"/> reads: mappings in blocks, lists of scalars on one line where they are short.</summary>
internal static class YamlWriter
{
    private const int LongestLine = 100;
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+/-() ");
    private static readonly SearchValues<char> First = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.");

    public static string Write(YamlMap map)
    {
        var text = new StringBuilder();
        Map(text, map, 0);
        return text.Length == 0 ? "{}\n" : text.ToString();
    }

    private static void Map(StringBuilder text, YamlMap map, int indent)
    {
        foreach (YamlText key in map.Keys)
        {
            text.Append(' ', indent).Append(Scalar(key.Value)).Append(':');
            Value(text, map.Entries[key.Value], indent + 2);
        }
    }

    private static void Value(StringBuilder text, YamlNode node, int indent)
    {
        switch (node)
        {
            case YamlMap { Keys.Count: 0 }:
                text.Append(" {}\n");
                break;
            case YamlMap map:
                text.Append('\n');
                Map(text, map, indent);
                break;
            case YamlList list when Flow(list) is { Length: <= LongestLine } line:
                text.Append(' ').Append(line).Append('\n');
                break;
            case YamlList list:
                text.Append('\n');
                foreach (YamlNode item in list.Items) Item(text, item, indent);
                break;
            default:
                text.Append(' ').Append(Scalar(((YamlText)node).Value)).Append('\n');
                break;
        }
    }

    private static void Item(StringBuilder text, YamlNode item, int indent)
    {
        text.Append(' ', indent).Append('-');
        if (item is not YamlMap { Keys.Count: > 0 } map)
        {
            Value(text, item, indent + 2);
            return;
        }

        var inner = new StringBuilder();
        Map(inner, map, indent + 2);
        text.Append(' ').Append(inner.ToString().AsSpan(indent + 2));
    }

    /// <summary>A list on one line; null where an item is no scalar.</summary>
    private static string? Flow(YamlList list) =>
        list.Items.All(i => i is YamlText) ? $"[{string.Join(", ", list.Items.Select(i => Scalar(((YamlText)i).Value)))}]" : null;

    /// <summary>Quoted unless its letters can mean nothing else.</summary>
    private static string Scalar(string value)
    {
        bool plain = value.Length > 0 && First.Contains(value[0]) && value[^1] != ' ' && !value.AsSpan().ContainsAnyExcept(Plain) && !value.StartsWith("...", StringComparison.Ordinal);
        if (plain) return value;
        var quoted = new StringBuilder("\"");
        foreach (char c in value)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(c)) quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
