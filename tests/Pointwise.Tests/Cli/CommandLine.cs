using Pointwise.Cli;

namespace Pointwise.Tests.Cli;

/// <summary>What a command line printed, and how it ended.</summary>
internal sealed record CommandLine(int ExitCode, string Out, string Error)
{
    /// <summary>Runs the program in this process.</summary>
    public static CommandLine Run(params string[] words)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        int code = Application.Run(words, new Terminal(output, error));
        return new CommandLine(code, output.ToString(), error.ToString());
    }

    /// <summary>Lines of standard output.</summary>
    public string[] Lines => Out.TrimEnd('\n').Split('\n');
}
