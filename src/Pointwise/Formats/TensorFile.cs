using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Formats;

/// <summary>
/// An open file of named tensors: what it says of itself is read and checked, the tensors are read when asked for. Files are read, not mapped,
/// so that one that shrinks is an error and not the end of the process. Not for several threads at once.
/// </summary>
internal abstract class TensorFile : IDisposable
{
    private const int ChunkBytes = 1 << 20;
    private readonly Stream stream;
    private readonly Dictionary<string, TensorEntry> byName;

    /// <param name="stream">The file, owned from now on.</param>
    /// <param name="path">Its path, or the name given for a stream.</param>
    /// <param name="metadata">Text by key.</param>
    /// <param name="entries">Its tensors, each name once.</param>
    protected TensorFile(Stream stream, string path, ImmutableSortedDictionary<string, string> metadata, IEnumerable<TensorEntry> entries)
    {
        (this.stream, Path, Metadata, Entries) = (stream, path, metadata, [.. entries]);
        byName = Entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
    }

    /// <summary>The path, or the name given for a stream.</summary>
    public string Path { get; }

    /// <summary>Free text by key.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; }

    /// <summary>The tensors in the order of the file.</summary>
    public ImmutableArray<TensorEntry> Entries { get; }

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="PointwiseException">There is none.</exception>
    public TensorEntry this[string name] => byName.TryGetValue(name, out TensorEntry? entry) ? entry
        : throw new PointwiseException(Path, $"no tensor {name}", name, $"{Entries.Length} other tensors", NearestName.Suggestion(name, byName.Keys) + "check that this is the right file");

    /// <summary>Looks a tensor up.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out TensorEntry? entry) => byName.TryGetValue(name, out entry);

    /// <summary>A tensor's bytes: little-endian, row-major in spoken order.</summary>
    public byte[] ReadBytes(TensorEntry entry)
    {
        if (entry.Bytes > Array.MaxLength) throw TooLong(entry);
        var bytes = new byte[entry.Bytes];
        Read(entry, 0, bytes);
        return bytes;
    }

    /// <summary>A tensor's values in spoken order, rounded to the nearest float where they are more precise.</summary>
    public float[] ReadFloats(TensorEntry entry) => ReadValues<float>(entry);

    /// <summary>A tensor's values in spoken order, exactly.</summary>
    /// <exception cref="PointwiseException">Its elements are integers of 64 bits.</exception>
    public double[] ReadDoubles(TensorEntry entry) => entry.Type is ElementType.I64 or ElementType.U64
        ? throw Unfit(entry, "a kind that doubles hold exactly", "read it as integers")
        : ReadValues<double>(entry);

    /// <summary>A tensor's whole numbers in spoken order, exactly; truths are 0 and 1.</summary>
    /// <exception cref="PointwiseException">Its elements are floats, or one is 2^63 or more.</exception>
    public long[] ReadLongs(TensorEntry entry)
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
    public Tensor ReadTensor(TensorEntry entry, Action<string>? warn = null)
    {
        float[] values = ReadFloats(entry);
        if (warn is not null && values.Count(v => !float.IsFinite(v)) is > 0 and int count)
            warn($"{TensorEntry.Place(Path, entry.Name)}: {count} of {values.Length} values are not finite");
        return Tensor.FromChannelsFirst(entry.Shape, values);
    }

    /// <summary>Tensors of floats as parameters; those of integers and truths are left out.</summary>
    /// <param name="first">Names to begin with, in this order, where the file has them; the others follow in the order of their data.</param>
    /// <param name="warn">Is told of tensors with values that are not finite.</param>
    /// <param name="wanted">Which names; all where null.</param>
    public Parameters ReadParameters(IEnumerable<string>? first = null, Action<string>? warn = null, Predicate<string>? wanted = null)
    {
        IEnumerable<TensorEntry> leading = (first ?? []).Where(byName.ContainsKey).Select(name => byName[name]);
        return ReadParameters(leading.Concat(Entries).Distinct().Where(e => e.Type.IsFloat() && wanted?.Invoke(e.Name) != false).Select(e => (e.Name, e)), warn);
    }

    /// <summary>Tensors as parameters under names that may be others than the file's.</summary>
    /// <param name="entries">Which, in order, each with its name from now on.</param>
    /// <param name="warn">Is told of tensors with values that are not finite.</param>
    public Parameters ReadParameters(IEnumerable<(string Name, TensorEntry Entry)> entries, Action<string>? warn)
    {
        var parameters = new Parameters();
        try
        {
            foreach ((string name, TensorEntry entry) in entries) parameters.Add(name, ReadTensor(entry, warn));
            return parameters;
        }
        catch
        {
            parameters.Dispose();
            throw;
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        stream.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a file for reading. It may be replaced while it is open; what was opened is read on.</summary>
    /// <param name="path">The file.</param>
    /// <param name="check">Is told its length before it is opened: a pipe or a device has none, and opening one could wait for ever.</param>
    /// <param name="read">Makes the file of its stream.</param>
    protected static T Open<T>(string path, Action<long> check, Func<Stream, T> read)
        where T : TensorFile
    {
        FileStream? stream = null;
        try
        {
            if (new FileInfo(path) is { Exists: true } info) check(info.Length);
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            return read(stream);
        }
        catch (Exception e)
        {
            stream?.Dispose();
            if (FileProblem.IsOne(e)) throw FileProblem.Reading(path, e);
            throw;
        }
    }

    /// <summary>Fills some of a tensor's bytes, which lie row-major, from an offset on.</summary>
    protected abstract void ReadAt(TensorEntry entry, long offset, Span<byte> bytes);

    /// <summary>Fills bytes from a place in the file.</summary>
    protected void ReadFile(long position, Span<byte> bytes)
    {
        stream.Position = position;
        stream.ReadExactly(bytes);
    }

    protected PointwiseException TooLong(TensorEntry entry) =>
        new(TensorEntry.Place(Path, entry.Name), "too large for one array", $"at most {Array.MaxLength} elements", $"{entry.Shape.Elements} of {entry.Type}", "store the tensor in parts");

    private T[] ReadValues<T>(TensorEntry entry)
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

    private void Read(TensorEntry entry, long offset, Span<byte> bytes)
    {
        try
        {
            ReadAt(entry, offset, bytes);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Reading(TensorEntry.Place(Path, entry.Name), e);
        }
    }

    private PointwiseException Unfit(TensorEntry entry, string expected, string fix) =>
        new(TensorEntry.Place(Path, entry.Name), "dtype does not fit", expected, $"{entry.Type}", fix);
}
