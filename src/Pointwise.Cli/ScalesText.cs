using System.CommandLine;
using System.Globalization;

namespace Pointwise.Cli;

/// <summary>Scales as they are typed: 1,1.5,2.</summary>
internal static class ScalesText
{
    private const int Most = 16;

    /// <summary>An option for them.</summary>
    /// <param name="name">How it is spelled.</param>
    /// <param name="description">What it does.</param>
    public static Option<string?> Option(string name, string description) => new(name) { Description = description, HelpName = "1,1.5,2" };

    /// <summary>Reads them.</summary>
    /// <param name="option">The option's name, for errors.</param>
    /// <param name="text">What was typed.</param>
    /// <exception cref="PointwiseException">One of them is no number above 0, comes twice, or there are too many.</exception>
    public static double[] Parse(string option, string text)
    {
        string[] words = text.Split(',', StringSplitOptions.TrimEntries);
        var scales = new double[words.Length];
        bool isGood = words.Length <= Most;
        for (int i = 0; isGood && i < words.Length; i++)
            isGood = double.TryParse(words[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out scales[i]) && scales[i] > 0 && double.IsFinite(scales[i]);
        if (isGood && scales.Distinct().Count() == scales.Length) return scales;
        throw new PointwiseException(option, "no scales", $"1 to {Most} different numbers above 0 with commas between them, as 1,1.5,2", text, "correct the numbers");
    }
}
