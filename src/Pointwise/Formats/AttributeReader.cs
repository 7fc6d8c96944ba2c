using System.Collections.Immutable;
using System.Text.Json;
using Pointwise.Operators;

namespace Pointwise.Formats;

/// <summary>Reads an operator's attributes from JSON: whole numbers, numbers, lists of either, text.</summary>
internal static class AttributeReader
{
    public static List<(string Name, object Value)> Read(ref JsonCursor json, Limits limits)
    {
        json.Object("attributes");
        var given = new List<(string, object)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (json.NextKey(out string name))
        {
            if (!names.Add(name)) throw json.Twice(name);
            if (given.Count == limits.Attributes) throw json.Wrong("attributes", $"at most {limits.Attributes} (limit {nameof(Limits.Attributes)})");
            given.Add((name, Value(ref json, $"attribute {JsonCursor.Shorten(name)}", limits)));
        }

        return given;
    }

    /// <summary>The attributes as an operator reads them.</summary>
    public static Attributes ToAttributes(string where, List<(string Name, object Value)> given)
    {
        var attributes = new Attributes(where);
        foreach ((string name, object value) in given)
        {
            _ = value switch
            {
                long number => attributes.With(name, number),
                double number => attributes.With(name, number),
                ImmutableArray<long> list => attributes.With(name, list.AsSpan()),
                ImmutableArray<double> list => attributes.With(name, list),
                _ => attributes.With(name, (string)value),
            };
        }

        return attributes;
    }

    private static object Value(ref JsonCursor json, string what, Limits limits) => json.Kind switch
    {
        JsonTokenType.String => json.Text(what),
        JsonTokenType.StartArray => Numbers(ref json, what, limits),
        _ when json.IsInteger => json.Integer(what),
        _ => json.Double(what),
    };

    private static object Numbers(ref JsonCursor json, string what, Limits limits)
    {
        var numbers = new List<double>();
        var integers = new List<long>();
        while (json.NextItem())
        {
            if (numbers.Count == limits.Attributes) throw json.Wrong(what, $"at most {limits.Attributes} numbers (limit {nameof(Limits.Attributes)})");
            numbers.Add(json.Double(what));
            if (json.IsInteger) integers.Add(json.Integer(what));
        }

        return integers.Count == numbers.Count ? integers.ToImmutableArray() : (object)numbers.ToImmutableArray();
    }
}
