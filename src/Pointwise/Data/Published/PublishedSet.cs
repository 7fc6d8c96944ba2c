namespace Pointwise.Data.Published;

/// <summary>A file of a published data set.</summary>
/// <param name="Address">Where it is published.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256; null where none is known from a reliable source.</param>
internal sealed record PublishedFile(string Address, long Bytes, string? Sha256)
{
    /// <summary>The last word of its address.</summary>
    public string Name => Address[(Address.LastIndexOf('/') + 1)..];
}

/// <summary>A data set that its makers publish.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="About">What it shows.</param>
/// <param name="Licence">The terms of its pictures, as its makers state them.</param>
/// <param name="Page">Where its makers describe it.</param>
/// <param name="ChecksumsFrom">Who publishes the sums; empty where there are none.</param>
/// <param name="Files">Its files.</param>
/// <param name="IsArchive">Whether its one file is to be unpacked; else the files lie in the folder as they are.</param>
internal sealed record PublishedSet(string Name, string About, string Licence, string Page, string ChecksumsFrom, PublishedFile[] Files, bool IsArchive)
{
    /// <summary>Bytes to fetch.</summary>
    public long Bytes => Files.Sum(f => f.Bytes);

    /// <summary>Whether every file's sum is known.</summary>
    public bool IsVerified => Files.All(f => f.Sha256 is not null);
}
