namespace Pointwise.Formats.Onnx.Import;

/// <summary>The law of a graph in a file: every name is given once, before it is read; nothing is missing.</summary>
internal static class GraphLaw
{
    /// <exception cref="PointwiseException">The law is broken; the node is named.</exception>
    public static void Check(OnnxGraph graph, string path)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        var tensors = new HashSet<string>(StringComparer.Ordinal);
        foreach (OnnxTensor tensor in graph.Initializers)
            if (!tensors.Add(tensor.Name)) throw Twice($"{path}: tensor {JsonCursor.Shorten(tensor.Name)}", tensor.Name);
        foreach (OnnxPort input in graph.Inputs)
            if (input.Name.Length == 0 || !given.Add(input.Name)) throw Twice($"{path}: input {JsonCursor.Shorten(input.Name)}", input.Name);
        given.UnionWith(tensors);
        Lazy<HashSet<string>> later = new(() => [.. graph.Nodes.SelectMany(n => n.Outputs)]);
        foreach (OnnxNode node in graph.Nodes)
        {
            foreach (string input in node.Inputs)
                if (input.Length > 0 && !given.Contains(input)) throw NotYet($"{path}: node {node.Label}", input, later.Value.Contains(input));
            foreach (string output in node.Outputs)
                if (output.Length > 0 && !given.Add(output)) throw Twice($"{path}: node {node.Label}", output);
        }

        var heads = new HashSet<string>(StringComparer.Ordinal);
        foreach (OnnxPort output in graph.Outputs)
        {
            if (!given.Contains(output.Name)) throw NotYet($"{path}: output {JsonCursor.Shorten(output.Name)}", output.Name, later: false);
            if (!heads.Add(output.Name)) throw Twice($"{path}: output {JsonCursor.Shorten(output.Name)}", output.Name);
        }

        if (graph.Outputs.Length == 0) throw new PointwiseException(path, "no output", "at least one output of the graph", "none", "export the network anew");
    }

    /// <summary>The nodes that the outputs need, in order, and all names that these and the outputs read.</summary>
    public static (List<OnnxNode> Nodes, HashSet<string> Read) Needed(OnnxGraph graph)
    {
        HashSet<string> read = new(graph.Outputs.Select(o => o.Name), StringComparer.Ordinal);
        var nodes = new List<OnnxNode>();
        for (int i = graph.Nodes.Length - 1; i >= 0; i--)
        {
            OnnxNode node = graph.Nodes[i];
            if (!node.Outputs.Any(read.Contains)) continue;
            read.UnionWith(node.Inputs);
            nodes.Add(node);
        }

        nodes.Reverse();
        read.Remove("");
        return (nodes, read);
    }

    private static PointwiseException Twice(string where, string name) => new(where, "name given twice, or no name", "a name of its own for every value", $"\"{JsonCursor.Shorten(name)}\"", "export the network anew");

    private static PointwiseException NotYet(string where, string name, bool later) => new(where, later ? "reads what is computed after it" : "reads what is not there",
        later ? "nodes in execution order, without cycles" : "an input, a tensor, or a result of an earlier node", JsonCursor.Shorten(name), "export the network anew");
}
