using System.CommandLine;

namespace Pointwise.Cli.Verbs;

/// <summary>Lists the catalog of networks.</summary>
internal static class ModelsVerb
{
    public static Verb Create()
    {
        Option<bool> json = CommonOptions.Json();
        return new Verb("models", "Lists the networks of the catalog with input size, parameters and multiply-adds", "pointwise models", "pointwise models --json") { json }
            .Does(call => Print(call.Get(json), call));
    }

    private static void Print(bool json, Call call)
    {
        if (json) JsonOutput.Print(call.Out, writer => writer.WriteList<string>("models", [], _ => { }));
        else call.Out.WriteLine("no networks");
    }
}
