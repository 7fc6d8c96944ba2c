using Pointwise.Data.Sets;

namespace Pointwise.Data.Masks;

/// <summary>Pictures with masks in parts, all of the same classes.</summary>
/// <param name="Train">The pictures to train with.</param>
/// <param name="Validation">The pictures to choose settings on; null where there are none.</param>
/// <param name="Test">The pictures to score with once; null where there are none.</param>
public sealed record MaskSplit(IMaskSet Train, IMaskSet? Validation = null, IMaskSet? Test = null) : PictureParts<IMaskSet>(Train, Validation, Test)
{
    /// <summary>What the values of the masks mean.</summary>
    public required ClassTable Table { get; init; }
}
