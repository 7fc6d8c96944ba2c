namespace Pointwise.Downloads.Archives;

/// <summary>How much of an archive is believed.</summary>
/// <param name="UnpackedBytes">Bytes that come out of it, all together.</param>
/// <param name="Entries">Files, folders and the like in it.</param>
internal readonly record struct ArchiveLimits(long UnpackedBytes, int Entries);
