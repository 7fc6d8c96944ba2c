using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Export;

/// <summary>Operators that opset 17 has no name for, put together from those that it has.</summary>
internal static class FunctionExport
{
    /// <summary>Writes a node; false where its operator is none of these.</summary>
    public static bool TryWrite(Operator op, ExportedNode n)
    {
        switch (op)
        {
            case Unary { Function: UnaryFunction.Mish }: n.Last("Mul", n.Inputs[0], Step(n, "tanh", "Tanh", Step(n, "softplus", "Softplus", n.Inputs[0]))); return true;
            case Unary { Function: UnaryFunction.Gelu }: Half(n, Step(n, "erf", "Erf", Times(n, "scaled", n.Inputs[0], 0.70710678f))); return true;
            case Unary { Function: UnaryFunction.GeluTanh }: GeluByTanh(n); return true;
            case Wrap wrap: Wrapped(wrap, n); return true;
            default: return false;
        }
    }

    private static string Step(ExportedNode n, string part, string op, params string[] inputs) => n.Before(part, op, inputs).Value;

    private static string Times(ExportedNode n, string part, string value, float factor) => Step(n, part, "Mul", value, n.Constant($"{part}.factor", Literal.Of(new Shape(), factor)));

    private static void GeluByTanh(ExportedNode n)
    {
        string x = n.Inputs[0], cube = Step(n, "cube", "Mul", Step(n, "square", "Mul", x, x), x);
        Half(n, Step(n, "tanh", "Tanh", Times(n, "scaled", Step(n, "sum", "Add", x, Times(n, "cubed", cube, 0.044715f)), 0.79788456f)));
    }

    /// <summary>x (1 + y) / 2.</summary>
    private static void Half(ExportedNode n, string y)
    {
        string sum = Step(n, "above", "Add", y, n.Constant("one", Literal.Of(new Shape(), 1f)));
        n.Last("Mul", Times(n, "half", n.Inputs[0], 0.5f), sum);
    }

    /// <summary>Through the narrow type and back.</summary>
    private static void Wrapped(Wrap wrap, ExportedNode n)
    {
        OnnxType type = (wrap.Bits, wrap.Signed) switch
        {
            (8, true) => OnnxType.Int8,
            (8, false) => OnnxType.UInt8,
            (16, true) => OnnxType.Int16,
            (16, false) => OnnxType.UInt16,
            (32, true) => OnnxType.Int32,
            (32, false) => OnnxType.UInt32,
            _ => throw ExportedNode.Unsupported("a whole number of this width", "8, 16 or 32 bits", $"{wrap.Bits}"),
        };
        (NodeMessage narrow, string value) = n.Before("narrow", "Cast", n.Inputs);
        narrow.With("to", (long)type);
        n.Last("Cast", value).With("to", (long)OnnxType.Int64);
    }
}
