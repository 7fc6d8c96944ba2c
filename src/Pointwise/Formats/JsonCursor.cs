using System.Text;
using System.Text.Json;

namespace Pointwise.Formats;

/// <summary>
/// Walks JSON of unknown origin token by token, so that nothing is built before it is checked.
/// <see cref="NextKey"/> and <see cref="NextItem"/> step onto a value; the other methods read the value stood on.
/// </summary>
internal ref struct JsonCursor
{
    private const int ShownCharacters = 40;
    private readonly ReadOnlySpan<byte> text;
    private readonly string where;
    private readonly long origin;
    private readonly int depth;
    private Utf8JsonReader reader;

    /// <summary>Steps onto the outermost value.</summary>
    /// <param name="text">JSON as UTF-8.</param>
    /// <param name="depth">Levels it may nest.</param>
    /// <param name="where">The file and part, for errors.</param>
    /// <param name="origin">Byte offset of the text in it.</param>
    public JsonCursor(ReadOnlySpan<byte> text, int depth, string where, long origin = 0)
    {
        this.text = text;
        (this.where, this.origin, this.depth) = (where, origin, depth);
        reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = (int)Math.Min(depth + 1L, int.MaxValue) });
        Step();
    }

    /// <summary>Enters the object stood on.</summary>
    public readonly void Object(string what) => Expect(JsonTokenType.StartObject, what, "an object");

    /// <summary>Enters the array stood on.</summary>
    public readonly void Array(string what) => Expect(JsonTokenType.StartArray, what, "an array");

    /// <summary>Steps onto the value of the next key, or past the object's end.</summary>
    public bool NextKey(out string key)
    {
        Step();
        key = reader.TokenType == JsonTokenType.PropertyName ? Characters("a key") : "";
        if (reader.TokenType == JsonTokenType.EndObject) return false;
        Step();
        return true;
    }

    /// <summary>Steps onto the next item, or past the array's end.</summary>
    public bool NextItem()
    {
        Step();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Checks that nothing follows.</summary>
    public void End()
    {
        try
        {
            reader.Read();
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }
    }

    public readonly string Text(string what)
    {
        Expect(JsonTokenType.String, what, "text");
        return Characters(what);
    }

    /// <summary>A whole number of 64 bits.</summary>
    public readonly long Integer(string what) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long value) ? value : throw Wrong(what, "a whole number of 64 bits");

    public readonly bool Boolean(string what) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw Wrong(what, "true or false");

    public readonly float Single(string what) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out float value) && float.IsFinite(value) ? value : throw Wrong(what, "a finite number");

    public readonly double Double(string what) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double value) && double.IsFinite(value) ? value : throw Wrong(what, "a finite number");

    public readonly JsonTokenType Kind => reader.TokenType;

    /// <summary>Whether a whole number of 64 bits is stood on.</summary>
    public readonly bool IsInteger => reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out _);

    /// <summary>Whether a number of nothing but digits is stood on, however large.</summary>
    public readonly bool IsDigits => reader.TokenType == JsonTokenType.Number && !reader.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Passes over the value stood on.</summary>
    public void Skip()
    {
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        int level = reader.CurrentDepth;
        do Step();
        while (reader.CurrentDepth > level);
    }

    /// <summary>The error for the value stood on.</summary>
    public readonly PointwiseException Wrong(string what, string expected) =>
        new(Place(reader.TokenStartIndex), $"{what} is wrong", expected, Shown(), $"correct {what}, or get the file anew");

    /// <summary>The error for a key that an object has twice.</summary>
    public readonly PointwiseException Twice(string key) =>
        new(Place(reader.TokenStartIndex), "key given twice", "every key once", Shorten(key), "remove one, or get the file anew");

    /// <summary>Text of unknown origin as errors show it: one short line.</summary>
    public static string Shorten(string text) => Shorten(text, ShownCharacters);

    /// <summary>Text of unknown origin as errors show it: one line of at most so many characters.</summary>
    public static string Shorten(string text, int characters)
    {
        var shown = new StringBuilder();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, characters))) shown.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        return text.Length > characters ? $"{shown}…" : shown.ToString();
    }

    private readonly void Expect(JsonTokenType type, string what, string expected)
    {
        if (reader.TokenType != type) throw Wrong(what, expected);
    }

    private void Step()
    {
        try
        {
            if (!reader.Read()) throw Wrong("the text", "a JSON value");
        }
        catch (JsonException e)
        {
            throw NotJson(e);
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= depth)
            throw new PointwiseException(Place(reader.TokenStartIndex), "JSON nested too deep", $"at most {depth} levels (limit {nameof(Limits.JsonDepth)})", "more", "get the file from whoever made it, or raise the limit");
    }

    private readonly string Characters(string what)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            throw Wrong(what, "text of whole characters");
        }
    }

    private readonly PointwiseException NotJson(JsonException e) => new(Place(reader.BytesConsumed), "not JSON", "well-formed JSON",
        e.Message.ReplaceLineEndings(" "), "get the file anew: it is damaged or not of this format", e);

    private readonly string Place(long offset) => $"{where}: byte {origin + offset}";

    private readonly string Shown()
    {
        long start = reader.TokenStartIndex;
        ReadOnlySpan<byte> rest = start < text.Length ? text[(int)start..] : [];
        string shown = Encoding.UTF8.GetString(rest[..Math.Min(rest.Length, ShownCharacters)]);
        int end = reader.TokenType == JsonTokenType.Number ? reader.ValueSpan.Length : shown.Length;
        return shown.Length == 0 ? "nothing" : Shorten(shown[..Math.Min(end, shown.Length)]);
    }
}
