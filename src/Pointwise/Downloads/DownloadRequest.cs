namespace Pointwise.Downloads;

/// <summary>One file to fetch.</summary>
/// <param name="Address">Where from: https, or http on this machine.</param>
/// <param name="Path">Where to.</param>
/// <param name="Bytes">Its exact size; null where it is not known.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal, or how that begins; null where it is not known.</param>
internal sealed record DownloadRequest(Uri Address, string Path, long? Bytes = null, string? Sha256 = null)
{
    /// <summary>Bytes at most, where <see cref="Bytes"/> is not known.</summary>
    public long MostBytes { get; init; } = 16L << 30;
}
