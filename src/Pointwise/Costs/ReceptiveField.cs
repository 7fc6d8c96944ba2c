using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Costs;

/// <summary>
/// How much of the picture one value depends on, in pixels of the input. It may be larger than the picture: then padding is seen as well.
/// </summary>
/// <param name="Height">Rows that one value depends on.</param>
/// <param name="Width">Columns that one value depends on.</param>
/// <param name="JumpH">Rows of the picture from one value to the next below.</param>
/// <param name="JumpW">Columns of the picture from one value to the next at the right.</param>
/// <param name="Top">The first row that the first value depends on; below 0 where that is padding.</param>
/// <param name="Left">The first column that the first value depends on; below 0 where that is padding.</param>
public readonly record struct ReceptiveField(long Height, long Width, long JumpH, long JumpW, long Top = 0, long Left = 0)
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
            Shape[] inputs = graph.InputShapes(node);
            fields[i] = node.Operator.Reach(inputs) is { } window ? field.Through(inputs[0].IsImage ? window.For(inputs[0].H, inputs[0].W) : window) : field;
        }

        return fields;
    }

    private ReceptiveField Join(ReceptiveField other)
    {
        long top = Math.Min(Top, other.Top), left = Math.Min(Left, other.Left);
        long bottom = Math.Max(Top + Height, other.Top + other.Height), right = Math.Max(Left + Width, other.Left + other.Width);
        return new ReceptiveField(bottom - top, right - left, Math.Max(JumpH, other.JumpH), Math.Max(JumpW, other.JumpW), top, left);
    }

    private ReceptiveField Through(Window window) => this with
    {
        Height = Height + (window.SpanH - 1) * JumpH, Width = Width + (window.SpanW - 1) * JumpW, JumpH = JumpH * window.StrideH, JumpW = JumpW * window.StrideW,
        Top = Top - window.PadTop * JumpH, Left = Left - window.PadLeft * JumpW,
    };
}
