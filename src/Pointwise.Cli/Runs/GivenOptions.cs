using Pointwise.Architectures;
using Pointwise.Training;
using Pointwise.Training.Config;
using Pointwise.Training.Optimisers;

namespace Pointwise.Cli.Runs;

/// <summary>Training options as they come together: what is typed over what the file says over what is usual.</summary>
internal sealed class GivenOptions
{
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);
    private readonly List<(TrainingOption Option, YamlNode Value)> parts = [];
    private YamlMap map = new YamlMapBuilder().Build();

    /// <param name="file">The file's options, read without an error; null for none.</param>
    /// <param name="source">What the file is called.</param>
    /// <param name="typed">What is typed.</param>
    public GivenOptions(YamlMap? file, string source, IReadOnlyList<(TrainingOption Option, YamlNode Value)> typed)
    {
        YamlMap written = file is null ? map : ScheduleText.Shortened(file);
        bool newOptimiser = typed.Any(t => t.Option.Key == OptimiserText.Key);
        foreach (string key in TrainingOptionsText.Keys.Where(written.Entries.ContainsKey))
        {
            // a rate belongs to its optimiser
            if (key != ScheduleText.RateKey || !newOptimiser) Set(key, written.Entries[key], source);
        }

        YamlMap words = new YamlMapBuilder().Build();
        foreach ((TrainingOption option, YamlNode value) in typed)
        {
            if (option.Within is not null) parts.Add((option, value));
            else words = words.With(option.Key, value);
        }

        words = ScheduleText.Shortened(words);
        foreach (YamlText key in words.Keys) Set(key.Value, words.Entries[key.Value], "as given");
    }

    /// <summary>Where an option comes from; null where nothing is said of it.</summary>
    public string? SourceOf(string key) => sources.GetValueOrDefault(key) ?? (parts.Any(p => p.Option.Within == key) ? "as given" : null);

    /// <summary>Adds what holds where nothing is said.</summary>
    public void Otherwise(string key, YamlNode value)
    {
        if (!map.Entries.ContainsKey(key)) map = map.With(key, value);
    }

    /// <summary>Adds what holds where nothing is said.</summary>
    public void Otherwise<T>(string key, T value)
        where T : struct, IFormattable => Otherwise(key, new YamlText(0, YamlMapBuilder.Number(value)));

    /// <summary>The options.</summary>
    /// <param name="usualRate">The rate where none is given, by the optimiser and the other options; null for the optimiser's own.</param>
    /// <exception cref="PointwiseException">Options do not go together.</exception>
    public TrainingOptions Read(Func<Optimiser, TrainingOptions, double>? usualRate = null)
    {
        YamlMap all = map;
        foreach ((TrainingOption option, YamlNode value) in parts)
            all = all.With(option.Within!, Whole(all, option.Within!).With(option.Key, value));
        TrainingOptions options = TrainingOptionsText.Read(FieldsOf(all), closed: true);
        if (usualRate is null || all.Entries.ContainsKey(ScheduleText.RateKey)) return options;
        return TrainingOptionsText.Read(FieldsOf(all.With(ScheduleText.RateKey, new YamlText(0, YamlMapBuilder.Number(usualRate(options.Optimiser, options))))), closed: true);
    }

    /// <summary>A value that may stand as one word, written out as a mapping.</summary>
    private static YamlMap Whole(YamlMap options, string key)
    {
        if (options.Entries.GetValueOrDefault(key) is YamlMap written) return written;
        YamlNode whole = key == OptimiserText.Key ? OptimiserText.Write(OptimiserText.Read(FieldsOf(options))) : AugmentationText.Write(AugmentationText.Read(FieldsOf(options), key));
        return whole as YamlMap ?? new YamlMapBuilder().Build();
    }

    private static Fields FieldsOf(YamlMap options) => new(options, $"{Application.Name} train", "the options");

    private void Set(string key, YamlNode value, string source)
    {
        map = map.With(key, value);
        sources[key] = source;
    }
}
