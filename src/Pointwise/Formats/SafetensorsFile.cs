using System.Buffers.Binary;

namespace Pointwise.Formats;

/// <summary>An open safetensors file: the header is read and checked, tensors in the order of their data are read when asked for.</summary>
internal sealed class SafetensorsFile : TensorFile
{
    private readonly long dataStart;

    private SafetensorsFile(Stream stream, string path, long dataStart, SafetensorsHeader header)
        : base(stream, path, header.Metadata, header.Entries) => this.dataStart = dataStart;

    /// <summary>Opens a file. It may be replaced while it is open; what was opened is read on.</summary>
    /// <exception cref="PointwiseException">It cannot be read, or is no safetensors file.</exception>
    public static SafetensorsFile Open(string path, Limits? limits = null) => Open(path, length => RequireLength(path, length), stream => Open(stream, path, limits));

    /// <summary>Reads the header of a stream that can seek, from its beginning. The stream is then owned here.</summary>
    /// <exception cref="PointwiseException">It is no safetensors file.</exception>
    public static SafetensorsFile Open(Stream stream, string name, Limits? limits = null)
    {
        limits ??= Limits.Default;
        byte[] header = ReadHeader(stream, name, limits);
        long dataStart = SafetensorsHeader.LengthBytes + header.Length;
        return new SafetensorsFile(stream, name, dataStart, SafetensorsHeader.Parse(header, stream.Length - dataStart, name, limits));
    }

    /// <summary>The header's bytes.</summary>
    /// <exception cref="PointwiseException">Its length is more than the file or a limit allows.</exception>
    public static byte[] ReadHeader(Stream stream, string name, Limits limits)
    {
        long length = stream.Length;
        RequireLength(name, length);
        stream.Position = 0;
        Span<byte> first = stackalloc byte[SafetensorsHeader.LengthBytes];
        stream.ReadExactly(first);
        ulong headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(first);
        if (headerBytes > (ulong)limits.HeaderBytes)
            throw new PointwiseException($"{name}: byte 0", "header too large", $"at most {limits.HeaderBytes} bytes (limit {nameof(Limits.HeaderBytes)})", $"{headerBytes}", "get the file anew: it is damaged or no safetensors file");
        if (length - SafetensorsHeader.LengthBytes < (long)headerBytes)
            throw new PointwiseException($"{name}: byte 0", "header runs past the end of the file", $"at most {length - SafetensorsHeader.LengthBytes} bytes", $"{headerBytes}", "get the file anew: it is not complete, or no safetensors file");
        var header = new byte[(int)headerBytes];
        stream.ReadExactly(header);
        return header;
    }

    protected override void ReadAt(TensorEntry entry, long offset, Span<byte> bytes) => ReadFile(dataStart + ((SafetensorsEntry)entry).Begin + offset, bytes);

    private static void RequireLength(string name, long length)
    {
        if (length < SafetensorsHeader.LengthBytes)
            throw new PointwiseException(name, "too short for a header", $"at least {SafetensorsHeader.LengthBytes} bytes", $"{length}", "get the file anew: it is empty or not complete");
    }
}
