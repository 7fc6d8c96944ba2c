namespace Pointwise.Downloads.Archives;

/// <summary>What an entry of an archive is.</summary>
internal enum EntryKind
{
    File,
    Folder,

    /// <summary>A link, hard or symbolic.</summary>
    Link,

    /// <summary>A device, a pipe, or anything else that is neither.</summary>
    Special,
}

/// <summary>One entry of a tar archive.</summary>
/// <param name="Name">Its path, as written.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Bytes of its content.</param>
/// <param name="Offset">Where its header begins in the unpacked archive.</param>
internal readonly record struct TarEntry(string Name, EntryKind Kind, long Size, long Offset);
