using System.Buffers.Binary;
using System.Text;

namespace Pointwise.Formats.Torch;

/// <summary>The bytes of a pickle, or of some behind each other: a range of a stream read ahead in blocks, and no more of it than a limit allows.</summary>
internal sealed class PickleBytes
{
    private const int BlockBytes = 1 << 16;
    private readonly Stream stream;
    private readonly string where;
    private readonly long end;
    private readonly Limits limits;
    private readonly bool isLimited;
    private readonly byte[] block;
    private long blockStart;
    private int at;
    private int filled;

    /// <param name="stream">Can seek; nobody else moves it meanwhile.</param>
    /// <param name="start">Where the pickle begins.</param>
    /// <param name="length">Bytes up to where it must have ended.</param>
    /// <param name="where">The file, for errors.</param>
    /// <param name="limits">How much is believed.</param>
    public PickleBytes(Stream stream, long start, long length, string where, Limits limits)
    {
        (this.stream, this.where, this.limits) = (stream, where, limits);
        isLimited = length > limits.PickleBytes;
        end = start + Math.Min(length, limits.PickleBytes);
        blockStart = start;
        block = new byte[(int)Math.Min(BlockBytes, end - start)];
    }

    /// <summary>Where the next byte lies in the stream.</summary>
    public long Position => blockStart + at;

    public byte Next()
    {
        if (at == filled) Fill();
        return block[at++];
    }

    public ushort UInt16()
    {
        Span<byte> bytes = stackalloc byte[2];
        Fill(bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public int Int32()
    {
        Span<byte> bytes = stackalloc byte[4];
        Fill(bytes);
        return BinaryPrimitives.ReadInt32LittleEndian(bytes);
    }

    public long Int64()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <summary>A float of 64 bits, which pickles alone store big end first.</summary>
    public double Double()
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    /// <summary>So many bytes, if there are as many.</summary>
    public byte[] Take(long count)
    {
        if (count < 0 || count > end - Position) throw CutOff($"{count} bytes from byte {Position}");
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    /// <summary>Text of so many bytes of UTF-8; what is no character becomes U+FFFD.</summary>
    public string Text(long bytes) => Encoding.UTF8.GetString(Take(bytes));

    /// <summary>Text up to the end of its line.</summary>
    /// <exception cref="PointwiseException">It is longer than names are.</exception>
    public string Line()
    {
        var text = new StringBuilder();
        for (char c = (char)Next(); c != '\n'; c = (char)Next())
        {
            if (text.Length == limits.NameLength)
                throw new PointwiseException($"{where}: byte {Position}", "name too long", $"at most {limits.NameLength} characters (limit {nameof(Limits.NameLength)})", "more", "get the file anew: it is damaged, or no PyTorch checkpoint");
            text.Append(c);
        }

        return text.ToString();
    }

    private void Fill(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (at == filled) Fill();
            int part = Math.Min(bytes.Length, filled - at);
            block.AsSpan(at, part).CopyTo(bytes);
            at += part;
            bytes = bytes[part..];
        }
    }

    private void Fill()
    {
        blockStart += filled;
        (at, filled) = (0, (int)Math.Min(block.Length, end - blockStart));
        if (filled == 0) throw CutOff("another byte");
        stream.Position = blockStart;
        stream.ReadExactly(block.AsSpan(0, filled));
    }

    private PointwiseException CutOff(string expected) => isLimited
        ? new(where, "pickle too long", $"at most {limits.PickleBytes} bytes (limit {nameof(Limits.PickleBytes)})", "more", "save only the tensors, or raise the limit")
        : new($"{where}: byte {end}", "pickle is cut off", expected, "its end", "get the file anew: it is not complete");
}
