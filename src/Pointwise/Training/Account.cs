using System.Collections.Immutable;
using System.Globalization;
using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Training;

/// <summary>What a model file says about how it was trained: what the result depends on beside the pictures themselves, no times, paths or threads.</summary>
internal static class Account
{
    public static ImmutableSortedDictionary<string, string> Of(Model model, IDataSet data, TrainingOptions options)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            // records print their numbers as the thread's culture writes them
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            return model.Provenance.SetItems(new Dictionary<string, string>
            {
                ["pictures"] = $"{data.Count}",
                ["epochs"] = $"{options.Epochs}",
                ["batch"] = $"{options.BatchSize}",
                ["seed"] = $"{options.Seed}",
                ["optimiser"] = $"{options.Optimiser}",
                ["schedule"] = $"{options.Rates}",
                ["label_smoothing"] = $"{options.LabelSmoothing}",
                ["augmentation"] = options.Augmentation is null ? "none" : $"{options.Augmentation}",
            });
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
