using System.Collections.Immutable;
using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Training.Config;

namespace Pointwise.Training;

/// <summary>What a model file says about how it was trained: what the result depends on beside the pictures themselves, no times, paths or threads.</summary>
internal static class Account
{
    private const string Threads = "threads";
    private static readonly string[] Always = ["epochs", "batch", "seed", OptimiserText.Key, ScheduleText.Key, "label smoothing", "augmentation"];

    public static ImmutableSortedDictionary<string, string> Of(TrainingRun run, TrainingHistory history)
    {
        var account = new Dictionary<string, string> { ["pictures"] = YamlMapBuilder.Number(run.Data.Count) };
        YamlMap usual = TrainingOptionsText.Write(new TrainingOptions());
        YamlMap options = TrainingOptionsText.Write(run.Options with { Schedule = run.Options.Rates });
        foreach ((string name, YamlNode option) in options.Entries)
        {
            string text = Text(option);
            bool isUsual = usual.Entries.TryGetValue(name, out YamlNode? otherwise) && Text(otherwise) == text;
            if (name != Threads && (Always.Contains(name) || !isUsual)) account[name.Replace(' ', '_')] = text;
        }

        if (history.StoppedEarly) account["stopped_after"] = YamlMapBuilder.Number(history.Epochs.Length);
        return run.Model.Provenance.SetItems(account);
    }

    /// <summary>An option in one line: sgd, momentum 0.9, weight decay 0.0005.</summary>
    private static string Text(YamlNode option) => option switch
    {
        YamlMap map => string.Join(", ", map.Keys.Select(key => Text(key.Value, map.Entries[key.Value]))),
        YamlList list when list.Items.All(item => item is YamlText) => $"[{string.Join(", ", list.Items.Select(Text))}]",
        YamlList list => string.Join("; ", list.Items.Select(Text)),
        _ => ((YamlText)option).Value,
    };

    private static string Text(string key, YamlNode value) => value switch
    {
        YamlMap => $"{key} ({Text(value)})",
        _ when key == "name" => Text(value),
        _ => $"{key} {Text(value)}",
    };
}
