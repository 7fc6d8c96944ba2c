using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace Pointwise.Formats.Torch;

/// <summary>
/// The old form of a checkpoint: pickles of a magic number, a protocol, the writer's sizes and the content itself, then a list of storages' names,
/// then each storage behind its number of elements.
/// </summary>
internal static class TorchPickles
{
    /// <summary>What every file of this form begins with: a pickle of the magic number.</summary>
    public static ReadOnlySpan<byte> Signature => [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E];

    private const int CountBytes = 8;
    private const long Protocol = 1001;
    private static readonly BigInteger Magic = BigInteger.Parse("1950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Reads what is in it, and finds the storages.</summary>
    public static TorchContent Read(Stream stream, string path, Limits limits)
    {
        (object? content, TorchObjects objects, PickleReader reader, PickleBytes bytes) = ReadContent(stream, path, limits);
        object? keys = reader.Read();
        Find(stream, path, objects, keys, bytes.Position);
        return TorchContent.Of(content, path, stream.Length, limits);
    }

    /// <summary>What a file tells whose end is lost; the storages that are whole are found.</summary>
    /// <exception cref="PointwiseException">The tensors' own part is damaged too.</exception>
    public static TorchContent Salvage(Stream stream, string path, Limits limits)
    {
        (object? content, TorchObjects objects, PickleReader reader, PickleBytes bytes) = ReadContent(stream, path, limits);
        try
        {
            object? keys = reader.Read();
            Find(stream, path, objects, keys, bytes.Position);
        }
        catch (PointwiseException)
        {
            // the storages found before it keep their places
        }

        return TorchContent.Of(content, path, long.MaxValue / TorchContent.RepeatedTimes, limits);
    }

    private static (object? Content, TorchObjects Objects, PickleReader Reader, PickleBytes Bytes) ReadContent(Stream stream, string path, Limits limits)
    {
        var bytes = new PickleBytes(stream, 0, stream.Length, path, limits);
        var objects = new TorchObjects(limits);
        var reader = new PickleReader(bytes, objects, path, limits);
        if (reader.Read() is not BigInteger magic || magic != Magic)
            throw new PointwiseException(path, "no PyTorch checkpoint", "the number that torch.save writes first", "another value", "give a file that torch.save wrote");
        object? protocol = reader.Read();
        if (protocol is not Protocol) throw new PointwiseException(path, "checkpoint of another version", $"{Protocol}", PickleText.Of(protocol), "load it in Python and save it with torch.save");
        if (reader.Read() is not PickleMap machine || (machine.TryGet("little_endian", out object? little) && little is not true))
            throw new PointwiseException(path, "byte order not supported", "a machine that stores the low byte first", "another", "load it in Python there and save it with torch.save");
        return (reader.Read(), objects, reader, bytes);
    }

    private static void Find(Stream stream, string path, TorchObjects objects, object? keys, long position)
    {
        if (keys is not List<object?> list) throw new PointwiseException($"{path}: byte {position}", "list of storages is missing", "a list of names", PickleText.Of(keys), "get the file anew: it is damaged");
        Span<byte> count = stackalloc byte[CountBytes];
        foreach (object? item in list)
        {
            if (item is not string key || !objects.Storages.TryGetValue(key, out TorchStorage? storage) || storage.Position >= 0)
                throw new PointwiseException($"{path}: byte {position}", "a storage that nobody asked for", "the name of a storage, once", PickleText.Of(item), "get the file anew: it is damaged");
            if (stream.Length - position < CountBytes) throw CutOff(path, position, key);
            stream.Position = position;
            stream.ReadExactly(count);
            long elements = BinaryPrimitives.ReadInt64LittleEndian(count);
            if (elements != storage.Elements)
                throw new PointwiseException($"{path}: byte {position}", "a storage has another size than its tensors were told", $"{storage.Elements} elements", $"{elements}", "get the file anew: it is damaged");
            position += CountBytes;
            if (stream.Length - position < storage.Bytes) throw CutOff(path, position, key);
            storage.Position = position;
            position += storage.Bytes;
        }

        if (objects.Storages.Values.FirstOrDefault(s => s.Position < 0) is { } missing)
            throw new PointwiseException($"{path}: storage {JsonCursor.Shorten(missing.Key)}", "a storage is missing", "its name in the list behind the tensors", "no such name", "get the file anew: it is damaged");
        if (position != stream.Length)
            throw new PointwiseException($"{path}: byte {position}", "bytes follow the last storage", "the end of the file", $"{stream.Length - position} bytes", "get the file anew: something was added to it");
    }

    private static PointwiseException CutOff(string path, long position, string key) =>
        new($"{path}: byte {position}", "a storage is cut off", $"all of storage {JsonCursor.Shorten(key)}", "the end of the file", "get the file anew: it is not complete");
}
