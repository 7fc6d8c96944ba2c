using Pointwise.Data.Resizing;
using Pointwise.Graphs;

namespace Pointwise.Data;

/// <summary>One picture in memory: values from 0 to 255, row by row, a pixel's channels side by side, red first, alpha last.</summary>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Channels">1 for grey, 2 for grey and alpha, 3 for red, green, blue, 4 for these and alpha. A network does not see alpha.</param>
/// <param name="Pixels">Height x Width x Channels values.</param>
public sealed record Picture(int Height, int Width, int Channels, ReadOnlyMemory<byte> Pixels)
{
    private bool IsColour => Channels >= 3;

    /// <summary>Copies a picture out of memory that is laid out in another way: a bitmap, a camera's frame.</summary>
    /// <param name="pixels">The first row first; from its first pixel on.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="order">What a pixel's bytes are.</param>
    /// <param name="stride">Bytes from one row to the next; 0 where rows lie end to end.</param>
    /// <exception cref="PointwiseException">The memory is too short for these sizes.</exception>
    public static Picture From(ReadOnlySpan<byte> pixels, int height, int width, PixelOrder order = PixelOrder.Rgb, int stride = 0)
    {
        int bytes = order.Bytes();
        long needed = (long)width * bytes, step = stride == 0 ? needed : stride;
        if (height < 1 || width < 1 || step < needed || needed > pixels.Length || (height - 1) * step + needed > pixels.Length)
        {
            throw new PointwiseException("picture from memory", "sizes and memory do not fit", $"height and width of at least 1, a stride of at least {bytes} bytes a pixel, and all rows in the memory",
                $"{height}x{width}, stride {stride}, {pixels.Length} bytes", "check height, width, stride and the order of the bytes");
        }

        int channels = order == PixelOrder.Grey ? 1 : 3, row = (int)needed;
        var copy = new byte[checked(height * width * channels)];
        for (int y = 0; y < height; y++)
            order.Copy(pixels.Slice((int)(y * step), row), copy.AsSpan(y * width * channels, width * channels));
        return new Picture(height, width, channels, copy);
    }

    /// <summary>The picture, or a part of it, at another size.</summary>
    /// <param name="height">Rows of the result, in pixels.</param>
    /// <param name="width">Pixels of its rows.</param>
    /// <param name="interpolation">How it is read; every channel by itself, alpha too.</param>
    /// <param name="region">The part; null for all of it.</param>
    /// <exception cref="PointwiseException">The result is empty or larger than <see cref="Limits"/> allow, or the part does not lie in the picture.</exception>
    public Picture Resize(int height, int width, Interpolation interpolation = Interpolation.Bilinear, Region? region = null)
    {
        Check("picture");
        Limits limits = Limits.Default;
        if (height < 1 || width < 1 || height > limits.PictureSide || width > limits.PictureSide || (long)height * width > limits.PicturePixels)
        {
            throw new PointwiseException("resize", "result of impossible size", $"1 to {limits.PictureSide} pixels a side, at most {limits.PicturePixels} in all",
                $"{height}x{width}", "correct height and width");
        }

        Region part = region ?? Cropping.Whole(Height, Width);
        if (!part.LiesIn(Height, Width))
            throw new PointwiseException("resize", "part outside the picture", $"edges within 0, 0, {Width}, {Height}", $"{part}", "correct the part");
        var resized = new byte[height * width * Channels];
        new Resampler().Read(PixelRows.Of(this), new PixelWindow(part, height, width, 0, 0), interpolation, Channels, height, width, resized);
        return new Picture(height, width, Channels, resized);
    }

    /// <summary>Refuses what is no picture.</summary>
    /// <param name="where">Its name, for errors.</param>
    /// <exception cref="PointwiseException">Its sizes are impossible, or its memory is too short for them.</exception>
    internal void Check(string where)
    {
        if (Height < 1 || Width < 1 || Channels is < 1 or > 4 || (Int128)Height * Width * Channels > Pixels.Length)
        {
            throw new PointwiseException(where, "sizes and memory do not fit", "height and width of at least 1, 1 to 4 channels, and all rows in the memory",
                $"{Height}x{Width}x{Channels}, {Pixels.Length} bytes", "make the picture with Picture.From");
        }
    }

    /// <summary>One value as a picture of so many channels has it: grey is every colour, and colours make grey by ITU-R BT.601's weights.</summary>
    /// <param name="pixel">Which pixel, row by row.</param>
    /// <param name="channel">Which of the wanted channels.</param>
    /// <param name="channels">1 for grey, 3 for colour.</param>
    internal byte Value(int pixel, int channel, int channels)
    {
        ReadOnlySpan<byte> values = Pixels.Span.Slice(pixel * Channels, Channels);
        if (!IsColour) return values[0];
        return channels == 3 ? values[channel] : ChannelConversion.Grey(values[0], values[1], values[2]);
    }
}
