using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>Matrix products. With constant weights they are fully connected layers.</summary>
internal static class Products
{
    /// <summary>alpha A' B' + beta C, either matrix perhaps turned; old files have weights [outputs, C, 1, 1] and pictures of one pixel.</summary>
    public static void Gemm(NodeContext n)
    {
        Operand a = Matrix(n, n[0]), b = Matrix(n, n[1]);
        float alpha = n.Float("alpha", 1), beta = n.Float("beta", 1);
        bool turnsA = n.Flag("transA"), turnsB = n.Flag("transB"), adds = n.Has(2) && beta != 0;
        if (b.Constant is { Shape.Rank: 2 } weights && a.Constant is null && a.Shape.Rank == 2) Layer(n, turnsA ? n.Add("turned", new Transpose([1, 0]), a) : a, turnsB ? weights : weights.Turned(), alpha, beta);
        else n.Output(0, adds ? n.Add(null, new Gemm(alpha, beta, turnsA, turnsB), a, b, n[2]) : n.Add(null, new Gemm(alpha, 1, turnsA, turnsB), a, b));
    }

    /// <summary>A fully connected layer; what is added to it and is no bias, such as a shortcut, is added behind it.</summary>
    private static void Layer(NodeContext n, Operand x, OnnxConstant weights, float alpha, float beta)
    {
        int outputs = weights.Shape[0];
        if (x.Shape[1] != weights.Shape[1])
            throw new PointwiseException("inputs", "matrices do not fit each other", $"{x.Shape[1]} rows of B, as many as columns of A", $"{weights.Shape[1]}", "get the file anew: its parts do not fit each other");
        Operand scaled = Operand.Of(weights.Scaled(alpha), n[1].Name);
        if (!n.Has(2) || beta == 0) n.Output(0, n.AddWith(null, new Linear(outputs, Bias: false), x, scaled));
        else if (Bias(n[2], outputs, beta) is { } bias) n.Output(0, n.AddWith(null, new Linear(outputs), x, scaled, bias));
        else
        {
            Operand addend = beta == 1 ? n[2] : n.Add("addend", new Scale(beta), n[2]);
            n.Output(0, n.Add("sum", new Combine(Combination.Add), n.AddWith(null, new Linear(outputs, Bias: false), x, scaled), addend));
        }
    }

    public static void MatMul(NodeContext n)
    {
        Operand a = n[0], b = n[1];
        bool isLayer = a.Shape.Rank == 2 && b.Shape.Rank == 2 && a.Constant is null && b.Constant is not null && a.Shape[1] == b.Shape[0];
        n.Output(0, isLayer ? n.AddWith(null, new Linear(b.Shape[1], Bias: false), a, Operand.Of(b.Constant!.Turned(), b.Name))
            : n.Add(null, new MatMul(), a, b));
    }

    /// <summary>What is added to every row, as a layer's bias; null where it is no such thing.</summary>
    private static Operand? Bias(Operand c, int outputs, float beta)
    {
        if (c.Constant is not { } constant) return null;
        if (constant.Shape.Elements == outputs && (constant.Shape.Rank == 1 || (constant.Shape.Rank == 2 && constant.Shape[0] == 1)))
            return Operand.Of(constant.Reshaped(new Shape(outputs)).Scaled(beta), c.Name);
        if (constant.Shape.Elements != 1) return null;
        float value = constant.ReadFloats()[0] * beta;
        return Operand.Of(OnnxConstant.Filled(new Shape(outputs), Literal.Of(new Shape(), value), OnnxType.Float), c.Name);
    }

    /// <summary>A matrix, from what has more extents by joining all but the first.</summary>
    private static Operand Matrix(NodeContext n, Operand operand)
    {
        if (operand.Shape.Rank <= 2) return operand;
        if (operand.Constant is not { } constant) return n.Add("flat", new Flatten(), operand);
        return Operand.Of(constant.Reshaped(new Shape(constant.Shape[0], checked((int)(constant.Shape.Elements / Math.Max(1, constant.Shape[0]))))), operand.Name);
    }
}
