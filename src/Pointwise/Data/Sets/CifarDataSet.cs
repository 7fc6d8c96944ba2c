using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>
/// CIFAR-10 or CIFAR-100 in the official binary files, held in memory: data_batch_1.bin to data_batch_5.bin, test_batch.bin and batches.meta.txt, or
/// train.bin, test.bin and fine_label_names.txt. A picture is 32x32 in three planes after its label (Krizhevsky, "Learning multiple layers of features
/// from tiny images").
/// </summary>
public sealed class CifarDataSet : IDataSet
{
    private const int MostNameBytes = 1 << 16, MostRecords = 300_000;
    private readonly CifarKind kind;
    private readonly byte[] records;

    private CifarDataSet(string name, CifarKind kind, byte[] records, ImmutableArray<string> classes) =>
        (Name, this.kind, this.records, Classes) = (name, kind, records, classes);

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Count => records.Length / kind.RecordBytes;

    /// <summary>The names in the folder's own list.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>The 50,000 pictures to train with.</summary>
    /// <param name="folder">Where the files lie.</param>
    /// <exception cref="PointwiseException">A file is missing or damaged.</exception>
    public static CifarDataSet Train(string folder) => Load(folder, kind => kind.TrainFiles, PartNames.Train);

    /// <summary>The 10,000 pictures to test with.</summary>
    /// <param name="folder">Where the files lie.</param>
    /// <exception cref="PointwiseException">A file is missing or damaged.</exception>
    public static CifarDataSet Test(string folder) => Load(folder, kind => [kind.TestFile], PartNames.Test);

    /// <inheritdoc/>
    public int Label(int index) => records[index * kind.RecordBytes + kind.LabelBytes - 1];

    /// <inheritdoc/>
    public Picture Read(int index)
    {
        ReadOnlySpan<byte> planes = records.AsSpan(index * kind.RecordBytes + kind.LabelBytes, 3 * CifarKind.Plane);
        var pixels = new byte[3 * CifarKind.Plane];
        for (int p = 0; p < CifarKind.Plane; p++)
            for (int c = 0; c < 3; c++) pixels[3 * p + c] = planes[c * CifarKind.Plane + p];
        return new Picture(CifarKind.Side, CifarKind.Side, 3, pixels);
    }

    private static CifarDataSet Load(string folder, Func<CifarKind, string[]> files, string part)
    {
        CifarKind kind = CifarKind.In(folder) ?? throw new PointwiseException(folder, "no files of CIFAR", "data_batch_1.bin and its sisters, or train.bin and test.bin", "none", "unpack the binary version of CIFAR into the folder");
        try
        {
            ImmutableArray<string> classes = ReadNames(kind, folder);
            byte[][] parts = [.. files(kind).Select(file => ReadRecords(kind, Path.Combine(folder, file)))];
            return new CifarDataSet($"{kind.Name}/{part}", kind, parts.Length == 1 ? parts[0] : Joined(parts), classes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PointwiseException(folder, $"a file of {kind.Name} cannot be read", string.Join(", ", files(kind).Append(kind.NameFile)), e.Message.ReplaceLineEndings(" "), "unpack the archive again", e);
        }
    }

    private static ImmutableArray<string> ReadNames(CifarKind kind, string folder)
    {
        string path = Path.Combine(folder, kind.NameFile);
        long length = new FileInfo(path).Length;
        if (length > MostNameBytes) throw new PointwiseException(path, "too large", $"at most {MostNameBytes} bytes", $"{length}", "unpack the archive again");
        string[] names = [.. File.ReadAllLines(path).Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (names.Length != kind.Classes)
            throw new PointwiseException(path, "wrong number of classes", $"{kind.Classes} names, a line each", $"{names.Length}", "unpack the archive again");
        return [.. names];
    }

    private static byte[] ReadRecords(CifarKind kind, string path)
    {
        long length = new FileInfo(path).Length;
        if (length == 0 || length % kind.RecordBytes != 0 || length / kind.RecordBytes > MostRecords)
        {
            throw new PointwiseException(path, "no whole number of pictures", $"a multiple of {kind.RecordBytes} bytes, at most {MostRecords:N0} pictures", $"{length:N0} bytes",
                "take the binary version of the set, and unpack it again");
        }

        byte[] records = File.ReadAllBytes(path);
        for (int at = kind.LabelBytes - 1; at < records.Length; at += kind.RecordBytes)
        {
            if (records[at] >= kind.Classes)
                throw new PointwiseException($"{path}: byte {at}", "no such class", $"0 to {kind.Classes - 1}", $"{records[at]}", "take the binary version of the set, and unpack it again");
        }

        return records;
    }

    private static byte[] Joined(byte[][] parts)
    {
        var all = new byte[parts.Sum(p => p.Length)];
        int at = 0;
        foreach (byte[] part in parts)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }

        return all;
    }
}
