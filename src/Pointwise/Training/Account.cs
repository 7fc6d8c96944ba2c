using System.Collections.Immutable;
using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Training.Config;

namespace Pointwise.Training;

/// <summary>What a model file says about how it was trained: what the result depends on beside the pictures themselves, no times, paths or threads.</summary>
internal static class Account
{
    private static readonly string[] Usual = ["epochs", "batch", "seed", "threads", "optimiser", "schedule", "warm-up", "label smoothing", "augmentation"];

    public static ImmutableSortedDictionary<string, string> Of(TrainingRun run, TrainingHistory history)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            // records print their numbers as the thread's culture writes them
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            TrainingOptions options = run.Options;
            var account = new Dictionary<string, string>
            {
                ["pictures"] = $"{run.Data.Count}",
                ["epochs"] = $"{options.Epochs}",
                ["batch"] = $"{options.BatchSize}",
                ["seed"] = $"{options.Seed}",
                ["optimiser"] = $"{options.Optimiser}",
                ["schedule"] = $"{options.Rates}",
                ["label_smoothing"] = $"{options.LabelSmoothing}",
                ["augmentation"] = options.Augmentation is null ? "none" : $"{options.Augmentation}",
            };
            AddUnusual(account, options);
            if (history.StoppedEarly) account["stopped_after"] = $"{history.Epochs.Length}";
            return run.Model.Provenance.SetItems(account);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    /// <summary>Options that are not as they are where nothing is said.</summary>
    private static void AddUnusual(Dictionary<string, string> account, TrainingOptions options)
    {
        IReadOnlyDictionary<string, string> usual = OptionComparison.Flat(TrainingOptionsText.Write(new TrainingOptions()));
        foreach ((string name, string text) in OptionComparison.Flat(TrainingOptionsText.Write(options)))
        {
            if (!Usual.Contains(name.Split('/')[0]) && usual.GetValueOrDefault(name) != text) account[name.Replace(' ', '_')] = text;
        }
    }
}
