using System.CommandLine;
using Pointwise.Data;

namespace Pointwise.Cli;

/// <summary>Options of the verbs that run networks, spelled and explained once.</summary>
internal static class CommonTrainingOptions
{
    /// <summary>--threads N.</summary>
    public static Option<int> Threads() => new("--threads") { Description = "Threads; 0 for one a processor. Results do not depend on it", HelpName = "N" };

    /// <summary>--data FOLDER.</summary>
    public static Option<string?> Data(bool required) => new("--data") { Description = "Folder with MNIST's four files, plain or .gz", HelpName = "FOLDER", Required = required };

    /// <summary>--head NAME, of the verbs that ask a model.</summary>
    /// <param name="others">What may be named beside heads.</param>
    public static Option<string?> Head(string others = "") => new("--head")
    {
        Description = $"The head that answers: main, aux1, …, mean for the mean of all heads' probabilities{others}; the model's own if not given",
        HelpName = "HEAD",
    };

    /// <summary>--tta flip|10|144.</summary>
    public static Option<string?> Views() => new("--tta") { Description = "Average the answers to several views of each picture: flip for it and its mirror picture, 10, or 144", HelpName = "flip|10|144" };

    /// <summary>How many views --tta asks for.</summary>
    /// <exception cref="PointwiseException">It asks for something else.</exception>
    public static int ViewsOf(string? text) => text switch
    {
        null => 1,
        "flip" => 2,
        "10" => 10,
        "144" => 144,
        _ => throw new PointwiseException("--tta", "no such views", "flip, 10 or 144", text, "name one of these, or leave it out"),
    };

    /// <summary>--on-bad-image fail|skip.</summary>
    public static Option<string> OnBadPicture() => new("--on-bad-image") { Description = "What is done about a picture that cannot be read: fail or skip", HelpName = "fail|skip", DefaultValueFactory = _ => "fail" };

    /// <summary>What --on-bad-image asks for.</summary>
    /// <exception cref="PointwiseException">It asks for something else.</exception>
    public static OnBadPicture OnBadPictureOf(string text) => text switch
    {
        "fail" => Pointwise.Data.OnBadPicture.Fail,
        "skip" => Pointwise.Data.OnBadPicture.Skip,
        _ => throw new PointwiseException("--on-bad-image", "no such way", "fail or skip", text, "name one of these"),
    };
}
