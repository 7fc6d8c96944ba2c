using System.CommandLine;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Cli.Verbs;

/// <summary>A network node by node.</summary>
internal static class ShowVerb
{
    public static Verb Create()
    {
        Argument<string> network = NetworkArgument.Create();
        Option<Shape?> input = CommonOptions.Input();
        var heads = new Option<bool>("--heads") { Description = "Show the auxiliary heads too" };
        var dot = new Option<bool>("--dot") { Description = "Print it in Graphviz's language" };
        Option<string?> svg = CommonOptions.Svg();
        return new Verb("show", "Lists a network node by node, or draws it", "pointwise show tiny-inception", "pointwise show googlenet --heads --svg googlenet.svg")
        {
            network, input, heads, dot, svg,
        }.Does(call =>
        {
            Graph graph = NetworkArgument.ReadGraph(call, call.Get(network), call.Get(input), call.Get(heads));
            call.Out.Write(call.Get(dot) ? GraphPrinter.Dot(graph) : GraphPrinter.Text(graph));
            OutputFile.Write(call, call.Get(svg), () => GraphPrinter.Picture(graph));
        });
    }
}
