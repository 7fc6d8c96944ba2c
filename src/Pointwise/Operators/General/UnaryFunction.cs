namespace Pointwise.Operators.General;

/// <summary>What <see cref="Unary"/> makes of each element x, by ONNX's names.</summary>
public enum UnaryFunction
{
    /// <summary>|x|. Also of whole numbers.</summary>
    Abs,

    /// <summary>x rounded up.</summary>
    Ceil,

    /// <summary>x, below 0 alpha (e^(x / alpha) - 1) (arXiv:1704.07483).</summary>
    Celu,

    /// <summary>x, below 0 alpha (e^x - 1) (arXiv:1511.07289).</summary>
    Elu,

    /// <summary>The error function.</summary>
    Erf,

    /// <summary>e^x.</summary>
    Exp,

    /// <summary>x rounded down.</summary>
    Floor,

    /// <summary>x Φ(x), Φ the normal distribution's share below x (arXiv:1606.08415).</summary>
    Gelu,

    /// <summary>x (1 + tanh(√(2 / π) (x + 0.044715 x³))) / 2; ONNX's Gelu with approximate "tanh".</summary>
    GeluTanh,

    /// <summary>alpha x + beta between 0 and 1.</summary>
    HardSigmoid,

    /// <summary>x times x / 6 + 1 / 2 between 0 and 1 (arXiv:1905.02244).</summary>
    HardSwish,

    /// <summary>x, alpha x below 0.</summary>
    LeakyRelu,

    /// <summary>The natural logarithm.</summary>
    Log,

    /// <summary>x tanh(log(1 + e^x)) (arXiv:1908.08681).</summary>
    Mish,

    /// <summary>-x. Also of whole numbers.</summary>
    Neg,

    /// <summary>Whether x is false. Of truth values alone.</summary>
    Not,

    /// <summary>1 / x.</summary>
    Reciprocal,

    /// <summary>x rounded to the nearest whole number, ties to even.</summary>
    Round,

    /// <summary>gamma x, below 0 gamma alpha (e^x - 1) (arXiv:1706.02515); gamma is the second number.</summary>
    Selu,

    /// <summary>1, 0 or -1. Also of whole numbers.</summary>
    Sign,

    /// <summary>log(1 + e^x).</summary>
    Softplus,

    /// <summary>x / (1 + |x|).</summary>
    Softsign,

    /// <summary>The square root.</summary>
    Sqrt,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>x where it is above alpha, else 0.</summary>
    ThresholdedRelu,
}
