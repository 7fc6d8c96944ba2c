using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Formats;

/// <summary>
/// An open safetensors file: the header is read and checked, tensors are read when asked for. Files are read, not mapped, so that one
/// that shrinks is an error and not the end of the process. Not for several threads at once.
/// </summary>
internal sealed class SafetensorsFile : IDisposable
{
    private const int ChunkBytes = 1 << 20;
    private readonly Stream stream;
    private readonly long dataStart;
    private readonly Dictionary<string, SafetensorsEntry> byName;

    private SafetensorsFile(Stream stream, string path, long dataStart, SafetensorsHeader header)
    {
        (this.stream, Path, this.dataStart, Metadata, Entries) = (stream, path, dataStart, header.Metadata, header.Entries);
        byName = header.Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
    }

    /// <summary>The path, or the name given for a stream.</summary>
    public string Path { get; }

    /// <summary>Free text by key.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the order of their data.</summary>
    public ImmutableArray<SafetensorsEntry> Entries { get; }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="PointwiseException">There is none.</exception>
    public SafetensorsEntry this[string name] => byName.TryGetValue(name, out SafetensorsEntry? entry) ? entry
        : throw new PointwiseException(Path, $"no tensor {name}", name, $"{Entries.Length} other tensors", NearestName.Suggestion(name, byName.Keys) + "check that this is the right file");

    /// <summary>Looks a tensor up.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out SafetensorsEntry? entry) => byName.TryGetValue(name, out entry);

    /// <summary>Opens a file. It may be replaced while it is open; what was opened is read on.</summary>
    /// <exception cref="PointwiseException">It cannot be read, or is no safetensors file.</exception>
    public static SafetensorsFile Open(string path, Limits? limits = null)
    {
        FileStream? stream = null;
        try
        {
            // a pipe or a device has no length: opening one could wait for ever
            if (new FileInfo(path) is { Exists: true, Length: < SafetensorsHeader.LengthBytes } info) throw TooShort(path, info.Length);
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            return Open(stream, path, limits);
        }
        catch (Exception e)
        {
            stream?.Dispose();
            if (FileProblem.IsOne(e)) throw FileProblem.Reading(path, e);
            throw;
        }
    }

    /// <summary>Reads the header of a stream that can seek, from its beginning. The stream is then owned here.</summary>
    /// <exception cref="PointwiseException">It is no safetensors file.</exception>
    public static SafetensorsFile Open(Stream stream, string name, Limits? limits = null)
    {
        limits ??= Limits.Default;
        long length = stream.Length;
        if (length < SafetensorsHeader.LengthBytes) throw TooShort(name, length);
        stream.Position = 0;
        Span<byte> first = stackalloc byte[SafetensorsHeader.LengthBytes];
        stream.ReadExactly(first);
        ulong headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(first);
        if (headerBytes > (ulong)limits.HeaderBytes)
            throw new PointwiseException($"{name}: byte 0", "header too large", $"at most {limits.HeaderBytes} bytes (limit {nameof(Limits.HeaderBytes)})", $"{headerBytes}", "get the file anew: it is damaged or no safetensors file");
        long dataBytes = length - SafetensorsHeader.LengthBytes - (long)headerBytes;
        if (dataBytes < 0)
            throw new PointwiseException($"{name}: byte 0", "header runs past the end of the file", $"at most {length - SafetensorsHeader.LengthBytes} bytes", $"{headerBytes}", "get the file anew: it is not complete, or no safetensors file");
        var header = new byte[(int)headerBytes];
        stream.ReadExactly(header);
        return new SafetensorsFile(stream, name, SafetensorsHeader.LengthBytes + header.Length, SafetensorsHeader.Parse(header, dataBytes, name, limits));
    }

    /// <summary>A tensor's bytes as they are stored: little-endian, row-major.</summary>
    public byte[] ReadBytes(SafetensorsEntry entry)
    {
        if (entry.Bytes > Array.MaxLength) throw TooLong(entry);
        var bytes = new byte[entry.Bytes];
        Read(entry, 0, bytes);
        return bytes;
    }

    /// <summary>A tensor's values in spoken order, rounded to the nearest float where they are more precise.</summary>
    public float[] ReadFloats(SafetensorsEntry entry) => ReadValues<float>(entry);

    /// <summary>A tensor's values in spoken order, exactly.</summary>
    /// <exception cref="PointwiseException">Its elements are integers of 64 bits.</exception>
    public double[] ReadDoubles(SafetensorsEntry entry) => entry.Type is ElementType.I64 or ElementType.U64
        ? throw Unfit(entry, "a kind that doubles hold exactly", "read it as integers")
        : ReadValues<double>(entry);

    /// <summary>A tensor's whole numbers in spoken order, exactly; truths are 0 and 1.</summary>
    /// <exception cref="PointwiseException">Its elements are floats, or one is 2^63 or more.</exception>
    public long[] ReadLongs(SafetensorsEntry entry)
    {
        if (entry.Type.IsFloat()) throw Unfit(entry, "a kind of integer", "read it as floats");
        try
        {
            return ReadValues<long>(entry);
        }
        catch (OverflowException)
        {
            throw Unfit(entry, "values below 2^63", "read its bytes");
        }
    }

    /// <summary>A tensor as the engine stores it: rank 4 is turned to channels-last.</summary>
    /// <param name="entry">Which tensor.</param>
    /// <param name="warn">Is told when a value is not finite.</param>
    public Tensor ReadTensor(SafetensorsEntry entry, Action<string>? warn = null)
    {
        float[] values = ReadFloats(entry);
        if (warn is not null && values.Count(v => !float.IsFinite(v)) is > 0 and int count)
            warn($"{SafetensorsHeader.Place(Path, entry.Name)}: {count} of {values.Length} values are not finite");
        return Tensor.FromChannelsFirst(entry.Shape, values);
    }

    /// <summary>Tensors of floats as parameters; those of integers and truths are left out.</summary>
    /// <param name="first">Names to begin with, in this order, where the file has them; the others follow in the order of their data.</param>
    /// <param name="warn">Is told of tensors with values that are not finite.</param>
    /// <param name="wanted">Which names; all where null.</param>
    public Parameters ReadParameters(IEnumerable<string>? first = null, Action<string>? warn = null, Predicate<string>? wanted = null)
    {
        var parameters = new Parameters();
        try
        {
            IEnumerable<SafetensorsEntry> leading = (first ?? []).Where(byName.ContainsKey).Select(name => byName[name]);
            foreach (SafetensorsEntry entry in leading.Concat(Entries).Distinct().Where(e => e.Type.IsFloat() && wanted?.Invoke(e.Name) != false))
                parameters.Add(entry.Name, ReadTensor(entry, warn));
            return parameters;
        }
        catch
        {
            parameters.Dispose();
            throw;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream.Dispose();

    private T[] ReadValues<T>(SafetensorsEntry entry)
        where T : unmanaged, INumberBase<T>
    {
        if (entry.Shape.Elements > Array.MaxLength) throw TooLong(entry);
        var values = new T[entry.Shape.Elements];
        int size = entry.Type.Size();
        var chunk = new byte[Math.Min(entry.Bytes, ChunkBytes)];
        for (long done = 0; done < entry.Bytes; done += chunk.Length)
        {
            Span<byte> part = chunk.AsSpan(0, (int)Math.Min(chunk.Length, entry.Bytes - done));
            Read(entry, done, part);
            ElementConversion.Read(entry.Type, part, values.AsSpan((int)(done / size), part.Length / size));
        }

        return values;
    }

    private void Read(SafetensorsEntry entry, long offset, Span<byte> bytes)
    {
        try
        {
            stream.Position = dataStart + entry.Begin + offset;
            stream.ReadExactly(bytes);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Reading(SafetensorsHeader.Place(Path, entry.Name), e);
        }
    }

    private static PointwiseException TooShort(string path, long length) =>
        new(path, "too short for a header", $"at least {SafetensorsHeader.LengthBytes} bytes", $"{length}", "get the file anew: it is empty or not complete");

    private PointwiseException TooLong(SafetensorsEntry entry) =>
        new(SafetensorsHeader.Place(Path, entry.Name), "too large for one array", $"at most {Array.MaxLength} elements", $"{entry.Shape.Elements} of {entry.Type}", "store the tensor in parts");

    private PointwiseException Unfit(SafetensorsEntry entry, string expected, string fix) =>
        new(SafetensorsHeader.Place(Path, entry.Name), "dtype does not fit", expected, $"{entry.Type}", fix);
}
