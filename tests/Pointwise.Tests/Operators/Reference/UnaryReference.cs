using Pointwise.Operators.General;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>A function of each element, its derivative, and where that jumps.</summary>
internal sealed class UnaryReference(Unary op) : OperatorReference
{
    private readonly double a = op.Alpha, b = op.Beta;

    public override Field Forward(Field[] inputs, Field[] parameters, bool training) => inputs[0].Map(Value);

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field dx = inputs[0].Map(Slope);
        for (int i = 0; i < dx.Values.Length; i++) dx.Values[i] *= outputGradient.Values[i];
        return new Gradients([dx], []);
    }

    public override double DistanceToKink(Field[] inputs, Field[] parameters) =>
        Kinks.Length == 0 || inputs[0].Values.Length == 0 ? double.PositiveInfinity : inputs[0].Values.Min(x => Kinks.Min(k => Math.Abs(x - k)));

    private double[] Kinks => op.Function switch
    {
        UnaryFunction.Abs or UnaryFunction.Elu or UnaryFunction.LeakyRelu or UnaryFunction.Selu or UnaryFunction.Sign => [0],
        UnaryFunction.HardSigmoid => [-b / a, (1 - b) / a],
        UnaryFunction.HardSwish => [-3, 3],
        UnaryFunction.ThresholdedRelu => [a],
        UnaryFunction.Ceil or UnaryFunction.Floor => [-2, -1, 0, 1, 2],
        UnaryFunction.Round => [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5],
        _ => [],
    };

    private double Value(double x) => op.Function switch
    {
        UnaryFunction.Abs => Math.Abs(x),
        UnaryFunction.Ceil => Math.Ceiling(x),
        UnaryFunction.Celu => Math.Max(0, x) + Math.Min(0, a * (Math.Exp(x / a) - 1)),
        UnaryFunction.Elu => x > 0 ? x : a * (Math.Exp(x) - 1),
        UnaryFunction.Erf => ErrorFunctionReference.Of(x),
        UnaryFunction.Exp => Math.Exp(x),
        UnaryFunction.Floor => Math.Floor(x),
        UnaryFunction.Gelu => x * Share(x),
        UnaryFunction.GeluTanh => 0.5 * x * (1 + Math.Tanh(Inner(x))),
        UnaryFunction.HardSigmoid => Math.Clamp(a * x + b, 0, 1),
        UnaryFunction.HardSwish => x * Math.Clamp(x / 6 + 0.5, 0, 1),
        UnaryFunction.LeakyRelu => x < 0 ? a * x : x,
        UnaryFunction.Log => Math.Log(x),
        UnaryFunction.Mish => x * Math.Tanh(Softplus(x)),
        UnaryFunction.Neg => -x,
        UnaryFunction.Not => x == 0 ? 1 : 0,
        UnaryFunction.Reciprocal => 1 / x,
        UnaryFunction.Round => Math.Round(x, MidpointRounding.ToEven),
        UnaryFunction.Selu => b * (x > 0 ? x : a * (Math.Exp(x) - 1)),
        UnaryFunction.Sign => Math.Sign(x),
        UnaryFunction.Softplus => Softplus(x),
        UnaryFunction.Softsign => x / (1 + Math.Abs(x)),
        UnaryFunction.Sqrt => Math.Sqrt(x),
        UnaryFunction.Tanh => Math.Tanh(x),
        UnaryFunction.ThresholdedRelu => x > a ? x : 0,
        _ => throw new NotSupportedException($"{op.Function}"),
    };

    private double Slope(double x) => op.Function switch
    {
        UnaryFunction.Abs => Math.Sign(x),
        UnaryFunction.Celu => x > 0 ? 1 : Math.Exp(x / a),
        UnaryFunction.Elu => x > 0 ? 1 : a * Math.Exp(x),
        UnaryFunction.Erf => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x),
        UnaryFunction.Exp => Math.Exp(x),
        UnaryFunction.Gelu => Share(x) + x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI),
        UnaryFunction.GeluTanh => 0.5 * (1 + Math.Tanh(Inner(x)))
            + 0.5 * x * (1 - Math.Pow(Math.Tanh(Inner(x)), 2)) * Math.Sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x),
        UnaryFunction.HardSigmoid => a * x + b is > 0 and < 1 ? a : 0,
        UnaryFunction.HardSwish => x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6,
        UnaryFunction.LeakyRelu => x < 0 ? a : 1,
        UnaryFunction.Log => 1 / x,
        UnaryFunction.Mish => Math.Tanh(Softplus(x)) + x * (1 - Math.Pow(Math.Tanh(Softplus(x)), 2)) / (1 + Math.Exp(-x)),
        UnaryFunction.Neg => -1,
        UnaryFunction.Reciprocal => -1 / (x * x),
        UnaryFunction.Selu => b * (x > 0 ? 1 : a * Math.Exp(x)),
        UnaryFunction.Softplus => 1 / (1 + Math.Exp(-x)),
        UnaryFunction.Softsign => 1 / Math.Pow(1 + Math.Abs(x), 2),
        UnaryFunction.Sqrt => 0.5 / Math.Sqrt(x),
        UnaryFunction.Tanh => 1 - Math.Pow(Math.Tanh(x), 2),
        UnaryFunction.ThresholdedRelu => x > a ? 1 : 0,
        _ => throw new NotSupportedException($"{op.Function}"),
    };

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static double Share(double x) => (1 + ErrorFunctionReference.Of(x / Math.Sqrt(2))) / 2;

    private static double Inner(double x) => Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
}

/// <summary>Within two numbers, the upper one going before.</summary>
internal sealed class ClipReference(Clip op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training) => inputs[0].Map(x => Math.Min(op.Max, Math.Max(op.Min, x)));

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field dx = outputGradient.Copy();
        for (int i = 0; i < dx.Values.Length; i++)
            if (inputs[0].Values[i] < op.Min || inputs[0].Values[i] > op.Max) dx.Values[i] = 0;
        return new Gradients([dx], []);
    }

    public override double DistanceToKink(Field[] inputs, Field[] parameters) =>
        inputs[0].Values.Select(x => Math.Min(Math.Abs(x - op.Min), Math.Abs(x - op.Max))).DefaultIfEmpty(double.PositiveInfinity).Min();
}
