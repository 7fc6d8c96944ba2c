namespace Pointwise.Formats.Torch;

/// <summary>One file of a zip archive, as its directory tells.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="IsStored">Whether its bytes lie in the archive as they are.</param>
/// <param name="Header">Where its own header lies in the archive.</param>
/// <param name="Start">Where its bytes lie.</param>
/// <param name="Length">How many they are as they lie.</param>
internal sealed record ZipEntry(string Name, bool IsStored, long Header, long Start, long Length)
{
    /// <summary>Where the byte after its last lies.</summary>
    public long End => Start + Length;
}
