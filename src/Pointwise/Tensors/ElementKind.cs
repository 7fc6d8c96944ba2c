namespace Pointwise.Tensors;

/// <summary>What the elements of a value are.</summary>
public enum ElementKind
{
    /// <summary>Floating-point numbers of 32 bits: pictures, scores, weights.</summary>
    Float32,

    /// <summary>Whole numbers of 64 bits: shapes, axes, indices. Narrower ones are carried so too.</summary>
    Int64,

    /// <summary>True or false.</summary>
    Boolean,
}
