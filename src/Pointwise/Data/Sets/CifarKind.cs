namespace Pointwise.Data.Sets;

/// <summary>One of the two sets of 32x32 pictures, as their binary files have it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="LabelBytes">Bytes before a picture's pixels; the last of them is the class.</param>
/// <param name="NameFile">The file with the classes' names, a line each.</param>
/// <param name="TrainFiles">The files to train with.</param>
/// <param name="TestFile">The file to test with.</param>
/// <param name="Classes">How many there are.</param>
internal sealed record CifarKind(string Name, int LabelBytes, string NameFile, string[] TrainFiles, string TestFile, int Classes)
{
    public const int Side = 32, Plane = Side * Side;

    public static CifarKind Ten { get; } =
        new("CIFAR-10", 1, "batches.meta.txt", [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")], "test_batch.bin", 10);

    public static CifarKind Hundred { get; } = new("CIFAR-100", 2, "fine_label_names.txt", ["train.bin"], "test.bin", 100);

    public int RecordBytes => LabelBytes + 3 * Plane;

    /// <summary>The kind whose files lie in a folder; null where none does.</summary>
    public static CifarKind? In(string folder)
    {
        foreach (CifarKind kind in new[] { Ten, Hundred })
        {
            if (kind.TrainFiles.Append(kind.TestFile).Any(file => File.Exists(Path.Combine(folder, file)))) return kind;
        }

        return null;
    }
}
