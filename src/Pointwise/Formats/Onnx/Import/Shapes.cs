using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>What gives the same elements another shape. Constants are reshaped at once, and keep their names.</summary>
internal static class Shapes
{
    public static void Identity(NodeContext n) => n.Output(0, n[0].Constant is not null ? n[0] : n.Add(null, new Identity(), n[0]));

    /// <summary>The target is an attribute before opset 5, an input since; 0 keeps an extent, -1 takes what is left.</summary>
    public static void Reshape(NodeContext n)
    {
        Operand x = n[0], target = n.Has(1) ? n[1] : NodeContext.List(n.Integers("shape").AsSpan());
        bool allowZero = n.Flag("allowzero");
        if (x.Constant is { } constant && target.Constant is not null)
        {
            ValueInfo wanted = new Reshape(allowZero).Describe([new ValueInfo(x.Shape, x.Kind), ValueInfo.Of(target.Constant.ToLiteral())]);
            n.Output(0, Operand.Of(constant.Reshaped(wanted.Shape), x.Name));
        }
        else if (target.Constant is { } sizes && !allowZero) Rebatched(n, x, sizes.ReadIntegers());
        else n.Output(0, n.Add(null, new Reshape(allowZero), x, target));
    }

    /// <summary>From an axis on, 1 unless another is named, all extents become one; those before it, too.</summary>
    public static void Flatten(NodeContext n)
    {
        Operand x = n[0];
        int axis = n.Int32("axis", 1), rank = x.Shape.Rank;
        if (axis < -rank || axis > rank) throw new PointwiseException("axis", "out of range", $"{-rank} to {rank}", $"{axis}", "correct the node");
        if (axis < 0) axis += rank;
        long before = 1;
        for (int i = 0; i < axis; i++) before *= x.Shape[i];
        if (x.Constant is { } constant)
        {
            n.Output(0, Operand.Of(constant.Reshaped(new Shape((int)before, (int)(before == 0 ? 0 : x.Shape.Elements / before))), x.Name));
            return;
        }

        n.Output(0, axis == 1 && rank >= 2 && x.Kind == ElementKind.Float32 ? n.Add(null, new Flatten(), x)
            : n.Add(null, new Reshape(), x, axis switch { 0 => NodeContext.List(1, -1), 1 => NodeContext.List(0, -1), _ when axis == rank => NodeContext.List(-1, 1), _ => NodeContext.List(-1, x.Shape.Elements / Math.Max(1, before)) }));
    }

    public static void Squeeze(NodeContext n) => Rename(n, n.IntegersOf("axes", 1) is { } axes ? new Squeeze(AxesOf(axes)) : new Squeeze());

    public static void Unsqueeze(NodeContext n) => Rename(n, new Unsqueeze(AxesOf(n.IntegersOf("axes", 1) ?? [])));

    /// <summary>Extents of the input as numbers; opset 15 can ask for some of them.</summary>
    public static void ShapeOf(NodeContext n) => n.Output(0, n.Add(null, new ShapeOf(n.Int32("start", 0), n.Int32("end", int.MaxValue)), n[0]));

    /// <summary>How many elements the input has.</summary>
    public static void SizeOf(NodeContext n) => n.Output(0, n.Add(null, new Reduce(Reduction.Prod, [], KeepDims: false), n.Add("shape", new ShapeOf(), n[0])));

    public static void Expand(NodeContext n) => n.Output(0, n.Add(null, new Expand(), n[0], n[1]));

    /// <summary>
    /// A reshape to numbers that the file gives. What joins all but the batch is a Flatten; a first extent that is the batch's stays free.
    /// </summary>
    private static void Rebatched(NodeContext n, Operand x, long[] target)
    {
        Shape shape = x.Shape;
        bool keepsBatch = shape.Rank > 0 && target.Length > 0 && (target[0] is 0 || target[0] == shape.N || (target[0] == -1 && Rest(target) == shape.Elements / Math.Max(1, shape.N) && shape.Elements > 0));
        if (keepsBatch && target.Length == 2 && shape.Rank >= 2 && x.Kind == ElementKind.Float32 && (target[0] == -1 || target[1] == -1 || target[1] == shape.Elements / Math.Max(1, shape.N)))
        {
            n.Output(0, n.Add(null, new Flatten(), x));
            return;
        }

        if (keepsBatch && target[0] != -1) target[0] = 0;
        n.Output(0, n.Add(null, new Reshape(), x, NodeContext.List(target)));
    }

    /// <summary>The product of all but the first number; 0 where one is not fixed.</summary>
    private static long Rest(long[] target)
    {
        long product = 1;
        foreach (long extent in target.AsSpan(1)) product = extent > 0 && product <= Shape.MaxElements / extent ? product * extent : 0;
        return product;
    }

    /// <summary>An operator that moves nothing and only names the extents anew.</summary>
    private static void Rename(NodeContext n, GeneralOperator op)
    {
        if (n[0].Constant is { } constant) n.Output(0, Operand.Of(constant.Reshaped(op.Describe([new ValueInfo(constant.Shape, constant.Kind)]).Shape), n[0].Name));
        else n.Output(0, n.Add(null, op, n[0]));
    }

    private static Axes AxesOf(long[] axes) => Axes.Of([.. axes.Select(NodeContext.Int32)]);
}
