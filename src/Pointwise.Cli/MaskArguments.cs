using System.Collections.Immutable;
using System.CommandLine;
using Pointwise.Data.Masks;

namespace Pointwise.Cli;

/// <summary>The options that say where masks lie and what they mean, of all verbs that take pictures with masks.</summary>
internal sealed class MaskArguments
{
    /// <summary>--masks.</summary>
    public Option<string?> Masks { get; } = new("--masks") { Description = "Folder of the masks, where they do not lie beside the pictures: trainannot beside train, or masks beside images", HelpName = "FOLDER" };

    /// <summary>--classes.</summary>
    public Option<string?> Classes { get; } = new("--classes")
    {
        Description = "File with the classes of masks, a line a value: name, or name,red,green,blue, perhaps with the word ignore; classes.txt in the data's folder if not given", HelpName = "FILE",
    };

    /// <summary>--only.</summary>
    public Option<string?> Only { get; } = new("--only") { Description = "Classes of masks that stay as they are while all others are joined to one called rest: road,car", HelpName = "NAMES" };

    /// <summary>All of them, for a verb's list.</summary>
    public IEnumerable<Option> Options => [Masks, Classes, Only];

    /// <summary>What was typed.</summary>
    public MaskSetOptions Of(Call call) => new() { Masks = call.Get(Masks), Classes = call.Get(Classes), Only = NamesOf(call.Get(Only)) };

    /// <summary>Names between commas.</summary>
    public static ImmutableArray<string> NamesOf(string? names) =>
        [.. (names ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
