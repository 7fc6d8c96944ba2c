using Pointwise.Graphs;

namespace Pointwise.Data.Resizing;

/// <summary>
/// Resizes pictures: first along the width, rounded to bytes, then along the height; only the rows and pixels that the wanted window needs.
/// One caller at a time; its memory is used again.
/// </summary>
internal sealed class Resampler
{
    private readonly ResamplingAxis across = new();
    private readonly ResamplingAxis down = new();
    private readonly HorizontalPass horizontal = new();
    private byte[] converted = [];
    private byte[] rows = [];
    private int[] places = [];

    /// <summary>Reads a window of a resized picture.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="window">Its resized size, and where the window begins.</param>
    /// <param name="interpolation">How it is read.</param>
    /// <param name="channels">Channels of the result: 1, 3, or the source's own.</param>
    /// <param name="height">The window's rows.</param>
    /// <param name="width">Pixels of its rows.</param>
    /// <param name="destination">height x width x channels bytes.</param>
    /// <param name="outside">The value of what of it lies outside; black where none is named.</param>
    public void Read(PixelRows source, PixelWindow window, Interpolation interpolation, int channels, int height, int width, Span<byte> destination, byte outside = 0)
    {
        int left = (int)Math.Clamp(-window.Left, 0, width), right = (int)Math.Clamp(window.Width - window.Left, left, width);
        int top = (int)Math.Clamp(-window.Top, 0, height), bottom = (int)Math.Clamp(window.Height - window.Top, top, height);
        int stride = width * channels;
        if (right - left < width || bottom - top < height) destination[..(height * stride)].Fill(outside);
        if (left == right || top == bottom) return;
        window = window with { Top = window.Top + top, Left = window.Left + left };
        Span<byte> inside = destination[(top * stride + left * channels)..];
        int grey = source.Channels < 3 && channels == 3 ? 1 : channels;
        if (interpolation == Interpolation.Nearest) Nearest(source, window, channels, bottom - top, right - left, inside, stride);
        else Resample(source, window, interpolation, grey, bottom - top, right - left, inside, stride);
        if (grey == channels || interpolation == Interpolation.Nearest) return;
        for (int y = 0; y < bottom - top; y++) Repeat(inside.Slice(y * stride, (right - left) * channels));
    }

    /// <summary>Grey values at the row's beginning become its pixels.</summary>
    private static void Repeat(Span<byte> row)
    {
        for (int x = row.Length / 3 - 1; x >= 0; x--) row.Slice(3 * x, 3).Fill(row[x]);
    }

    private void Resample(PixelRows source, PixelWindow window, Interpolation interpolation, int channels, int height, int width, Span<byte> destination, int destinationStride)
    {
        across.Prepare(source.Width, window.Part.Left, window.Part.Right, window.Width, window.Left, width, interpolation);
        down.Prepare(source.Height, window.Part.Top, window.Part.Bottom, window.Height, window.Top, height, interpolation);
        int bytes = width * channels, read = across.End - across.First, stride = (bytes + HorizontalPass.Margin + VerticalPass.Block - 1) / VerticalPass.Block * VerticalPass.Block;
        if (!across.IsCopy) horizontal.Prepare(across, channels);
        Reserve(ref rows, (long)(down.End - down.First) * stride);
        Reserve(ref converted, (long)read * channels);
        for (int y = down.First; y < down.End; y++)
        {
            ReadOnlySpan<byte> row = source.Row(y, across.First, read);
            Span<byte> made = rows.AsSpan((y - down.First) * stride, stride);
            if (across.IsCopy)
            {
                ChannelConversion.Copy(row, source.Channels, made, channels);
                continue;
            }

            if (channels != source.Channels)
            {
                Span<byte> other = converted.AsSpan(0, read * channels);
                ChannelConversion.Copy(row, source.Channels, other, channels);
                row = other;
            }

            horizontal.Run(across, row, made);
        }

        for (int y = 0; y < height; y++)
        {
            Span<byte> row = destination.Slice(y * destinationStride, bytes);
            if (down.IsCopy) rows.AsSpan(y * stride, bytes).CopyTo(row);
            else VerticalPass.Run(down, y, rows, stride, row);
        }
    }

    private void Nearest(PixelRows source, PixelWindow window, int channels, int height, int width, Span<byte> destination, int stride)
    {
        if (places.Length < width + height) places = new int[width + height];
        Span<int> across = places.AsSpan(0, width), down = places.AsSpan(width, height);
        NearestPlaces.Fill(window.Part.Left, window.Part.Right, window.Width, window.Left, source.Width, across);
        NearestPlaces.Fill(window.Part.Top, window.Part.Bottom, window.Height, window.Top, source.Height, down);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                ChannelConversion.Copy(source.Row(down[y], across[x], 1), source.Channels, destination.Slice(y * stride + x * channels, channels), channels);
        }
    }

    private static void Reserve(ref byte[] memory, long bytes)
    {
        if (memory.Length < bytes) memory = new byte[checked((int)bytes)];
    }
}
