using System.Buffers;
using System.IO.Compression;

namespace Pointwise.Data.Codecs.Png;

/// <summary>
/// Unpacks the rows of a PNG through one buffer, never more bytes than its header asks. What the packed data holds beyond them is not looked at, as
/// libpng does not; where nothing is beyond them, its check sum must be right.
/// </summary>
internal sealed class PngRows : IDisposable
{
    private const int BufferBytes = 1 << 17;

    private readonly PngFile png;
    private readonly ZLibStream unpacked;
    private readonly byte[] buffer;
    private long left;
    private int start;
    private int end;

    public PngRows(PngFile png)
    {
        this.png = png;
        left = png.Header.UnpackedBytes();
        unpacked = new ZLibStream(new PngPackedRows(png), CompressionMode.Decompress);
        buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(left, Math.Max(BufferBytes, 2 * (1 + png.Header.RowBytes(png.Header.Width)))));
    }

    /// <summary>The byte that names a row's filter, and the row; good until the next call.</summary>
    /// <param name="bytes">Of both together.</param>
    /// <param name="row">Its number, for errors.</param>
    /// <exception cref="PointwiseException">The packed data ends too early, or is none.</exception>
    public ReadOnlySpan<byte> Next(int bytes, int row)
    {
        if (end - start < bytes) Fill(bytes, row);
        ReadOnlySpan<byte> next = buffer.AsSpan(start, bytes);
        start += bytes;
        return next;
    }

    /// <summary>Verifies the check sum behind the last row.</summary>
    /// <exception cref="PointwiseException">It is wrong.</exception>
    public void Finish()
    {
        try
        {
            unpacked.ReadByte();
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(png.Header.Height - 1, e);
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        unpacked.Dispose();
    }

    private void Fill(int bytes, int row)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        int room = (int)Math.Min(buffer.Length - end, left);
        try
        {
            int read = unpacked.ReadAtLeast(buffer.AsSpan(end, room), bytes - end, throwOnEndOfStream: false);
            left -= read;
            end += read;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Damaged(row, e);
        }

        if (end < bytes) throw DamagedPicture.InRow(png.Where, row, "ends too early", $"{bytes} bytes of a row, unpacked", $"{end}");
    }

    private PointwiseException Damaged(int row, Exception cause) =>
        DamagedPicture.InRow(png.Where, row, "packed rows were changed, or are none", "data in zlib's format with a right check sum", "data that cannot be unpacked", cause);
}
