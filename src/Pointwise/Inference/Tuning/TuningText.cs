using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Pointwise.Formats;

namespace Pointwise.Inference.Tuning;

/// <summary>A table of measured convolutions as JSON.</summary>
internal static class TuningText
{
    private const string Version = "pointwise_tuning", List = "convolutions", Seconds = "seconds";
    private const int MostWays = 64;

    // the order of TuningKey's numbers
    private static readonly ImmutableArray<string> Numbers =
        ["kernel_height", "kernel_width", "padding_top", "padding_left", "channels", "filters", "height", "width", "batch", "threads", "lanes"];

    public static byte[] Write(TuningTable table)
    {
        string text = ModelText.Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber(Version, 1);
            json.WriteStartArray(List);
            foreach ((TuningKey key, ImmutableSortedDictionary<string, double> ways) in table.Entries)
            {
                json.WriteStartObject();
                int[] numbers = key.Numbers;
                for (int i = 0; i < numbers.Length; i++) json.WriteNumber(Numbers[i], numbers[i]);
                json.WriteStartObject(Seconds);
                foreach ((string way, double seconds) in ways) json.WriteNumber(way, seconds);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
        return Encoding.UTF8.GetBytes(text);
    }

    /// <exception cref="PointwiseException">It is no such table.</exception>
    public static TuningTable Read(ReadOnlySpan<byte> text, string where, Limits limits)
    {
        var json = new JsonCursor(text, limits.JsonDepth, where);
        var entries = ImmutableSortedDictionary.CreateBuilder<TuningKey, ImmutableSortedDictionary<string, double>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        json.Object("the table");
        while (json.NextKey(out string key))
        {
            if (!seen.Add(key)) throw json.Twice(key);
            if (key == Version && json.Integer(Version) != 1) throw json.Wrong(Version, "1");
            else if (key == List) ReadList(ref json, entries, limits);
            else if (key != Version) json.Skip();
        }

        json.End();
        return seen.Contains(Version) ? new TuningTable(entries.ToImmutable())
            : throw new PointwiseException(where, "not a table of measured convolutions", $"an object with {Version}", "none", "name the file that --tune has written");
    }

    private static void ReadList(ref JsonCursor json, ImmutableSortedDictionary<TuningKey, ImmutableSortedDictionary<string, double>>.Builder entries, Limits limits)
    {
        json.Array(List);
        while (json.NextItem())
        {
            if (entries.Count >= limits.TunedConvolutions) throw json.Wrong(List, $"at most {limits.TunedConvolutions} (limit {nameof(Limits.TunedConvolutions)})");
            (TuningKey key, ImmutableSortedDictionary<string, double> ways) = ReadEntry(ref json);
            if (!entries.TryAdd(key, ways)) throw json.Twice(string.Join(' ', key.Numbers));
        }
    }

    private static (TuningKey Key, ImmutableSortedDictionary<string, double> Ways) ReadEntry(ref JsonCursor json)
    {
        var numbers = new int[Numbers.Length];
        ImmutableSortedDictionary<string, double>? ways = null;
        json.Object("a convolution");
        while (json.NextKey(out string key))
        {
            int index = Numbers.IndexOf(key);
            if (index >= 0) numbers[index] = Number(ref json, key);
            else if (key == Seconds) ways = ReadWays(ref json);
            else json.Skip();
        }

        if (ways is null) throw json.Wrong("a convolution", $"{Seconds} of each way");
        int n = 0;
        return (new TuningKey(numbers[n++], numbers[n++], numbers[n++], numbers[n++], numbers[n++], numbers[n++], numbers[n++], numbers[n++], numbers[n++], numbers[n++], numbers[n]), ways);
    }

    private static ImmutableSortedDictionary<string, double> ReadWays(ref JsonCursor json)
    {
        var ways = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        json.Object(Seconds);
        while (json.NextKey(out string way))
        {
            double seconds = json.Double(Seconds);
            if (seconds <= 0 || ways.Count >= MostWays) throw json.Wrong(Seconds, $"a positive number, for at most {MostWays} ways");
            if (!ways.TryAdd(way, seconds)) throw json.Twice(way);
        }

        return ways.ToImmutable();
    }

    private static int Number(ref JsonCursor json, string name)
    {
        long value = json.Integer(name);
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : throw json.Wrong(name, "a whole number of 32 bits");
    }
}
