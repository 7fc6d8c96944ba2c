namespace Pointwise.Data.Codecs.Png;

/// <summary>The contents of the IDAT chunks end to end, read where they lie in the file.</summary>
internal sealed class PngPackedRows(PngFile png) : Stream
{
    private int position;
    private int left;
    private int next = png.FirstData;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        ReadOnlySpan<byte> file = png.File.Span;
        int read = 0;
        while (read < buffer.Length && (left > 0 || Advance(file)))
        {
            int count = Math.Min(left, buffer.Length - read);
            file.Slice(position, count).CopyTo(buffer[read..]);
            (position, left, read) = (position + count, left - count, read + count);
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool Advance(ReadOnlySpan<byte> file)
    {
        PngChunk chunk = PngChunk.At(png.Where, file, next);
        if (chunk.Type != PngChunk.Data) return false;
        (position, left, next) = (chunk.Start, chunk.Length, chunk.Next);
        return true;
    }
}
