using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>What weighs or picks elements along an axis.</summary>
internal static class Selection
{
    public static void Softmax(NodeContext n)
    {
        (int axis, bool flattened) = AxesOf(n);
        n.Output(0, n.Add(null, new Softmax(axis, flattened), n[0]));
    }

    public static void LogSoftmax(NodeContext n)
    {
        (int axis, bool flattened) = AxesOf(n);
        n.Output(0, n.Add(null, new LogSoftmax(axis, flattened), n[0]));
    }

    public static void Arg(NodeContext n) =>
        n.Output(0, n.Add(null, new ArgExtreme(n.Operator == "ArgMin" ? Extreme.ArgMin : Extreme.ArgMax, Axis(n, 0), n.Flag("keepdims", true), n.Flag("select_last_index")), n[0]));

    /// <summary>How many is an attribute before opset 10, an input since. Values and their places are two nodes.</summary>
    public static void TopK(NodeContext n)
    {
        Operand count = n.Has(1) ? n[1] : NodeContext.List(n.Integer("k", 0));
        (int axis, bool largest) = (Axis(n, -1), n.Flag("largest", true));
        if (n.Wants(0)) n.Output(0, n.Add(null, new TopKValues(axis, largest), n[0], count).As(n[0].Type));
        if (n.Wants(1)) n.Output(1, n.Add("indices", new TopKIndices(axis, largest), n[0], count).As(OnnxType.Int64));
    }

    /// <summary>Before opset 13 all axes from one on count as one, which is that axis alone where the others have one element; since then it is that axis.</summary>
    private static (int Axis, bool Flattened) AxesOf(NodeContext n)
    {
        Shape shape = n[0].Shape;
        int axis = Axis(n, n.Opset < 13 ? 1 : -1);
        return (axis, n.Opset < 13 && Enumerable.Range(0, shape.Rank).Any(i => i > axis && shape[i] != 1));
    }

    private static int Axis(NodeContext n, int otherwise) => n[0].Shape.Rank == 0 ? 0 : Require.Axis(n.Integer("axis", otherwise), n[0].Shape.Rank);
}
