using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>Pools of one and two dimensions.</summary>
internal static class Pools
{
    public static void Average(NodeContext n) => Pool(n, window => new AveragePool(window, n.Flag("count_include_pad")));

    public static void Lp(NodeContext n) => Pool(n, window => new LpPool(window, n.Attribute("p") is float p ? NodeContext.Int32((long)p) : n.Int32("p", 2)));

    public static void GlobalAverage(NodeContext n) => n.Output(0, Pixels.Windowed(n, n[0], x => n.Add(null, new GlobalAveragePool(), x)));

    public static void GlobalMax(NodeContext n) => n.Output(0, Pixels.Windowed(n, n[0], x => n.Add(null, new GlobalMaxPool(), x)));

    public static void GlobalLp(NodeContext n) =>
        n.Output(0, Pixels.Windowed(n, n[0], x => n.Add(null, new GlobalLpPool(n.Int32("p", 2)), x)));

    /// <summary>Whole numbers are pooled as floats; where each maximum lies is a node of its own.</summary>
    public static void Max(NodeContext n)
    {
        Operand x = n[0];
        OnnxType type = x.Type;
        if (x.Kind == ElementKind.Int64) x = n.Add("float", new Cast(ElementKind.Float32), x);
        if (n.Wants(0))
        {
            Operand most = Pixels.Windowed(n, x, pictures => n.Add(null, new MaxPool(Windows.Read(n, n[0].Shape.Rank - 2)), pictures));
            n.Output(0, type.IsFloat() ? most : n.Add("whole", new Cast(ElementKind.Int64), most).As(type));
        }

        if (n.Wants(1))
            n.Output(1, Pixels.Windowed(n, x, pictures => n.Add("indices", new MaxPoolIndices(Windows.Read(n, n[0].Shape.Rank - 2), n.Flag("storage_order")), pictures)));
    }

    private static void Pool(NodeContext n, Func<Window, Operator> op) =>
        n.Output(0, Pixels.Windowed(n, n[0], x => n.Add(null, op(Windows.Read(n, n[0].Shape.Rank - 2)), x)));
}
