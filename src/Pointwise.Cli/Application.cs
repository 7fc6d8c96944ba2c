using System.CommandLine;
using System.Reflection;
using Pointwise.Cli.Verbs;

namespace Pointwise.Cli;

/// <summary>The program: its verbs, and the one place where errors become messages and exit codes.</summary>
internal static class Application
{
    /// <summary>What the user types.</summary>
    public const string Name = "pointwise";

    /// <summary>The exit code of a command line that was typed wrongly.</summary>
    public const int WrongUsage = 2;

    private const int Failed = 1;

    /// <summary>Words are taken as they are: @list is a verb's own affair.</summary>
    private static readonly ParserConfiguration Words = new() { ResponseFileTokenReplacer = null };

    /// <summary>Every verb, as --help lists them. One line each.</summary>
    private static IEnumerable<Verb> Verbs =>
    [
        CostVerb.Create(),
        ExplainVerb.Create(),
        ModelsVerb.Create(),
        ShowVerb.Create(),
        TrainVerb.Create(),
        EvalVerb.Create(),
        ClassifyVerb.Create(),
        SegmentVerb.Create(),
        ExplainPredictionVerb.Create(),
        DenseVerb.Create(),
        InfoVerb.Create(),
        BenchVerb.Create(),
        ConvertVerb.Create(),
        PullVerb.Create(),
        DataVerb.Create(),
        ExperimentVerb.Create(),
        QuickstartVerb.Create(),
    ];

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The words behind the program's name.</param>
    /// <param name="terminal">Where to write.</param>
    /// <returns>0, 1 (failed), 2 (wrong usage), 130 or 143 (stopped by Ctrl-C or SIGTERM).</returns>
    public static int Run(string[] args, Terminal terminal)
    {
        using var interruption = new Interruption();
        try
        {
            int code = Run(Root().Parse(args, Words), terminal, interruption);
            return interruption.ExitCode is 0 ? code : interruption.ExitCode;
        }
        catch (PointwiseException e)
        {
            terminal.Error.WriteLine(e.Message);
            return Failed;
        }
        catch (OperationCanceledException) when (interruption.ExitCode is not 0)
        {
            return interruption.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine(FileError(e).Message);
            return Failed;
        }
        finally
        {
            terminal.Out.Flush();
            terminal.Error.Flush();
        }
    }

    private static int Run(ParseResult parse, Terminal terminal, Interruption interruption)
    {
        if (parse.Action is HelpPages or VersionPage)
            return parse.Invoke(new InvocationConfiguration { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });
        if (parse.Errors.Count == 0 && parse.CommandResult.Command is Verb verb)
            return verb.Run(new Call(parse, terminal, interruption));
        terminal.Error.WriteLine(Usage.Mistake(parse).Message);
        return WrongUsage;
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Designs, costs, trains and runs convolutional networks of the Inception family.");
        foreach (Option version in root.Options.OfType<VersionOption>().ToArray()) root.Options.Remove(version);
        root.Add(new Option<bool>("--version") { Description = "Print the version", Action = new VersionPage() });
        foreach (Verb verb in Verbs) root.Add(verb);
        HelpPages.AddExamples(root, $"{Name} quickstart", $"{Name} cost googlenet", $"{Name} explain 28x28x192 --kernel 5 --filters 32 --reduce 16");
        return root;
    }

    private static PointwiseException FileError(Exception e) =>
        new(Name, "a file could not be read or written", "a path that exists, with the right to use it", e.Message, "check the path and its permissions", e);

    private sealed class VersionPage : System.CommandLine.Invocation.SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            string? version = typeof(Application).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            parseResult.InvocationConfiguration.Output.WriteLine($"{Name} {version?.Split('+')[0]}");
            return 0;
        }
    }
}
