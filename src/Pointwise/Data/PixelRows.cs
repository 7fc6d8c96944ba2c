namespace Pointwise.Data;

/// <summary>Rows of pixels in somebody's memory: a picture, or a part of one.</summary>
/// <param name="pixels">From the first row's first pixel on.</param>
/// <param name="height">Rows.</param>
/// <param name="width">Pixels of a row.</param>
/// <param name="channels">Bytes of a pixel, 1 to 4: grey, grey and alpha, red green blue, these and alpha.</param>
/// <param name="stride">Bytes from row to row.</param>
internal readonly ref struct PixelRows(ReadOnlySpan<byte> pixels, int height, int width, int channels, int stride)
{
    private readonly ReadOnlySpan<byte> pixels = pixels;

    /// <summary>Rows.</summary>
    public int Height { get; } = height;

    /// <summary>Pixels of a row.</summary>
    public int Width { get; } = width;

    /// <summary>Bytes of a pixel.</summary>
    public int Channels { get; } = channels;

    /// <summary>A whole picture.</summary>
    public static PixelRows Of(Picture picture) =>
        new(picture.Pixels.Span, picture.Height, picture.Width, picture.Channels, picture.Width * picture.Channels);

    /// <summary>A part of them.</summary>
    public PixelRows Part(int top, int left, int height, int width) =>
        new(pixels[checked(top * stride + left * Channels)..], height, width, Channels, stride);

    /// <summary>Some neighbouring pixels of a row.</summary>
    public ReadOnlySpan<byte> Row(int row, int first, int count) => pixels.Slice(checked(row * stride + first * Channels), count * Channels);
}
