using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Pointwise.Graphs;

namespace Pointwise.Formats;

/// <summary>Preprocessing as JSON.</summary>
internal static class PreprocessingText
{
    private static readonly ImmutableArray<string> Keys = ["resize_short_side", "channels", "scale", "mean", "deviation", "interpolation"];
    private const string Stretch = "stretch";
    private static readonly ImmutableArray<string> ChannelOrders = ["rgb", "bgr", "grey"];
    private static readonly ImmutableArray<string> Interpolations = ["nearest", "bilinear", "bicubic", "area", "lanczos"];

    public static void Write(Utf8JsonWriter json, Preprocessing preprocessing)
    {
        json.WriteStartObject();
        json.WriteNumber("resize_short_side", preprocessing.ResizeShortSide);
        json.WriteString("channels", ChannelOrders[(int)preprocessing.Channels]);
        json.WriteNumber("scale", preprocessing.Scale);
        WriteNumbers(json, "mean", preprocessing.Mean);
        WriteNumbers(json, "deviation", preprocessing.Deviation);
        json.WriteString("interpolation", Interpolations[(int)preprocessing.Interpolation]);
        if (preprocessing.Stretch) json.WriteBoolean(Stretch, true);
        json.WriteEndObject();
    }

    /// <exception cref="PointwiseException">The text is no JSON, or a key is missing or wrong.</exception>
    public static Preprocessing Read(string text, string where, Limits limits)
    {
        var json = new JsonCursor(Encoding.UTF8.GetBytes(text), limits.JsonDepth, where);
        var read = new Preprocessing();
        var given = new HashSet<string>(StringComparer.Ordinal);
        json.Object("preprocessing");
        while (json.NextKey(out string key))
        {
            if ((Keys.Contains(key) || key == Stretch) && !given.Add(key)) throw json.Twice(key);
            read = With(read, ref json, key, where);
        }

        json.End();
        if (Keys.FirstOrDefault(key => !given.Contains(key)) is { } missing)
            throw new PointwiseException(where, $"{missing} is missing", string.Join(", ", Keys), given.Count == 0 ? "nothing" : string.Join(", ", given), $"add {missing}");
        Check(where, read);
        return read;
    }

    /// <exception cref="PointwiseException">The numbers make no sense.</exception>
    public static void Check(string where, Preprocessing preprocessing)
    {
        if (preprocessing.ResizeShortSide is < 0 or > Preprocessing.LargestSide) throw Wrong(where, "resize_short_side", $"0 to {Preprocessing.LargestSide} pixels", $"{preprocessing.ResizeShortSide}");
        if (!Enum.IsDefined(preprocessing.Channels)) throw Wrong(where, "channels", string.Join(", ", ChannelOrders), $"{preprocessing.Channels}");
        if (!float.IsFinite(preprocessing.Scale)) throw Wrong(where, "scale", "a finite number", FormattableString.Invariant($"{preprocessing.Scale}"));
        if (!Enum.IsDefined(preprocessing.Interpolation)) throw Wrong(where, "interpolation", string.Join(", ", Interpolations), $"{preprocessing.Interpolation}");
        if (preprocessing.Stretch && preprocessing.ResizeShortSide > 0) throw Wrong(where, Stretch, "false where resize_short_side is above 0", "true");
        int channels = preprocessing.Channels == ChannelOrder.Grey ? 1 : 3;
        CheckNumbers(where, "mean", preprocessing.Mean, channels, float.IsFinite, "finite");
        CheckNumbers(where, "deviation", preprocessing.Deviation, channels, v => float.IsFinite(v) && v != 0, "finite and not 0");
    }

    private static Preprocessing With(Preprocessing read, ref JsonCursor json, string key, string where)
    {
        switch (key)
        {
            case "resize_short_side": return read with { ResizeShortSide = Side(ref json) };
            case "channels": return read with { Channels = Channels(ref json) };
            case "scale": return read with { Scale = json.Single(key) };
            case "mean": return read with { Mean = ReadNumbers(ref json, key) };
            case "deviation": return read with { Deviation = ReadNumbers(ref json, key) };
            case "interpolation": return read with { Interpolation = InterpolationOf(ref json, where) };
            case Stretch: return read with { Stretch = json.Boolean(key) };
            default:
                json.Skip();
                return read;
        }
    }

    private static int Side(ref JsonCursor json) =>
        json.Integer("resize_short_side") is >= 0 and <= Preprocessing.LargestSide and var side ? (int)side : throw json.Wrong("resize_short_side", $"0 to {Preprocessing.LargestSide} pixels");

    private static ChannelOrder Channels(ref JsonCursor json)
    {
        int index = ChannelOrders.IndexOf(json.Text("channels"));
        return index >= 0 ? (ChannelOrder)index : throw json.Wrong("channels", string.Join(", ", ChannelOrders));
    }

    private static Interpolation InterpolationOf(ref JsonCursor json, string where)
    {
        string name = json.Text("interpolation");
        int index = Interpolations.IndexOf(name);
        return index >= 0 ? (Interpolation)index : throw NotAmong(where, "interpolation", name, Interpolations);
    }

    private static ImmutableArray<float> ReadNumbers(ref JsonCursor json, string key)
    {
        json.Array(key);
        var numbers = new List<float>();
        while (json.NextItem())
        {
            if (numbers.Count == 3) throw json.Wrong(key, "one number, or one a channel");
            numbers.Add(json.Single(key));
        }

        return [.. numbers];
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, ImmutableArray<float> numbers)
    {
        json.WriteStartArray(key);
        foreach (float number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void CheckNumbers(string where, string key, ImmutableArray<float> numbers, int channels, Func<float, bool> valid, string kind)
    {
        if ((numbers.Length != 1 && numbers.Length != channels) || !numbers.All(valid))
            throw Wrong(where, key, $"one number, or one for each of {channels} channels, {kind}", $"[{string.Join(", ", numbers.Select(n => FormattableString.Invariant($"{n}")))}]");
    }

    private static PointwiseException NotAmong(string where, string key, string found, ImmutableArray<string> names) =>
        new(where, $"{key} is wrong", string.Join(", ", names), JsonCursor.Shorten(found), NearestName.Suggestion(found, names) + $"correct {key}");

    private static PointwiseException Wrong(string where, string key, string expected, string found) =>
        new(where, $"{key} is wrong", expected, found, $"correct {key}");
}
