using System.Buffers.Binary;

namespace Pointwise.Data.Codecs.Png;

/// <summary>Takes packed rows and writes them as IDAT chunks of one size.</summary>
internal sealed class PngChunkWriter(Stream target) : Stream
{
    private const int ChunkBytes = 1 << 16;

    private readonly byte[] chunk = new byte[ChunkBytes];
    private int filled;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Writes one chunk.</summary>
    public static void Write(Stream target, uint type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(number[4..], type);
        target.Write(number);
        target.Write(content);
        uint sum = ~PngCrc.Continue(PngCrc.Continue(uint.MaxValue, number[4..]), content);
        BinaryPrimitives.WriteUInt32BigEndian(number, sum);
        target.Write(number[..4]);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(buffer.Length, ChunkBytes - filled);
            buffer[..count].CopyTo(chunk.AsSpan(filled));
            filled += count;
            buffer = buffer[count..];
            if (filled == ChunkBytes) WriteChunk();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Chunks are written when they are full; the last one when this is disposed.</summary>
    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && filled > 0) WriteChunk();
        base.Dispose(disposing);
    }

    private void WriteChunk()
    {
        Write(target, PngChunk.Data, chunk.AsSpan(0, filled));
        filled = 0;
    }
}
