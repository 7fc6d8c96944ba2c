namespace Pointwise.Operators;

/// <summary>A non-linearity that an operator applies to its own result before it is stored.</summary>
public enum Activation
{
    /// <summary>None: the result as it is.</summary>
    None,

    /// <summary>max(0, x).</summary>
    Relu,
}
