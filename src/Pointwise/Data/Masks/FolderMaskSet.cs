using System.Collections.Immutable;
using Pointwise.Data.Sets;

namespace Pointwise.Data.Masks;

/// <summary>
/// A folder of pictures and a folder of masks: those of the same name, endings aside, belong together, folders within them too. Pictures come in
/// ordinal order of their names. Files are opened when they are read, and known by content.
/// </summary>
public sealed class FolderMaskSet : IMaskSet, IEncodedPictures
{
    private const int Shown = 3;
    private readonly PicturesOnDisk pictures;
    private readonly string maskFolder;
    private readonly ImmutableArray<string> masks;
    private readonly Limits limits;

    private FolderMaskSet(string name, ClassTable table, PicturesOnDisk pictures, string maskFolder, ImmutableArray<string> masks, ImmutableArray<string> notes, Limits limits)
    {
        (Name, Table, Notes) = (name, table, notes);
        (this.pictures, this.maskFolder, this.masks, this.limits) = (pictures, maskFolder, masks, limits);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => pictures.Count;

    /// <summary>The classes of the table.</summary>
    public ImmutableArray<string> Classes => Table.Names;

    /// <summary>What the values of the masks mean.</summary>
    public ClassTable Table { get; }

    /// <summary>What was passed over and why, one line each.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>Lists two folders. No file is opened.</summary>
    /// <param name="pictures">The folder of the pictures.</param>
    /// <param name="masks">The folder of the masks.</param>
    /// <param name="table">What the values of the masks mean.</param>
    /// <param name="limits">How many pictures are believed, and how large each may be.</param>
    /// <exception cref="PointwiseException">A folder cannot be listed, there are no pictures, or a picture or a mask has no partner.</exception>
    public static FolderMaskSet Open(string pictures, string masks, ClassTable table, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        limits ??= Limits.Default;
        var skipped = new SkippedFiles();
        Dictionary<string, string> left = Named(masks, limits, skipped);
        string[] paths = [.. Named(pictures, limits, skipped).Values.Order(StringComparer.Ordinal)];
        if (paths.Length == 0) throw new PointwiseException(pictures, "no pictures", "a folder with pictures, at any depth", "none", "check the path, and that the files are pictures");
        var partners = ImmutableArray.CreateBuilder<string>(paths.Length);
        List<string> alone = [];
        foreach (string path in paths)
        {
            if (left.Remove(Stem(path), out string? mask)) partners.Add(mask);
            else alone.Add(path);
        }

        if (alone.Count > 0)
        {
            throw new PointwiseException(pictures, "pictures without masks", $"for each a mask of its name in {masks}", $"{alone.Count:N0} of {paths.Length:N0} without: {Some(alone)}",
                partners.Count == 0 ? "give both the same names, endings aside, or name the folder of the masks by --masks" : "add the masks, or move these pictures elsewhere");
        }

        if (left.Count > 0)
        {
            throw new PointwiseException(masks, "masks without pictures", $"for each a picture of its name in {pictures}", $"{left.Count:N0} without: {Some(left.Values.Order(StringComparer.Ordinal))}",
                "add the pictures, or move these masks elsewhere");
        }

        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(pictures)));
        return new FolderMaskSet(name.Length > 0 ? name : pictures, table, new PicturesOnDisk(pictures, [.. paths], [], limits), masks, partners.MoveToImmutable(), skipped.Notes, limits);
    }

    /// <inheritdoc/>
    public Picture Read(int index) => pictures.Read(index);

    /// <inheritdoc/>
    public Mask Mask(int index) => MaskFile.Load(Path.Combine(maskFolder, masks[index]), Table, limits);

    /// <inheritdoc/>
    public string NameOf(int index) => pictures.NameOf(index);

    ReadOnlyMemory<byte> IEncodedPictures.Bytes(int index) => pictures.Bytes(index);

    /// <summary>The files of a folder by their names without ending.</summary>
    private static Dictionary<string, string> Named(string folder, Limits limits, SkippedFiles skipped)
    {
        var scan = new FolderScan(folder, limits, skipped);
        scan.Add("");
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in scan.Paths)
        {
            if (!named.TryAdd(Stem(path), path))
                throw new PointwiseException(folder, "two files of one name", "names that differ beside their endings", $"{named[Stem(path)]} and {path}", "rename one, and what belongs to it");
        }

        return named;
    }

    private static string Stem(string path) => Path.ChangeExtension(path, null);

    private static string Some(IEnumerable<string> paths)
    {
        string[] first = [.. paths.Take(Shown + 1)];
        return string.Join(", ", first.Take(Shown)) + (first.Length > Shown ? ", …" : "");
    }
}
