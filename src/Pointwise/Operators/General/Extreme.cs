namespace Pointwise.Operators.General;

/// <summary>Which element <see cref="ArgExtreme"/> seeks, by ONNX's names.</summary>
public enum Extreme
{
    /// <summary>The largest; what is not a number counts as larger than any.</summary>
    ArgMax,

    /// <summary>The smallest.</summary>
    ArgMin,
}
