using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// Where the source pixels of a piece of the grid lie. Without padding they are read where they are; else the piece's rows of pixels are copied
/// between zeros into a strip first. In memory without gaps the taps of a kernel row are one run, and the tile takes them in one sweep.
/// </summary>
internal readonly unsafe struct Gather(Rows source, int firstChannel, int channels, Axis vertical, Axis horizontal)
{
    public Axis Vertical { get; } = vertical;

    public Axis Horizontal { get; } = horizontal;

    public int Channels { get; } = channels;

    public int Images => source.N;

    /// <summary>Grid points of one image.</summary>
    public int GridPoints => Vertical.Grid * Horizontal.Grid;

    public bool NeedsStrip { get; } = vertical.ReadsPadding || horizontal.ReadsPadding || (horizontal.Taps > 1 && channels < 16 && source.Stride != channels);

    /// <summary>Whether the taps of a kernel row lie side by side.</summary>
    public bool MergesTaps => Horizontal.TapStep == 1 && PixelStride == Channels;

    /// <summary>Whether every grid point's row follows the one before it.</summary>
    public bool IsContiguous => !NeedsStrip && Vertical.Taps * Horizontal.Taps == 1 && Vertical.GridStep * Horizontal.GridStep == 1;

    /// <summary>Runs that one grid point reads: kernel rows, or every tap apart.</summary>
    public int Runs => MergesTaps ? Vertical.Taps : Vertical.Taps * Horizontal.Taps;

    /// <summary>Floats in a run.</summary>
    public int RunLength => MergesTaps ? Horizontal.Taps * Channels : Channels;

    private int PixelStride => NeedsStrip ? Channels : source.Stride;

    private int StripWidth => (Horizontal.Grid - 1) * Horizontal.GridStep + Horizontal.Span;

    /// <summary>Floats of the strip for so many images of so many grid rows each.</summary>
    public long StripFloats(int images, int gridRows) => NeedsStrip ? (long)images * StripHeight(gridRows) * StripWidth * Channels : 0;

    /// <summary>Writes the floats from a row's address to each of its runs.</summary>
    public void FillOffsets(nint* offsets)
    {
        nint pixel = PixelStride, line = NeedsStrip ? (nint)StripWidth * Channels : (nint)source.W * source.Stride;
        for (int y = 0; y < Vertical.Taps; y++)
        {
            nint row = y * Vertical.TapStep * line;
            if (MergesTaps)
            {
                *offsets++ = row;
                continue;
            }

            for (int x = 0; x < Horizontal.Taps; x++) *offsets++ = row + x * Horizontal.TapStep * pixel;
        }
    }

    /// <summary>Writes the addresses of the rows of a block, filling the strip first where one is needed.</summary>
    public void FillRows(BlockPlace place, float* strip, float** rows)
    {
        if (NeedsStrip) FillStrip(place, strip);
        nint step = (nint)Horizontal.GridStep * PixelStride;
        for (int n = 0; n < place.Images; n++)
        {
            for (int gy = 0; gy < place.GridRows; gy++)
            {
                float* line = NeedsStrip
                    ? strip + ((long)n * StripHeight(place.GridRows) + gy * Vertical.GridStep) * StripWidth * Channels
                    : Pixel(place.Image + n, (place.GridRow + gy) * Vertical.GridStep + Vertical.First, Horizontal.First);
                for (int gx = 0; gx < Horizontal.Grid; gx++, line += step) *rows++ = line;
            }
        }
    }

    /// <summary>The first source row that a block reads, and how many floats from there to its last.</summary>
    public float* FirstSource(BlockPlace place, out long floats)
    {
        int top = Math.Max(0, place.GridRow * Vertical.GridStep + Vertical.First);
        int bottom = Math.Min(Vertical.Extent, place.GridRow * Vertical.GridStep + Vertical.First + StripHeight(place.GridRows));
        long pixels = ((long)(place.Images - 1) * source.H + Math.Max(0, bottom - top)) * source.W;
        floats = pixels * source.Stride;
        return Pixel(place.Image, top, 0);
    }

    private int StripHeight(int gridRows) => (gridRows - 1) * Vertical.GridStep + Vertical.Span;

    private float* Pixel(int image, int y, int x) => source.Row(((long)image * source.H + y) * source.W + x) + firstChannel;

    private void FillStrip(BlockPlace place, float* strip)
    {
        int top = place.GridRow * Vertical.GridStep + Vertical.First, height = StripHeight(place.GridRows);
        int before = Math.Clamp(-Horizontal.First, 0, StripWidth);
        int inside = Math.Clamp(Horizontal.Extent - Horizontal.First, before, StripWidth) - before;
        for (int n = 0; n < place.Images; n++)
        {
            for (int y = top; y < top + height; y++, strip += (long)StripWidth * Channels)
            {
                if (y < 0 || y >= Vertical.Extent)
                {
                    Unsafe.InitBlockUnaligned(strip, 0, (uint)(StripWidth * Channels * sizeof(float)));
                    continue;
                }

                Unsafe.InitBlockUnaligned(strip, 0, (uint)(before * Channels * sizeof(float)));
                CopyPixels(Pixel(place.Image + n, y, Math.Max(0, Horizontal.First)), inside, strip + before * Channels);
                int after = StripWidth - before - inside;
                Unsafe.InitBlockUnaligned(strip + (before + inside) * Channels, 0, (uint)(after * Channels * sizeof(float)));
            }
        }
    }

    private void CopyPixels(float* from, int pixels, float* to)
    {
        if (source.Stride == Channels)
        {
            Unsafe.CopyBlockUnaligned(to, from, (uint)(pixels * Channels * sizeof(float)));
            return;
        }

        for (int x = 0; x < pixels; x++, from += source.Stride, to += Channels)
            new ReadOnlySpan<float>(from, Channels).CopyTo(new Span<float>(to, Channels));
    }
}
