using System.Globalization;
using Pointwise.Data;
using Pointwise.Tensors;
using Pointwise.Training;
using Pointwise.Training.Config;

namespace Pointwise.Cli.Runs;

/// <summary>What a run is going to do, and why so: printed before it begins.</summary>
internal sealed class ChoiceTable
{
    private readonly TextTable table = new("option", "value", "why");

    /// <summary>Adds a row.</summary>
    /// <param name="option">What is chosen.</param>
    /// <param name="value">As what.</param>
    /// <param name="why">What it was chosen by, or where it was given.</param>
    public void Add(string option, string value, string why) => table.Add(option, value, why);

    /// <summary>Adds the options that were chosen where nothing was said.</summary>
    public void Add(TrainingOptions options, Func<string, string> why)
    {
        Add("epochs", Number(options.Epochs), why("epochs"));
        Add("batch", Number(options.BatchSize), why("batch"));
        Add("rate", Number(options.Rates.BaseRate, "G4"), why("rate"));
        Add("label smoothing", Number(options.LabelSmoothing), why("label smoothing"));
        Add("augmentation", Augmented(options.Augmentation), why("augmentation"));
        Add("average", Number(options.AverageDecay), why("average"));
    }

    /// <summary>Writes it.</summary>
    public void Write(TextWriter output) => table.Write(output);

    /// <summary>A picture's size as it is typed.</summary>
    public static string Size(Shape input) => $"{input.H}x{input.W}x{input.C}";

    private static string Augmented(Augmentation? augmentation) => AugmentationText.NameOf(augmentation) ?? "your own";

    private static string Number(IFormattable value, string? form = null) => value.ToString(form, CultureInfo.InvariantCulture);
}
