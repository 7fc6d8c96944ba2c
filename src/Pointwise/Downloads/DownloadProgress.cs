namespace Pointwise.Downloads;

/// <summary>How far a transfer is.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Received">Bytes that are there, those of earlier attempts too.</param>
/// <param name="Total">Bytes in all; null where the server does not say.</param>
internal readonly record struct DownloadProgress(string File, long Received, long? Total);
