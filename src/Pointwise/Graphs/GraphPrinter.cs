using System.Globalization;
using System.Text;
using Pointwise.Drawing;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Graphs;

/// <summary>Shows a graph: as a list for people, in DOT for Graphviz, as an SVG picture.</summary>
public static class GraphPrinter
{
    /// <summary>One line a node: number, name, operator, the numbers of the nodes it reads, size of the result, parameters, multiply-adds.</summary>
    /// <param name="graph">The network.</param>
    public static string Text(Graph graph)
    {
        var lines = new StringBuilder();
        int names = graph.Nodes.Max(n => n.Name.Length), labels = graph.Nodes.Max(n => Label(n.Operator).Length);
        for (int i = 0; i < graph.Nodes.Length; i++)
        {
            Node node = graph.Nodes[i];
            string reads = node.Inputs.Length == 0 ? "" : $"<- {string.Join(", ", node.Inputs)}";
            string line = string.Create(CultureInfo.InvariantCulture,
                $"{i,4}  {node.Name.PadRight(names)}  {Label(node.Operator).PadRight(labels)}  {node.Shape.ToPicture(),14}  {Figures.Exact(ParametersOf(graph, node)),12}  {Figures.Exact(MultiplyAddsOf(graph, node)),14}  {reads}");
            lines.Append(line.TrimEnd()).Append('\n');
        }

        foreach (Head head in graph.Heads) lines.Append(CultureInfo.InvariantCulture, $"head {head.Name}: {graph.Nodes[head.Node].Name}\n");
        return lines.ToString();
    }

    /// <summary>The graph in Graphviz's language: one cluster a scope, shapes on the edges.</summary>
    /// <param name="graph">The network.</param>
    public static string Dot(Graph graph)
    {
        var dot = new StringBuilder($"digraph {Quote(graph.Name)} {{\n  node [shape=box, fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n");
        foreach (var scope in Enumerable.Range(0, graph.Nodes.Length).GroupBy(i => Scopes.Top(graph.Nodes[i].Name)))
        {
            bool framed = scope.Count() > 1;
            if (framed) dot.Append(CultureInfo.InvariantCulture, $"  subgraph {Quote($"cluster_{scope.Key}")} {{\n  label={Quote(scope.Key)};\n");
            foreach (int i in scope)
            {
                Node node = graph.Nodes[i];
                long parameters = ParametersOf(graph, node), products = MultiplyAddsOf(graph, node);
                string cost = products > 0 ? $"\\n{Figures.Short(parameters)} parameters, {Figures.Short(products)} multiply-adds" : "";
                dot.Append(CultureInfo.InvariantCulture, $"  n{i} [label={Quote($"{Scopes.Within(node.Name)}\\n{Label(node.Operator)}{cost}")}];\n");
            }

            if (framed) dot.Append("  }\n");
        }

        for (int i = 0; i < graph.Nodes.Length; i++)
            foreach (int input in graph.Nodes[i].Inputs)
                dot.Append(CultureInfo.InvariantCulture, $"  n{input} -> n{i} [label={Quote(graph.Nodes[input].Shape.ToPicture())}];\n");
        return dot.Append("}\n").ToString();
    }

    /// <summary>The graph as a picture: boxes with operator, size and cost, modules framed, branches side by side.</summary>
    /// <param name="graph">The network.</param>
    public static SvgWriter Picture(Graph graph) => new GraphPicture(graph).Draw();

    internal static long MultiplyAddsOf(Graph graph, Node node) => node.Operator.MultiplyAdds(graph.InputShapes(node));

    internal static long ParametersOf(Graph graph, Node node) =>
        node.Operator.Parameters(graph.InputShapes(node)).Where(p => p.IsTrained).Sum(p => p.Shape.Elements);

    private static string Label(Operator op) => op is not Relu && OperatorText.IsRectified(op) ? $"{OperatorText.Label(op)} + relu" : OperatorText.Label(op);

    private static string Quote(string text) => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
