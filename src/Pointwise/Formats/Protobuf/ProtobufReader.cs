using System.Buffers.Binary;
using System.Text;

namespace Pointwise.Formats.Protobuf;

/// <summary>
/// Walks protobuf messages of unknown origin field by field, over bytes that are read where they are wanted: what is skipped is never in memory.
/// <see cref="Next"/> steps to the next field of the message that ends at an offset; the other methods read the field stood on.
/// </summary>
internal sealed class ProtobufReader
{
    private const int WindowBytes = 1 << 16, MostVarintBytes = 10, MostField = (1 << 29) - 1;
    private readonly ByteSource source;
    private readonly byte[] window;
    private long windowStart;
    private int windowLength;

    /// <param name="source">The bytes.</param>
    /// <param name="position">Where the first field's key stands.</param>
    public ProtobufReader(ByteSource source, long position = 0)
    {
        this.source = source;
        window = new byte[(int)Math.Min(source.Length, WindowBytes)];
        Position = position;
    }

    /// <summary>The offset of the next byte to be read.</summary>
    public long Position { get; private set; }

    /// <summary>The number of the field stood on.</summary>
    public int Field { get; private set; }

    /// <summary>How the field stood on is laid out.</summary>
    public WireType Type { get; private set; }

    private long End { get; set; }

    /// <summary>Steps onto the next field, or past the message's end.</summary>
    /// <param name="end">The offset behind the message.</param>
    public bool Next(long end)
    {
        End = end;
        if (Position >= end) return false;
        long start = Position;
        ulong key = Number();
        (ulong field, ulong type) = (key >> 3, key & 7);
        if (field is 0 or > MostField) throw Wrong(start, "a field number from 1 to 2^29 - 1", $"field {field}");
        if (type is not (0 or 1 or 2 or 5)) throw Wrong(start, "wire type 0, 1, 2 or 5", $"wire type {type} in field {field}");
        (Field, Type) = ((int)field, (WireType)type);
        return true;
    }

    /// <summary>Passes over the field stood on.</summary>
    public void Skip()
    {
        switch (Type)
        {
            case WireType.Varint: Number(); break;
            case WireType.Fixed64: Advance(sizeof(ulong)); break;
            case WireType.Fixed32: Advance(sizeof(uint)); break;
            default: Bytes(); break;
        }
    }

    /// <summary>A whole number of 64 bits.</summary>
    public long Integer()
    {
        Expect(WireType.Varint);
        return (long)Number();
    }

    public float Single()
    {
        Expect(WireType.Fixed32);
        return BitConverter.UInt32BitsToSingle((uint)Little(sizeof(uint)));
    }

    /// <summary>Where the bytes of a delimited field lie; they are passed over.</summary>
    public Extent Bytes()
    {
        Expect(WireType.Delimited);
        long start = Position;
        ulong length = Number();
        if (length > (ulong)(End - Position)) throw Wrong(start, $"at most the {End - Position} bytes that are left of the message", $"{length}");
        var extent = new Extent(Position, (long)length);
        Position = extent.End;
        return extent;
    }

    /// <summary>Enters the message stood on.</summary>
    /// <returns>Its end, for <see cref="Next"/>.</returns>
    public long Message()
    {
        Extent extent = Bytes();
        Position = extent.Offset;
        return extent.End;
    }

    /// <summary>Text of at most so many bytes.</summary>
    public string Text(int limit, string limitName)
    {
        long start = Position;
        Extent extent = Bytes();
        if (extent.Length > limit) throw Wrong(start, $"text of at most {limit} bytes (limit {limitName})", $"{extent.Length} bytes");
        if (extent.Length == 0) return "";
        Span<byte> bytes = extent.Length <= 256 ? stackalloc byte[(int)extent.Length] : new byte[(int)extent.Length];
        Copy(extent.Offset, bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Adds whole numbers, packed or one by one.</summary>
    public void Integers(List<long> to, int limit, string limitName)
    {
        if (Type != WireType.Delimited)
        {
            Add(to, Integer(), limit, limitName);
            return;
        }

        for (long end = Message(); Position < end;) Add(to, PackedInteger(end), limit, limitName);
    }

    /// <summary>Adds floats, packed or one by one.</summary>
    public void Singles(List<float> to, int limit, string limitName)
    {
        if (Type != WireType.Delimited)
        {
            Add(to, Single(), limit, limitName);
            return;
        }

        for (long end = Message(); Position < end;) Add(to, BitConverter.UInt32BitsToSingle((uint)PackedBits(end, sizeof(uint))), limit, limitName);
    }

    /// <summary>The next of packed whole numbers that end at an offset.</summary>
    public long PackedInteger(long end)
    {
        End = end;
        return (long)Number();
    }

    /// <summary>The next of packed numbers of 4 or 8 bytes that end at an offset.</summary>
    public ulong PackedBits(long end, int bytes)
    {
        End = end;
        return Little(bytes);
    }

    /// <summary>The bits of the number of 4 or 8 bytes stood on.</summary>
    public ulong Bits(int bytes)
    {
        Expect(bytes == sizeof(uint) ? WireType.Fixed32 : WireType.Fixed64);
        return Little(bytes);
    }

    /// <summary>Whole numbers that a stretch of packed ones holds; the reader stays where it is.</summary>
    public long CountPacked(Extent extent)
    {
        long back = Position, count = 0;
        Position = extent.Offset;
        while (Position < extent.End)
        {
            if (!IsLoaded(Position, 1)) Load();
            int bytes = (int)(Math.Min(windowStart + windowLength, extent.End) - Position);
            foreach (byte b in window.AsSpan((int)(Position - windowStart), bytes)) count += b < 0x80 ? 1 : 0;
            Position += bytes;
        }

        Position = back;
        return count;
    }

    /// <summary>The error for what stands at an offset.</summary>
    public PointwiseException Wrong(long offset, string expected, string found) =>
        new($"{source.Name}: byte {offset}", "not a valid protobuf message", expected, found, "get the file anew: it is damaged or not of this format");

    private void Add<T>(List<T> to, T item, int limit, string limitName)
    {
        if (to.Count == limit) throw Wrong(Position, $"at most {limit} numbers (limit {limitName})", "more");
        to.Add(item);
    }

    private void Expect(WireType type)
    {
        if (Type != type) throw Wrong(Position, $"wire type {(int)type} in field {Field}", $"wire type {(int)Type}");
    }

    private ulong Number()
    {
        long start = Position;
        ulong value = 0;
        for (int i = 0; i < MostVarintBytes; i++)
        {
            if (Position >= End) throw Wrong(start, "a number that ends within its message", "its end");
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80) return value;
        }

        throw Wrong(start, $"a number of at most {MostVarintBytes} bytes", "more");
    }

    private ulong Little(int bytes)
    {
        if (bytes > End - Position) throw Wrong(Position, $"{bytes} bytes for a number", $"{End - Position}");
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        number.Clear();
        if (IsLoaded(Position, bytes)) window.AsSpan((int)(Position - windowStart), bytes).CopyTo(number);
        else Copy(Position, number[..bytes]);
        Position += bytes;
        return BinaryPrimitives.ReadUInt64LittleEndian(number);
    }

    private void Advance(int bytes)
    {
        if (bytes > End - Position) throw Wrong(Position, $"{bytes} bytes for a number", $"{End - Position}");
        Position += bytes;
    }

    private byte Byte()
    {
        if (!IsLoaded(Position, 1)) Load();
        return window[(int)(Position++ - windowStart)];
    }

    private void Copy(long offset, Span<byte> bytes)
    {
        if (bytes.Length > window.Length)
        {
            source.Read(offset, bytes);
            return;
        }

        long back = Position;
        Position = offset;
        if (!IsLoaded(offset, bytes.Length)) Load();
        window.AsSpan((int)(offset - windowStart), bytes.Length).CopyTo(bytes);
        Position = back;
    }

    private bool IsLoaded(long offset, int bytes) => offset >= windowStart && offset + bytes <= windowStart + windowLength;

    /// <summary>Fills the window from the position on.</summary>
    private void Load()
    {
        windowStart = Position;
        windowLength = (int)Math.Min(window.Length, source.Length - Position);
        source.Read(windowStart, window.AsSpan(0, windowLength));
    }
}
