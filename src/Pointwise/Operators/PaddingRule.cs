namespace Pointwise.Operators;

/// <summary>Where a window's padding comes from.</summary>
public enum PaddingRule
{
    /// <summary>From the window's own four numbers.</summary>
    Given,

    /// <summary>From the picture: as much as an output of ceil(extent / stride) takes, an odd pixel behind (ONNX's SAME_UPPER, TensorFlow's SAME).</summary>
    SameUpper,

    /// <summary>From the picture: as much as an output of ceil(extent / stride) takes, an odd pixel ahead (ONNX's SAME_LOWER).</summary>
    SameLower,
}
