using System.CommandLine;
using System.CommandLine.Parsing;

namespace Pointwise.Cli;

/// <summary>What was typed wrongly, told in the four lines of every error, with the nearest valid word.</summary>
internal static class Usage
{
    /// <summary>The first mistake of a command line that does not parse.</summary>
    public static PointwiseException Mistake(ParseResult parse)
    {
        Command command = parse.CommandResult.Command;
        string where = Path(parse.CommandResult);
        string help = $"{where} --help shows how it is called";
        if (parse.UnmatchedTokens.Count == 0) return new PointwiseException(where, Sentence(parse.Errors[0].Message), Expected(command), "the command line as typed", help);

        string word = parse.UnmatchedTokens[0];
        bool isOption = word.StartsWith('-');
        List<string> known = [.. isOption ? Options(parse.CommandResult) : command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)];
        string kind = isOption ? "option" : command.Subcommands.Count > 0 ? "verb" : "argument";
        string expected = known.Count > 0 ? $"one of {string.Join(", ", known)}" : Expected(command);
        return new PointwiseException(where, $"unknown {kind}", expected, word, NearestName.Suggestion(word, known) + help);
    }

    private static IEnumerable<string> Options(CommandResult result)
    {
        for (CommandResult? at = result; at is not null; at = at.Parent as CommandResult)
        {
            foreach (Option option in at.Command.Options)
                if (!option.Hidden && (at == result || option.Recursive)) yield return option.Name;
        }
    }

    private static string Expected(Command command)
    {
        if (command.Subcommands.Count > 0) return $"one of {string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}";
        string arguments = string.Concat(command.Arguments.Select(a => a.Arity.MinimumNumberOfValues > 0 ? $" {Word(a)}" : $" [{Word(a)}]"));
        return $"{command.Name}{arguments}{(command.Options.Count > 0 ? " [options]" : "")}";
    }

    private static string Word(Argument argument) => argument.HelpName ?? argument.Name;

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : Application.Name;

    private static string Sentence(string message) => message.TrimEnd('.', ' ') is { Length: > 1 } text ? char.ToLowerInvariant(text[0]) + text[1..] : message;
}
