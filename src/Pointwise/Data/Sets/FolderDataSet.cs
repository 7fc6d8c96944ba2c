using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>
/// A folder with one folder a class: these in ordinal order are the classes, and what lies in them at any depth are their pictures, in ordinal
/// order of names, a folder's own before those of folders in it. Files are opened when they are read, and known by content; by their names only files that are clearly no pictures are passed over.
/// </summary>
public sealed class FolderDataSet : IDataSet, IEncodedPictures
{
    private readonly PicturesOnDisk pictures;

    private FolderDataSet(string name, ImmutableArray<string> classes, PicturesOnDisk pictures, ImmutableArray<string> notes) =>
        (Name, Classes, this.pictures, Notes) = (name, classes, pictures, notes);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => pictures.Count;

    /// <summary>Names of the class folders, in ordinal order.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>What was passed over and why, one line each.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>Lists a folder. No picture is opened.</summary>
    /// <param name="folder">The folder that holds the class folders.</param>
    /// <param name="limits">How many pictures are believed, and how large each may be.</param>
    /// <exception cref="PointwiseException">
    /// It cannot be listed, has fewer than two classes, a class without pictures, or links that lead in a circle.
    /// </exception>
    public static FolderDataSet Open(string folder, Limits? limits = null) => Open(folder, null, limits ?? Limits.Default);

    /// <inheritdoc/>
    public int Label(int index) => pictures.Label(index);

    /// <inheritdoc/>
    public Picture Read(int index) => pictures.Read(index);

    /// <inheritdoc/>
    public string NameOf(int index) => pictures.NameOf(index);

    ReadOnlyMemory<byte> IEncodedPictures.Bytes(int index) => pictures.Bytes(index);

    /// <summary>Lists a folder whose classes are to be those of another; a class may then be without pictures.</summary>
    /// <param name="folder">The folder that holds the class folders.</param>
    /// <param name="likeTrain">The folder whose classes these must be; null for the folder's own.</param>
    /// <param name="limits">How much is believed.</param>
    internal static FolderDataSet Open(string folder, FolderDataSet? likeTrain, Limits limits)
    {
        var skipped = new SkippedFiles();
        FolderContent content = FolderContent.Of(folder, skipped);
        string[] names = [.. content.Folders.Select(f => f.Name)];
        if (names.Length == 0) throw FolderMistake.NoClasses(folder, content);
        if (likeTrain is not null && !names.SequenceEqual(likeTrain.Classes)) throw FolderMistake.OtherClasses(folder, names, likeTrain);
        if (names.Length > limits.Labels)
            throw new PointwiseException(folder, "too many classes", $"at most {limits.Labels:N0}", $"{names.Length:N0}", $"raise {nameof(Limits)}.{nameof(Limits.Labels)}");
        if (likeTrain is null && names.Length == 1) throw FolderMistake.OneClass(folder, names[0]);

        foreach (FileSystemInfo file in content.Files) skipped.Add("files beside the class folders", Path.Combine(folder, file.Name));
        var scan = new FolderScan(folder, limits, skipped);
        var counts = names.Select(scan.Add).ToArray();
        if (scan.Paths.Count == 0) throw FolderMistake.NoPictures(folder, names.Length);
        List<string> notes = [.. skipped.Notes];
        for (int c = 0; c < names.Length; c++)
        {
            if (counts[c] > 0) continue;
            if (likeTrain is null) throw FolderMistake.EmptyClass(folder, names[c]);
            notes.Add($"{folder} has no pictures of class {names[c]}");
        }

        ImmutableArray<int> labels = [.. counts.SelectMany((count, c) => Enumerable.Repeat(c, count))];
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new FolderDataSet(name.Length > 0 ? name : folder, [.. names], new PicturesOnDisk(folder, [.. scan.Paths], labels, limits), [.. notes]);
    }
}
