using System.Collections.Immutable;
using System.Globalization;
using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Training;

/// <summary>What a model file says about how it was trained: all that the result depends on, no times, paths or threads.</summary>
internal static class Account
{
    public static ImmutableSortedDictionary<string, string> Of(Model model, IDataSet data, TrainingOptions options) => model.Provenance
        .SetItem("data", data.Name)
        .SetItem("pictures", Text(data.Count))
        .SetItem("epochs", Text(options.Epochs))
        .SetItem("batch", Text(options.BatchSize))
        .SetItem("seed", Text(options.Seed))
        .SetItem("optimiser", options.Optimiser.ToString())
        .SetItem("schedule", options.Rates.ToString())
        .SetItem("label_smoothing", Text(options.LabelSmoothing))
        .SetItem("augmentation", options.Augmentation?.ToString() ?? "none");

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
