using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>Values as the pictures that operators take: rows of pixels for what has one dimension.</summary>
internal static class Pixels
{
    /// <summary>Applies an operator with windows: [N,C,H,W] as it is, [N,C,L] as pictures of one row.</summary>
    /// <exception cref="PointwiseException">The value has three dimensions or more, or none.</exception>
    public static Operand Windowed(NodeContext n, Operand x, Func<Operand, Operand> apply) => x.Shape.Rank switch
    {
        4 => apply(x),
        3 => n.Add("line", new Reshape(), apply(n.Add("row", new Reshape(), x, NodeContext.List(0, 0, 1, -1))), NodeContext.List(0, 0, -1)),
        _ => throw n.Unsupported($"a window of {x.Shape.Rank - 2} dimensions", "1 or 2: rank 3 or 4", $"{x.Shape}"),
    };

    /// <summary>Applies an operator that knows channels and keeps the shape: a value of any rank from 2 on as vectors or pictures.</summary>
    public static Operand WithChannels(NodeContext n, Operand x, Func<Operand, Operand> apply)
    {
        if (x.Shape.Rank is 2 or 4) return apply(x);
        if (x.Shape.Rank == 3) return Windowed(n, x, apply);
        if (x.Shape.Rank < 2) throw n.Unsupported("a value without channels", "rank 2 or more", $"{x.Shape}");
        Operand shape = n.Add("shape", new ShapeOf(), x);
        return n.Add("unfolded", new Reshape(), apply(n.Add("folded", new Reshape(), x, NodeContext.List(0, 0, 0, -1))), shape);
    }
}
