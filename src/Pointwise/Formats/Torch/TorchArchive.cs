using System.Buffers.Binary;
using System.Text;

namespace Pointwise.Formats.Torch;

/// <summary>
/// The zip form of a checkpoint: NAME/data.pkl, NAME/data/KEY for each storage, NAME/byteorder, NAME/version. Storages are not unpacked:
/// they lie in the archive as they are. Checksums of the archive are not checked, as torch.load does not where it maps the file.
/// </summary>
internal static class TorchArchive
{
    private const string PickleName = "/data.pkl";

    /// <summary>Whether a stream begins as an archive does.</summary>
    public static bool IsOne(Stream stream)
    {
        Span<byte> first = stackalloc byte[4];
        stream.Position = 0;
        return stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && BinaryPrimitives.ReadUInt32LittleEndian(first) == ZipDirectory.FileSignature;
    }

    /// <summary>Reads what is in it, and finds the storages.</summary>
    public static TorchContent Read(Stream stream, string path, Limits limits)
    {
        Dictionary<string, ZipEntry> files = ZipDirectory.Read(stream, path, limits).ToDictionary(e => e.Name, StringComparer.Ordinal);
        ZipEntry pickle = Pickle(files, path);
        string root = pickle.Name[..^PickleName.Length];
        RequireStored(path, pickle);
        CheckByteOrder(stream, path, files.GetValueOrDefault($"{root}/byteorder"));
        var objects = new TorchObjects(limits);
        object? content = new PickleReader(new PickleBytes(stream, pickle.Start, pickle.Length, Place(path, pickle), limits), objects, Place(path, pickle), limits).Read();
        foreach (TorchStorage storage in objects.Storages.Values) Find(storage, files, root, path);
        return TorchContent.Of(content, path, stream.Length, limits);
    }

    /// <summary>What the pickle of an archive tells whose directory is lost: torch.save writes the pickle first, and it ends by itself.</summary>
    /// <exception cref="PointwiseException">The pickle is not there, or damaged too.</exception>
    public static TorchContent Salvage(Stream stream, string path, Limits limits)
    {
        Span<byte> header = stackalloc byte[ZipDirectory.FileBytes];
        stream.Position = 0;
        stream.ReadExactly(header);
        var name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(header[26..])];
        stream.ReadExactly(name);
        if (!name.AsSpan().EndsWith("/data.pkl"u8))
            throw new PointwiseException(path, "archive of another kind", "data.pkl first, as torch.save writes", JsonCursor.Shorten(Encoding.UTF8.GetString(name)), "give a file that torch.save wrote");
        long start = stream.Position + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        object? content = new PickleReader(new PickleBytes(stream, start, Math.Max(0, stream.Length - start), path, limits), new TorchObjects(limits), path, limits).Read();
        return TorchContent.Of(content, path, long.MaxValue / TorchContent.RepeatedTimes, limits);
    }

    private static ZipEntry Pickle(Dictionary<string, ZipEntry> files, string path)
    {
        ZipEntry[] pickles = [.. files.Values.Where(e => e.Name.EndsWith(PickleName, StringComparison.Ordinal) && e.Name.IndexOf('/', StringComparison.Ordinal) == e.Name.Length - PickleName.Length)];
        return pickles.Length == 1 ? pickles[0] : throw new PointwiseException(path, "archive of another kind", "one folder with data.pkl in it, as torch.save writes",
            pickles.Length > 1 ? $"{pickles.Length} of them" : files.Count == 0 ? "no file" : $"{files.Count} files, {JsonCursor.Shorten(files.Keys.First())} among them", "give a file that torch.save wrote");
    }

    private static void CheckByteOrder(Stream stream, string path, ZipEntry? order)
    {
        if (order is null) return;
        RequireStored(path, order);
        var text = new byte[Math.Min(order.Length, 16)];
        stream.Position = order.Start;
        stream.ReadExactly(text);
        if (!text.AsSpan().SequenceEqual("little"u8))
            throw new PointwiseException(Place(path, order), "byte order not supported", "little", JsonCursor.Shorten(Encoding.UTF8.GetString(text)), "save the checkpoint on a machine that stores the low byte first");
    }

    private static void Find(TorchStorage storage, Dictionary<string, ZipEntry> files, string root, string path)
    {
        if (!files.TryGetValue($"{root}/data/{storage.Key}", out ZipEntry? file))
            throw new PointwiseException($"{path}: storage {JsonCursor.Shorten(storage.Key)}", "a storage is missing", $"the file data/{JsonCursor.Shorten(storage.Key)} in the archive", "no such file", "get the file anew: it is not complete");
        RequireStored(path, file);
        if (file.Length != storage.Bytes)
            throw new PointwiseException(Place(path, file), "a storage has another size than its tensors were told", $"{storage.Bytes} bytes", $"{file.Length}", "get the file anew: it is damaged");
        storage.Position = file.Start;
    }

    private static void RequireStored(string path, ZipEntry file)
    {
        if (!file.IsStored)
            throw new PointwiseException(Place(path, file), "a file of the archive is compressed", "files stored as they are, as torch.save writes", "a compressed one", "load it in Python and save it with torch.save");
    }

    private static string Place(string path, ZipEntry file) => $"{path}: {JsonCursor.Shorten(file.Name)}";
}
