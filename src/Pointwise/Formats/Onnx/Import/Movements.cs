using System.Collections.Immutable;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>What puts elements at other places, repeats them or leaves some out.</summary>
internal static class Movements
{
    public static void Concat(NodeContext n) => n.Output(0, n.Add(null, new Concat(n.Int32("axis", 1)), n.Inputs));

    public static void Transpose(NodeContext n)
    {
        int rank = n[0].Shape.Rank;
        ImmutableArray<long> order = n.Integers("perm");
        Axes axes = order.IsDefault ? [.. Enumerable.Range(0, rank).Reverse()] : [.. order.Select(NodeContext.Int32)];
        if (n[0].Constant is { Kind: ElementKind.Float32, Shape.Rank: 2 } matrix && axes == Axes.Of([1, 0])) n.Output(0, Operand.Of(matrix.Turned(), n[0].Name));
        else n.Output(0, n.Add(null, new Transpose(axes), n[0]));
    }

    /// <summary>Starts, ends and axes are attributes before opset 10, inputs since.</summary>
    public static void Slice(NodeContext n)
    {
        Operand x = n[0];
        if (n.Has(1))
        {
            Operand starts = n[1], ends = n[2];
            int count = (int)starts.Shape.Elements;
            Operand axes = n.Has(3) ? n[3] : NodeContext.List([.. Enumerable.Range(0, count).Select(i => (long)i)]);
            Operand steps = n.Has(4) ? n[4] : NodeContext.List([.. Enumerable.Repeat(1L, count)]);
            n.Output(0, n.Add(null, new Slice(), x, starts, ends, axes, steps));
            return;
        }

        ImmutableArray<long> first = n.Integers("starts", []), last = n.Integers("ends", []), along = n.Integers("axes", [.. Enumerable.Range(0, first.Length).Select(i => (long)i)]);
        n.Output(0, n.Add(null, new Slice(), x, NodeContext.List(first.AsSpan()), NodeContext.List(last.AsSpan()), NodeContext.List(along.AsSpan()), NodeContext.List([.. Enumerable.Repeat(1L, first.Length)])));
    }

    /// <summary>One node an output: equal parts, the last perhaps smaller, or parts as an attribute or input says.</summary>
    public static void Split(NodeContext n)
    {
        int axis = Require.Axis(n.Integer("axis", 0), n[0].Shape.Rank), count = n.OutputCount;
        if (n.Integer("num_outputs", count) is var asked && asked != count) throw new PointwiseException("num_outputs", "not as many as the node has outputs", $"{count}", $"{asked}", "correct the node");
        Operand? lengths = n.Has(1) ? n[1] : n.HasAttribute("split") ? NodeContext.List(n.Integers("split").AsSpan()) : null;
        for (int i = 0; i < count; i++)
        {
            var part = new SplitPart(axis, i, count);
            if (n.Wants(i)) n.Output(i, lengths is null ? n.Add($"part{i + 1}", part, n[0]) : n.Add($"part{i + 1}", part, n[0], lengths));
        }
    }

    public static void Gather(NodeContext n) => n.Output(0, n.Add(null, new Gather(n.Int32("axis", 0)), n[0], n[1]));

    public static void Tile(NodeContext n) => n.Output(0, n.Add(null, new Tile(), n[0], n[1]));

    /// <summary>Pads are an attribute before opset 11, an input since; opset 18 can name the axes that they are of.</summary>
    public static void Pad(NodeContext n)
    {
        PadMode mode = n.Text("mode", "constant") switch
        {
            "constant" => PadMode.Constant,
            "reflect" => PadMode.Reflect,
            "edge" => PadMode.Edge,
            "wrap" => PadMode.Wrap,
            var other => throw n.Unsupported($"padding mode {JsonCursor.Shorten(other)}", "constant, reflect, edge or wrap", JsonCursor.Shorten(other)),
        };
        Operand x = n[0], pads = n.Has(1) ? n[1] : NodeContext.List(n.Integers(n.HasAttribute("pads") ? "pads" : "paddings", []).AsSpan());
        Operand value = n.Has(2) ? n[2] : x.Kind == ElementKind.Float32 ? NodeContext.Scalar(n.Float("value", 0)) : Zero(x);
        n.Output(0, n.Has(3) ? n.Add(null, new Pad(mode), x, pads, value, n[3]) : n.Add(null, new Pad(mode), x, pads, value));
    }

    public static void DepthToSpace(NodeContext n) => n.Output(0, n.Add(null, new DepthToSpace(Block(n), n.Text("mode", "DCR") == "CRD"), n[0]));

    public static void SpaceToDepth(NodeContext n) => n.Output(0, n.Add(null, new SpaceToDepth(Block(n)), n[0]));

    /// <summary>In inference nothing is dropped, and the mask is true everywhere. The rate stays for training.</summary>
    public static void Dropout(NodeContext n)
    {
        float rate = n.Has(1) ? n[1].Constant?.ReadFloats()[0] ?? 0.5f : n.Float("ratio", 0.5f);
        bool trains = n.Has(2) && (n.Constant(2, "training_mode").ReadIntegers()[0] != 0);
        if (trains && rate > 0) throw n.Unsupported("dropping at random", "training_mode false, or ratio 0", $"training_mode true, ratio {rate}");
        if (n.Wants(0)) n.Output(0, n[0].Kind != ElementKind.Float32 ? n[0] : n.Add(null, new Dropout(Math.Clamp(rate, 0, 1)), n[0]));
        if (n.Wants(1)) n.Output(1, n.Add("mask", new ConstantOfShape(Literal.Of(new Shape(1), true)), n.Add("shape", new ShapeOf(), n[0])).As(OnnxType.Bool));
    }

    private static int Block(NodeContext n) => n.Int32("blocksize", 0);

    private static Operand Zero(Operand like) => Operand.Of(OnnxConstant.Of(Literal.Owning(new Shape(), like.Kind, [0]), like.Type));
}
