namespace Pointwise.Operators.General;

/// <summary>What <see cref="Combine"/> makes of the elements x, y, … at one place. Add, Max, Mean and Min take any number of values, the others two.</summary>
public enum Combination
{
    /// <summary>x + y + …</summary>
    Add,

    /// <summary>Both. Of truth values alone.</summary>
    And,

    /// <summary>x / y; of whole numbers cut towards 0.</summary>
    Div,

    /// <summary>Whether x = y, of any kind.</summary>
    Equal,

    /// <summary>What is left of x / y, with the sign of x; ONNX's Mod with fmod 1.</summary>
    FMod,

    /// <summary>Whether x &gt; y.</summary>
    Greater,

    /// <summary>Whether x is y or more.</summary>
    GreaterOrEqual,

    /// <summary>Whether x &lt; y.</summary>
    Less,

    /// <summary>Whether x is y or less.</summary>
    LessOrEqual,

    /// <summary>The largest; not a number where one is not.</summary>
    Max,

    /// <summary>The mean. Of floats alone.</summary>
    Mean,

    /// <summary>The smallest; not a number where one is not.</summary>
    Min,

    /// <summary>What is left of x / y, with the sign of y. Of whole numbers alone.</summary>
    Mod,

    /// <summary>x times y.</summary>
    Mul,

    /// <summary>Either, or both. Of truth values alone.</summary>
    Or,

    /// <summary>x^y, in x's kind.</summary>
    Pow,

    /// <summary>x - y.</summary>
    Sub,

    /// <summary>Either, but not both. Of truth values alone.</summary>
    Xor,
}
