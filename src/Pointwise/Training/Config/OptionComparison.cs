using System.Globalization;
using Pointwise.Architectures;

namespace Pointwise.Training.Config;

/// <summary>Compares the options of a run with those that it is to go on with.</summary>
internal static class OptionComparison
{
    private const string Epochs = "epochs";
    private const string Threads = "threads";

    /// <summary>Options by name, those within others behind a slash: optimiser/momentum.</summary>
    public static IReadOnlyDictionary<string, string> Flat(YamlMap map)
    {
        var flat = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        Add(flat, "", map);
        return flat;
    }

    /// <summary>Refuses options that would make the rest of a run another than it was to be; more epochs and other threads do not.</summary>
    /// <param name="path">The checkpoint, for errors.</param>
    /// <param name="begun">The options that the run was begun with.</param>
    /// <param name="given">The options that it is to go on with.</param>
    /// <param name="epochsDone">Epochs that are done.</param>
    /// <exception cref="PointwiseException">An option differs; it is named.</exception>
    public static void Require(string path, YamlMap begun, YamlMap given, int epochsDone)
    {
        IReadOnlyDictionary<string, string> before = Flat(ScheduleText.Shortened(begun)), now = Flat(ScheduleText.Shortened(given));
        foreach (string name in before.Keys.Concat(now.Keys).Distinct())
        {
            string expected = before.GetValueOrDefault(name, "not given"), found = now.GetValueOrDefault(name, "not given");
            if (expected == found || name == Threads || (name == Epochs && MayFollow(expected, found, epochsDone))) continue;
            throw new PointwiseException($"{path}: {name.Replace("/", ": ", StringComparison.Ordinal)}", "resumed with another value", name == Epochs ? $"{expected} or more" : expected, found, "resume with the options that the run was begun with, or begin a new run");
        }
    }

    private static bool MayFollow(string before, string now, int done) =>
        int.TryParse(before, CultureInfo.InvariantCulture, out int begun) && int.TryParse(now, CultureInfo.InvariantCulture, out int given) && given >= Math.Max(begun, done);

    private static void Add(OrderedDictionary<string, string> flat, string name, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                foreach (YamlText key in map.Keys) Add(flat, name.Length == 0 ? key.Value : $"{name}/{key.Value}", map.Entries[key.Value]);
                break;
            case YamlList list when list.Items.All(i => i is YamlText):
                flat[name] = $"[{string.Join(", ", list.Items.Select(i => ((YamlText)i).Value))}]";
                break;
            case YamlList list:
                for (int i = 0; i < list.Items.Count; i++) Add(flat, $"{name}/{i + 1}", list.Items[i]);
                break;
            default:
                flat[name] = ((YamlText)node).Value;
                break;
        }
    }
}
