using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pointwise.Tensors;

namespace Pointwise.Cli;

/// <summary>Options that several verbs have, spelled and explained once.</summary>
internal static class CommonOptions
{
    /// <summary>--json.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON" };

    /// <summary>--csv.</summary>
    public static Option<bool> Csv() => new("--csv") { Description = "Print the result as comma-separated values" };

    /// <summary>--svg FILE.</summary>
    public static Option<string?> Svg() => new("--svg") { Description = "Draw it into an SVG file", HelpName = "FILE" };

    /// <summary>--html FILE.</summary>
    public static Option<string?> Html() => new("--html") { Description = "Write it as one self-contained HTML page", HelpName = "FILE" };

    /// <summary>--input HxWxC as a shape of batch 1.</summary>
    public static Option<Shape?> Input() => new("--input")
    {
        Description = "Size of the picture as height x width x channels: 224x224x3",
        HelpName = "HxWxC",
        CustomParser = result => Picture(result),
    };

    /// <summary>Parses HxWxC; what is wrong becomes the argument's usage error.</summary>
    public static Shape? Picture(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string[] parts = text.Split('x', 'X');
        var extents = new int[3];
        bool good = parts.Length == 3;
        for (int i = 0; good && i < 3; i++)
            good = int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out extents[i]) && extents[i] >= 1;
        if (good) return new Shape(1, extents[2], extents[0], extents[1]);
        result.AddError($"'{text}' is no picture size; expected height x width x channels as 224x224x3");
        return null;
    }
}
