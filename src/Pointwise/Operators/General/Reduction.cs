namespace Pointwise.Operators.General;

/// <summary>How <see cref="Reduce"/> makes one element of many; ONNX's names without their "Reduce".</summary>
public enum Reduction
{
    /// <summary>The sum of absolute values.</summary>
    L1,

    /// <summary>The square root of the sum of squares.</summary>
    L2,

    /// <summary>The logarithm of the sum.</summary>
    LogSum,

    /// <summary>The largest.</summary>
    Max,

    /// <summary>The mean; of whole numbers cut towards 0.</summary>
    Mean,

    /// <summary>The smallest.</summary>
    Min,

    /// <summary>The product.</summary>
    Prod,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The sum of squares.</summary>
    SumSquare,
}
