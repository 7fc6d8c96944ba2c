using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>
/// Pictures of tar archives, plain or gzipped, with one folder a class. They are read once and held in memory as their files' bytes; a picture is
/// decoded when it is read.
/// </summary>
public sealed class TarDataSet : IDataSet, IEncodedPictures
{
    private readonly ImmutableArray<TarPicture> pictures;
    private readonly ImmutableArray<int> labels;
    private readonly Limits limits;

    internal TarDataSet(string name, ImmutableArray<string> classes, ImmutableArray<TarPicture> pictures, ImmutableArray<string> notes, Limits limits)
    {
        (Name, Classes, this.pictures, Notes, this.limits) = (name, classes, pictures, notes, limits);
        var numbers = classes.Select((c, i) => (c, i)).ToDictionary(x => x.c, x => x.i, StringComparer.Ordinal);
        labels = [.. pictures.Select(p => numbers[p.Class])];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => pictures.Length;

    /// <summary>Names of the class folders, in ordinal order.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>What was passed over and why, one line each.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>Reads an archive whole, whatever parts it has.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="limits">How much of it is believed.</param>
    /// <exception cref="PointwiseException">It cannot be read, is damaged or too large, or its pictures lie in fewer than two folders.</exception>
    public static TarDataSet Open(string path, Limits? limits = null)
    {
        limits ??= Limits.Default;
        TarPictures read = TarPictures.Read(path, limits);
        return new TarDataSet(Path.GetFileName(path), read.Classes, [.. read.Pictures], read.Notes, limits);
    }

    /// <inheritdoc/>
    public int Label(int index) => labels[index];

    /// <inheritdoc/>
    public Picture Read(int index) => PictureFile.Read(NameOf(index), pictures[index].Bytes, limits);

    /// <inheritdoc/>
    public string NameOf(int index) => pictures[index].Name;

    ReadOnlyMemory<byte> IEncodedPictures.Bytes(int index) => pictures[index].Bytes;
}
