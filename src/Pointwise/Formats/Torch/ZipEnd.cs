using System.Buffers.Binary;

namespace Pointwise.Formats.Torch;

/// <summary>What the end of a zip archive says of its directory.</summary>
/// <param name="Start">Where the directory lies.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Entries">Files in it.</param>
internal readonly record struct ZipEnd(long Start, long Length, long Entries)
{
    private const uint Signature = 0x06054B50;
    private const uint Signature64 = 0x06064B50;
    private const uint LocatorSignature64 = 0x07064B50;
    private const int Bytes = 22;
    private const int LocatorBytes64 = 20;
    private const int Bytes64 = 56;

    /// <summary>Finds it, a comment perhaps behind it.</summary>
    /// <exception cref="PointwiseException">There is none, or it points outside the archive.</exception>
    public static ZipEnd Find(Stream stream, string path)
    {
        long length = stream.Length;
        var tail = new byte[Math.Min(length, Bytes + ushort.MaxValue)];
        stream.Position = length - tail.Length;
        stream.ReadExactly(tail);
        for (int at = tail.Length - Bytes; at >= 0; at--)
        {
            ReadOnlySpan<byte> end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != Signature || BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) != end.Length - Bytes) continue;
            long position = length - tail.Length + at;
            ZipEnd found = Large(stream, position, path) ?? new ZipEnd(
                BinaryPrimitives.ReadUInt32LittleEndian(end[16..]), BinaryPrimitives.ReadUInt32LittleEndian(end[12..]), BinaryPrimitives.ReadUInt16LittleEndian(end[10..]));
            return found.Start >= 0 && found.Length >= 0 && found.Entries >= 0 && found.Start <= position && found.Length <= position - found.Start ? found
                : throw new PointwiseException($"{path}: byte {position}", "archive's directory lies outside it", $"a directory within {position} bytes", $"{found.Length} bytes from byte {found.Start}", "get the file anew: it is not complete");
        }

        throw new PointwiseException(path, "archive without a directory", "a zip archive with its end", $"{length} bytes without one", "get the file anew: it is cut off, or no PyTorch checkpoint");
    }

    /// <summary>The form with 64 bits, which PyTorch always writes before the other.</summary>
    private static ZipEnd? Large(Stream stream, long position, string path)
    {
        if (position < LocatorBytes64 + Bytes64) return null;
        Span<byte> locator = stackalloc byte[LocatorBytes64];
        stream.Position = position - LocatorBytes64;
        stream.ReadExactly(locator);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != LocatorSignature64) return null;
        long at = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (at < 0 || at > position - LocatorBytes64 - Bytes64)
            throw new PointwiseException($"{path}: byte {position - LocatorBytes64}", "archive's directory lies outside it", $"a place before byte {position}", $"{at}", "get the file anew: it is not complete");
        Span<byte> end = stackalloc byte[Bytes64];
        stream.Position = at;
        stream.ReadExactly(end);
        return BinaryPrimitives.ReadUInt32LittleEndian(end) != Signature64
            ? throw new PointwiseException($"{path}: byte {at}", "archive's directory is damaged", "the end of a directory", "something else", "get the file anew: it is not complete")
            : new ZipEnd(BinaryPrimitives.ReadInt64LittleEndian(end[48..]), BinaryPrimitives.ReadInt64LittleEndian(end[40..]), BinaryPrimitives.ReadInt64LittleEndian(end[32..]));
    }
}
