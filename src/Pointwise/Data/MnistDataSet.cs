using System.Collections.Immutable;
using System.Globalization;

namespace Pointwise.Data;

/// <summary>
/// Grey pictures in MNIST's files, held in memory: train-images-idx3-ubyte, train-labels-idx1-ubyte and the same with t10k, plain or with .gz.
/// Sets of the same form (Fashion-MNIST, EMNIST, one's own) are read as well.
/// </summary>
public sealed class MnistDataSet : IDataSet
{
    private readonly Picture[] pictures;
    private readonly byte[] labels;

    internal MnistDataSet(string name, int height, int width, byte[] pictures, byte[] labels)
    {
        (Name, this.labels) = (name, labels);
        int size = height * width;
        this.pictures = [.. Enumerable.Range(0, labels.Length).Select(i => new Picture(height, width, 1, pictures.AsMemory(i * size, size)))];
        Classes = [.. Enumerable.Range(0, labels.Max() + 1).Select(i => i.ToString(CultureInfo.InvariantCulture))];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => labels.Length;

    /// <summary>Digits from 0 to the largest label there is.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The pictures to train with.</summary>
    /// <param name="folder">Where the files lie.</param>
    /// <exception cref="PointwiseException">A file is missing, damaged, or they do not belong together.</exception>
    public static MnistDataSet Train(string folder) => Load(folder, "train");

    /// <summary>The pictures to test with.</summary>
    /// <param name="folder">Where the files lie.</param>
    /// <exception cref="PointwiseException">A file is missing, damaged, or they do not belong together.</exception>
    public static MnistDataSet Test(string folder) => Load(folder, "t10k");

    /// <inheritdoc/>
    public int Label(int index) => labels[index];

    /// <inheritdoc/>
    public Picture Read(int index) => pictures[index];

    private static MnistDataSet Load(string folder, string part)
    {
        string picturePath = Find(folder, $"{part}-images", "idx3-ubyte"), labelPath = Find(folder, $"{part}-labels", "idx1-ubyte");
        (int[] extents, byte[] pictures) = IdxFile.Read(picturePath, 3);
        (int[] count, byte[] labels) = IdxFile.Read(labelPath, 1);
        if (extents[0] != count[0])
            throw new PointwiseException(labelPath, "one label a picture is needed", $"{extents[0]} labels", $"{count[0]}", "take both files from the same set");
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new MnistDataSet($"{name}/{part}", extents[1], extents[2], pictures, labels);
    }

    private static string Find(string folder, string start, string end)
    {
        if (!Directory.Exists(folder))
            throw new PointwiseException(folder, "no such folder", "a folder with MNIST's four files", "nothing", "check the path");
        foreach (string name in new[] { $"{start}-{end}", $"{start}-{end}.gz", $"{start}.{end}", $"{start}.{end}.gz" })
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path)) return path;
        }

        throw new PointwiseException(folder, "a file of the data set is missing", $"{start}-{end} or {start}-{end}.gz", "neither", "put MNIST's four files into the folder");
    }
}
