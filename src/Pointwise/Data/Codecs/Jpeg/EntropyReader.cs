using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>The next coded bits: loaded eight bytes at a time out of a window that holds no stuffed bytes.</summary>
internal struct BitReader
{
    /// <summary>Where bits come from; bytes behind the loaded ones are valid for <see cref="EntropyReader.Margin"/> more.</summary>
    public byte[] Window;

    /// <summary>The next bits, the first one on top.</summary>
    public ulong Bits;

    /// <summary>How many of them count.</summary>
    public int Count;

    /// <summary>The byte of the window behind the counted bits.</summary>
    public int Position;

    /// <summary>Loads as many whole bytes as there is room for; then at least 56 bits count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Refill(ReadOnlySpan<byte> window, ref ulong bits, ref int count, ref int position)
    {
        bits |= BinaryPrimitives.ReadUInt64BigEndian(window[position..]) >> count;
        position += (63 - count) >> 3;
        count |= 56;
    }
}

/// <summary>
/// Takes the stuffing out of coded bytes, a window at a time, up to the next marker. Behind the marker it reads zeros: whoever reads too far
/// is told so after the unit, which is never longer than <see cref="Margin"/>.
/// </summary>
internal sealed class EntropyReader : IDisposable
{
    /// <summary>Bytes that decoding one unit takes at most: ten blocks of 64 codes of 16 bits, each with 15 bits behind, and what is loaded ahead.</summary>
    public const int Margin = 10 * 64 * 4 + 16;

    private const int WindowBytes = 8192;
    private readonly ReadOnlyMemory<byte> file;
    private readonly int end;
    private int source;
    private int filled;
    private bool isEnded;

    /// <param name="file">The file.</param>
    /// <param name="start">The first coded byte.</param>
    /// <param name="end">The byte behind the last one.</param>
    public EntropyReader(ReadOnlyMemory<byte> file, int start, int end)
    {
        (this.file, this.end, source) = (file, end, start);
        Reader.Window = ArrayPool<byte>.Shared.Rent(WindowBytes + Margin);
        Fill();
    }

    /// <summary>The state that block decoders take and leave.</summary>
    public BitReader Reader;

    /// <summary>The next byte of the file that is not in the window: at a marker once the window has all before it.</summary>
    public int Source => source;

    /// <summary>The position from which on <see cref="Proceed"/> has something to do.</summary>
    public int Threshold { get; private set; }

    /// <summary>Whether bits were read that are not there.</summary>
    public bool IsOverrun => isEnded && 8L * Reader.Position - Reader.Count > 8L * filled;

    /// <summary>Slides the window on where more follows, and tells whether all bits that were read are there.</summary>
    public bool Proceed()
    {
        if (!isEnded) Fill();
        return !IsOverrun;
    }

    /// <summary>Drops what is left before the next marker, and finds the marker.</summary>
    /// <returns>The marker's second byte; 0 at the end of the scan.</returns>
    public byte Skip()
    {
        int position = source;
        if (!Marker.Next(file.Span[..end], ref position, out byte marker)) source = end;
        else source = position - 2;
        return marker;
    }

    /// <summary>Begins anew behind the marker that <see cref="Skip"/> has found.</summary>
    public void Restart()
    {
        source += 2;
        (Reader.Bits, Reader.Count, Reader.Position, filled, isEnded) = (0, 0, 0, 0, false);
        Fill();
    }

    /// <summary>Steps over the marker that <see cref="Skip"/> has found.</summary>
    public void StepOver() => source += 2;

    public void Dispose() => ArrayPool<byte>.Shared.Return(Reader.Window);

    private void Fill()
    {
        Span<byte> window = Reader.Window;
        int start = Math.Min(Reader.Position, filled);
        window[start..filled].CopyTo(window);
        Reader.Position -= start;
        filled -= start;
        ReadOnlySpan<byte> bytes = file.Span[..end];
        while (!isEnded && filled < WindowBytes)
        {
            ReadOnlySpan<byte> rest = bytes.Slice(source, Math.Min(WindowBytes - filled, end - source));
            int plain = rest.IndexOf((byte)0xFF);
            if (plain < 0) plain = rest.Length;
            rest[..plain].CopyTo(window[filled..]);
            filled += plain;
            source += plain;
            if (source == end) isEnded = true;
            else if (plain < rest.Length) Unstuff(bytes, window);
        }

        if (isEnded) window.Slice(filled, Margin).Clear();
        Threshold = isEnded ? filled : WindowBytes - Margin;
    }

    /// <summary>At a byte of ones: a stuffed one is taken, a marker ends the bytes.</summary>
    private void Unstuff(ReadOnlySpan<byte> bytes, Span<byte> window)
    {
        int next = source + 1;
        while (next < end && bytes[next] == 0xFF) next++;
        if (next == end || bytes[next] != 0)
        {
            isEnded = true;
            return;
        }

        window[filled++] = 0xFF;
        source = next + 1;
    }
}
