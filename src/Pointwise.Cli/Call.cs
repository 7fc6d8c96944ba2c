using System.CommandLine;

namespace Pointwise.Cli;

/// <summary>One call of a verb: what was typed, where to write, when to stop.</summary>
internal sealed class Call(ParseResult arguments, Terminal terminal, Interruption interruption)
{
    /// <summary>Where to write.</summary>
    public Terminal Terminal => terminal;

    /// <summary>Standard output: data.</summary>
    public TextWriter Out => terminal.Out;

    /// <summary>Standard error: progress and messages.</summary>
    public TextWriter Error => terminal.Error;

    /// <summary>Cancelled on Ctrl-C and SIGTERM. Ask for it only where stopping needs care: asking takes the signals over.</summary>
    public CancellationToken Stop => interruption.Token;

    /// <summary>The value of an option, its default where it was not given.</summary>
    public T Get<T>(Option<T> option) => arguments.GetValue(option)!;

    /// <summary>The value of an argument, its default where it was not given.</summary>
    public T Get<T>(Argument<T> argument) => arguments.GetValue(argument)!;

    /// <summary>Whether an option was typed.</summary>
    public bool Has(Option option) => arguments.GetResult(option) is { Implicit: false };
}
