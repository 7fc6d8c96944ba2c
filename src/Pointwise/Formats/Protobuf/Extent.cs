namespace Pointwise.Formats.Protobuf;

/// <summary>A stretch of bytes that has not been read.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct Extent(long Offset, long Length)
{
    /// <summary>The offset behind its last byte.</summary>
    public long End => Offset + Length;
}
