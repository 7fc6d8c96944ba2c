using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pointwise.Data.Codecs.Png;

/// <summary>The check sum of chunks: CRC-32 of ISO 3309, polynomial 0x04C11DB7, the low bit first.</summary>
internal static class PngCrc
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;

    /// <summary>x^(128+32) and x^(128-32) modulo the polynomial, the low bit first: they carry 16 bytes past the next 16.</summary>
    private static readonly Vector128<long> Fold = Vector128.Create(0x1751997D0, 0x0CCAA009E);

    /// <summary>Slice s, byte b: what b does to the sum when s bytes follow it.</summary>
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Continue(uint.MaxValue, bytes);

    /// <summary>The running sum, neither end inverted.</summary>
    public static uint Continue(uint sum, ReadOnlySpan<byte> bytes)
    {
        if (!Pclmulqdq.IsSupported || bytes.Length < 4 * Vector128<byte>.Count) return Sliced(sum, bytes);
        ReadOnlySpan<Vector128<long>> blocks = MemoryMarshal.Cast<byte, Vector128<long>>(bytes);
        Vector128<long> folded = blocks[0] ^ Vector128.CreateScalar((long)sum);
        foreach (Vector128<long> block in blocks[1..])
            folded = Pclmulqdq.CarrylessMultiply(folded, Fold, 0x00) ^ Pclmulqdq.CarrylessMultiply(folded, Fold, 0x11) ^ block;
        Span<byte> rest = stackalloc byte[Vector128<byte>.Count];
        folded.AsByte().CopyTo(rest);
        return Sliced(Sliced(0, rest), bytes[(blocks.Length * Vector128<byte>.Count)..]);
    }

    /// <summary>Eight bytes at a time by table.</summary>
    public static uint Sliced(uint sum, ReadOnlySpan<byte> bytes)
    {
        uint[] table = Table;
        while (bytes.Length >= Slices)
        {
            sum ^= (uint)(bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24);
            sum = table[7 * 256 + (byte)sum] ^ table[6 * 256 + (byte)(sum >> 8)] ^ table[5 * 256 + (byte)(sum >> 16)] ^ table[4 * 256 + (byte)(sum >> 24)]
                ^ table[3 * 256 + bytes[4]] ^ table[2 * 256 + bytes[5]] ^ table[256 + bytes[6]] ^ table[bytes[7]];
            bytes = bytes[Slices..];
        }

        foreach (byte b in bytes) sum = sum >> 8 ^ table[(byte)(sum ^ b)];
        return sum;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[Slices * 256];
        for (uint i = 0; i < 256; i++)
        {
            uint sum = i;
            for (int bit = 0; bit < 8; bit++) sum = (sum & 1) != 0 ? sum >> 1 ^ Polynomial : sum >> 1;
            table[i] = sum;
        }

        for (int i = 256; i < table.Length; i++) table[i] = table[i - 256] >> 8 ^ table[(byte)table[i - 256]];
        return table;
    }
}
