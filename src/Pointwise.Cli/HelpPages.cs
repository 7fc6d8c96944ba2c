using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Pointwise.Cli;

/// <summary>What --help prints: the usual page, and the verb's examples at its end.</summary>
/// <param name="page">The usual page.</param>
/// <param name="examplesOfProgram">Shown where no verb was named.</param>
internal sealed class HelpPages(HelpAction page, IReadOnlyList<string> examplesOfProgram) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Teaches a program's --help to show examples.</summary>
    public static void AddExamples(RootCommand root, params string[] examples)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpPages((HelpAction)help.Action!, examples);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        page.Invoke(parseResult);
        IReadOnlyList<string> examples = parseResult.CommandResult.Command is Verb verb ? verb.Examples : examplesOfProgram;
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (examples.Count > 0) output.WriteLine("Examples:");
        foreach (string example in examples) output.WriteLine($"  {example}");
        return 0;
    }
}
