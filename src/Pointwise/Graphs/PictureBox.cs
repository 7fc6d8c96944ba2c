using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Graphs;

/// <summary>One box of a picture: a node, and the norms and activations that follow it alone.</summary>
internal sealed class PictureBox
{
    public const double Width = 132, Height = 44, BarHeight = 26;

    public required int First { get; init; }

    /// <summary>The node whose result leaves the box.</summary>
    public required int Last { get; set; }

    public required Node Node { get; init; }

    /// <summary>What follows within the box: bn, relu.</summary>
    public List<string> Tail { get; } = [];

    public required long MultiplyAdds { get; init; }

    public long Parameters { get; set; }

    public Shape Shape { get; set; }

    /// <summary>Boxes of the same frame that it reads.</summary>
    public List<PictureBox> Reads { get; } = [];

    /// <summary>Boxes of other frames that it reads.</summary>
    public List<PictureBox> ReadsOutside { get; } = [];

    public int Layer { get; set; }

    public int LatestLayer { get; set; }

    /// <summary>The first and the last column that it stands in; a join stands in all columns of what it joins.</summary>
    public int Column { get; set; } = -1;

    public int LastColumn { get; set; }

    public double X { get; set; }

    public double Y { get; set; }

    public bool IsJoin => Reads.Count > 1;

    public double HalfWidth { get; set; } = Width / 2;

    public double BoxHeight => Node.Operator is Concat or Add ? BarHeight : Height;

    public double Bottom => Y + BoxHeight;

    /// <summary>The boxes of a graph in execution order.</summary>
    public static List<PictureBox> Of(Graph graph)
    {
        int[] readers = Rewrite.Readers(graph);
        var holder = new PictureBox[graph.Nodes.Length];
        var boxes = new List<PictureBox>();
        for (int i = 0; i < holder.Length; i++)
        {
            Node node = graph.Nodes[i];
            if (node.Operator is BatchNorm or Relu or Flatten && readers[node.Inputs[0]] == 1 && holder[node.Inputs[0]].Accepts(node, graph)) holder[i] = holder[node.Inputs[0]];
            else boxes.Add(holder[i] = Start(graph, i));
            holder[i].Take(graph, i);
        }

        foreach (PictureBox box in boxes)
            foreach (PictureBox read in graph.Nodes[box.First].Inputs.Select(input => holder[input]).Distinct())
                (SameFrame(read, box) ? box.Reads : box.ReadsOutside).Add(read);
        return boxes;
    }

    /// <summary>The scope whose frame it stands in; empty where its name has none.</summary>
    public string Scope => Scopes.Top(Node.Name) is var top && top == Node.Name.TrimStart('/') ? "" : top;

    private static bool SameFrame(PictureBox a, PictureBox b) => a.Scope == b.Scope;

    private static PictureBox Start(Graph graph, int i) => new()
    {
        First = i, Last = i, Node = graph.Nodes[i], MultiplyAdds = GraphPrinter.MultiplyAddsOf(graph, graph.Nodes[i]),
    };

    private bool Accepts(Node node, Graph graph) => Node.Operator is not Input and not Concat && (node.Operator is not Flatten || graph.Nodes[Last].Shape is { H: 1, W: 1 })
        && (Scopes.Top(node.Name) == Scopes.Top(Node.Name) || node.Name == Scopes.Top(node.Name) && Node.Name == Scopes.Top(Node.Name));

    private void Take(Graph graph, int i)
    {
        Node node = graph.Nodes[i];
        (Last, Shape) = (i, node.Shape);
        Parameters += GraphPrinter.ParametersOf(graph, node);
        if (i != First && node.Operator is BatchNorm) Tail.Add("bn");
        if (OperatorText.IsRectified(node.Operator)) Tail.Add("relu");
    }
}
