using System.Collections.Immutable;
using System.CommandLine;
using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Tensors;

namespace Pointwise.Cli.Verbs;

/// <summary>A network node by node, as it is written or as sessions run it.</summary>
internal static class ShowVerb
{
    private const string StopAfter = "--stop-after";

    public static Verb Create()
    {
        Argument<string> network = NetworkArgument.Create();
        Option<Shape?> input = CommonOptions.Input();
        var heads = new Option<bool>("--heads") { Description = "Show the auxiliary heads too" };
        var passes = new Option<bool>("--passes") { Description = "List the rewrites of a network that is only run, and what each makes of this one" };
        Option<string?> last = new(StopAfter) { Description = "Show the network after the rewrites up to this one, told by name or number; 0 for none", HelpName = "PASS" };
        var dot = new Option<bool>("--dot") { Description = "Print it in Graphviz's language" };
        Option<string?> svg = CommonOptions.Svg();
        Option<bool> json = CommonOptions.Json();
        return new Verb("show", "Lists a network node by node, or draws it; as it is written, or as it is run",
            "pointwise show tiny-inception", "pointwise show googlenet --heads --svg googlenet.svg", "pointwise show googlenet-bn --passes", "pointwise show googlenet-bn --stop-after FoldBatchNorm")
        {
            network, input, heads, passes, last, dot, svg, json,
        }.Does(call =>
        {
            bool rewrites = call.Get(passes);
            int count = call.Get(last) is { } name ? InferencePasses.CountUpTo(StopAfter, name) : rewrites ? InferencePasses.All.Length : 0;
            Graph graph = NetworkArgument.ReadGraph(call, call.Get(network), call.Get(input), call.Get(heads));
            ImmutableArray<PassStep> steps = [.. InferencePasses.Steps(graph, []).Take(count)];
            if (steps.Length > 0) graph = steps[^1].After.Graph;
            if (call.Get(json)) JsonOutput.Print(call.Out, writer => GraphJson.Write(writer, graph, rewrites ? steps : null));
            else if (rewrites) Print(call.Out, steps);
            else call.Out.Write(call.Get(dot) ? GraphPrinter.Dot(graph) : GraphPrinter.Text(graph));
            OutputFile.Write(call, call.Get(svg), () => GraphPrinter.Picture(graph));
        });
    }

    private static void Print(TextWriter output, ImmutableArray<PassStep> steps)
    {
        var table = new TextTable(">#", "rewrite", "what it does", ">nodes before", ">after", "");
        for (int i = 0; i < steps.Length; i++)
        {
            PassStep step = steps[i];
            table.Add($"{i + 1}", step.Pass.Name, step.Pass.Purpose, $"{step.Before.Nodes.Length}", $"{step.After.Graph.Nodes.Length}", step.Changed ? "" : "nothing to do");
        }

        table.Write(output);
    }
}
