using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>Functions of each element alone.</summary>
internal static class ElementFunctions
{
    /// <summary>A function without numbers of its own.</summary>
    public static void Plain(NodeContext n) => Apply(n, new Unary(Enum.Parse<UnaryFunction>(n.Operator)));

    public static void Relu(NodeContext n) => Apply(n, new Relu());

    public static void Sigmoid(NodeContext n) => Apply(n, new Sigmoid());

    public static void Celu(NodeContext n) => Apply(n, new Unary(UnaryFunction.Celu, n.Float("alpha", 1), 0));

    public static void Elu(NodeContext n) => Apply(n, new Unary(UnaryFunction.Elu, n.Float("alpha", 1), 0));

    public static void LeakyRelu(NodeContext n) => Apply(n, new Unary(UnaryFunction.LeakyRelu, n.Float("alpha", 0.01f), 0));

    public static void ThresholdedRelu(NodeContext n) => Apply(n, new Unary(UnaryFunction.ThresholdedRelu, n.Float("alpha", 1), 0));

    public static void HardSigmoid(NodeContext n) => Apply(n, new Unary(UnaryFunction.HardSigmoid, n.Float("alpha", 0.2f), n.Float("beta", 0.5f)));

    public static void Selu(NodeContext n) => Apply(n, new Unary(UnaryFunction.Selu, n.Float("alpha", 1.67326319f), n.Float("gamma", 1.05070102f)));

    public static void Gelu(NodeContext n) => Apply(n, new Unary(n.Text("approximate", "none") == "tanh" ? UnaryFunction.GeluTanh : UnaryFunction.Gelu));

    /// <summary>Bounds are attributes before opset 11, inputs since; bounds that the graph computes are a minimum and a maximum.</summary>
    public static void Clip(NodeContext n)
    {
        Operand x = n[0];
        if ((n.Has(1) && n[1].Constant is null) || (n.Has(2) && n[2].Constant is null))
        {
            if (n.Has(1)) x = n.Add("least", new Combine(Combination.Max), x, n[1]);
            if (n.Has(2)) x = n.Add("most", new Combine(Combination.Min), x, n[2]);
            n.Output(0, x);
            return;
        }

        n.Output(0, n.Add(null, new Clip(Bound(n, "min", 1, double.NegativeInfinity), Bound(n, "max", 2, double.PositiveInfinity)), x));
    }

    /// <summary>
    /// One slope a channel, or one for all, is the operator itself. Before opset 7, and where it can be no slope by the rules of broadcasting,
    /// a list of as many slopes as channels is one a channel. Other slopes multiply what lies below 0.
    /// </summary>
    public static void PRelu(NodeContext n)
    {
        Operand x = n[0], slope = n[1];
        bool shared = slope.Shape.Elements == 1;
        if (x.Shape.Rank >= 2 && (shared || IsByChannel(n, x.Shape, slope.Shape)))
        {
            n.Output(0, Pixels.WithChannels(n, x, pictures => n.AddWith(null, new PRelu(shared), pictures, slope)));
            return;
        }

        Operand below = n.Add("below", new Clip(Max: 0), x);
        Operand scaled = n.Add("scaled", new Combine(Combination.Mul), below, slope);
        n.Output(0, n.Add(null, new Combine(Combination.Add), n.Add("above", new Relu(), x), scaled));
    }

    private static bool IsByChannel(NodeContext n, Shape x, Shape slope)
    {
        if (slope.Elements != x.C) return false;
        if (slope.Rank == 1) return n.Opset < 7 || x.Rank == 2 || slope[0] != x[x.Rank - 1];
        return slope.Rank <= x.Rank && x.Rank - slope.Rank <= 1 && slope[slope.Rank - x.Rank + 1] == x.C;
    }

    private static double Bound(NodeContext n, string name, int input, double otherwise)
    {
        if (!n.Has(input)) return n.HasAttribute(name) ? n.Float(name, 0) : otherwise;
        Literal bound = n[input].Constant!.ToLiteral();
        if (bound.Shape.Elements != 1) throw new PointwiseException(name, "not one number", "one element", $"{bound.Shape}", "export the network anew");
        return bound.Kind == ElementKind.Float32 ? bound.Floats[0] : bound.Integers[0];
    }

    private static void Apply(NodeContext n, Operator op) => n.Output(0, n.Add(null, op, n[0]));
}
