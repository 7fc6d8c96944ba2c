using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Costs;

/// <summary>
/// How much of the picture one value depends on, in pixels of the input. It may be larger than the picture: then padding is seen as well.
/// </summary>
/// <param name="Height">Rows that one value depends on.</param>
/// <param name="Width">Columns that one value depends on.</param>
/// <param name="JumpH">Rows of the picture from one value to the next below.</param>
/// <param name="JumpW">Columns of the picture from one value to the next at the right.</param>
public readonly record struct ReceptiveField(long Height, long Width, long JumpH, long JumpW)
{
    /// <summary>107x107, or 107 for a square one.</summary>
    public override string ToString() => Height == Width ? $"{Height}" : $"{Height}x{Width}";

    /// <summary>The field of every node, the widest path counting where several join.</summary>
    internal static ReceptiveField[] Of(Graph graph)
    {
        var fields = new ReceptiveField[graph.Nodes.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            Node node = graph.Nodes[i];
            var field = new ReceptiveField(1, 1, 1, 1);
            foreach (int input in node.Inputs) field = field.Join(fields[input]);
            fields[i] = node.Operator.Reach(graph.InputShapes(node)) is { } window ? field.Through(window) : field;
        }

        return fields;
    }

    private ReceptiveField Join(ReceptiveField other) => new(
        Math.Max(Height, other.Height), Math.Max(Width, other.Width), Math.Max(JumpH, other.JumpH), Math.Max(JumpW, other.JumpW));

    private ReceptiveField Through(Window window) => new(
        Height + (window.SpanH - 1) * JumpH, Width + (window.SpanW - 1) * JumpW, JumpH * window.StrideH, JumpW * window.StrideW);
}
