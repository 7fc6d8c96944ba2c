using System.CommandLine;

namespace Pointwise.Cli;

/// <summary>Options of the verbs that run networks, spelled and explained once.</summary>
internal static class CommonTrainingOptions
{
    /// <summary>--threads N.</summary>
    public static Option<int> Threads() => new("--threads") { Description = "Threads; 0 for one a processor. Results do not depend on it", HelpName = "N" };

    /// <summary>--data FOLDER.</summary>
    public static Option<string?> Data(bool required) => new("--data") { Description = "Folder with MNIST's four files, plain or .gz", HelpName = "FOLDER", Required = required };

    /// <summary>MODEL.</summary>
    public static Argument<string> Model() => new("model") { Description = "A model file, as train writes it", HelpName = "MODEL" };
}
