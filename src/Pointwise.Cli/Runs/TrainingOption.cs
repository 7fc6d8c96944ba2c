using System.CommandLine;
using Pointwise.Architectures;

namespace Pointwise.Cli.Runs;

/// <summary>An option of the command that stands in run.yaml too: --early-stop for early stop. What is typed is read as the file's value is.</summary>
internal sealed class TrainingOption
{
    private readonly Func<string, string, YamlNode> read;

    /// <param name="key">The key in the file.</param>
    /// <param name="helpName">What help calls the value.</param>
    /// <param name="description">One line.</param>
    /// <param name="read">Makes the option's name and what is typed into the file's value; a word where null.</param>
    public TrainingOption(string key, string helpName, string description, Func<string, string, YamlNode>? read = null)
    {
        (Key, this.read) = (key, read ?? TypedValue.Word);
        Option = new Option<string?>($"--{key.Replace(' ', '-')}") { Description = description, HelpName = helpName };
    }

    /// <summary>The key in the file.</summary>
    public string Key { get; }

    /// <summary>The key of the mapping that <see cref="Key"/> stands in: momentum in optimiser; null where it stands by itself.</summary>
    public string? Within { get; init; }

    /// <summary>Another name for the option.</summary>
    public string? Alias
    {
        get;
        init
        {
            field = value;
            if (value is not null) Option.Aliases.Add(value);
        }
    }

    /// <summary>The option of the command.</summary>
    public Option<string?> Option { get; }

    /// <summary>What was typed, as the file's value; null where nothing was.</summary>
    /// <exception cref="PointwiseException">It cannot be read.</exception>
    public YamlNode? Typed(Call call) => call.Has(Option) ? Read(call.Get(Option) ?? "") : null;

    /// <summary>A text, as the file's value.</summary>
    /// <exception cref="PointwiseException">It cannot be read.</exception>
    public YamlNode Read(string text) => text.StartsWith('{') || text.StartsWith('[') ? YamlReader.Read(text, Option.Name, "value") : read(Option.Name, text);
}
