using Pointwise.Graphs;
using Pointwise.Tensors;

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
        int bytes = order.Bytes(), row = checked(width * bytes);
        if (stride == 0) stride = row;
        if (height < 1 || width < 1 || stride < row || (height - 1L) * stride + row > pixels.Length)
        {
            throw new PointwiseException("picture from memory", "sizes and memory do not fit", $"height and width of at least 1, a stride of at least {bytes} bytes a pixel, and all rows in the memory",
                $"{height}x{width}, stride {stride}, {pixels.Length} bytes", "check height, width, stride and the order of the bytes");
        }

        int channels = order == PixelOrder.Grey ? 1 : 3;
        var copy = new byte[checked(height * width * channels)];
        for (int y = 0; y < height; y++)
            order.Copy(pixels.Slice(y * stride, row), copy.AsSpan(y * width * channels, width * channels));
        return new Picture(height, width, channels, copy);
    }

    /// <summary>The values for a network, [1,C,H,W] stored channels-last.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="preprocessing">What is done to the values.</param>
    /// <param name="destination">H x W x C floats.</param>
    /// <exception cref="PointwiseException">The picture has another size than the network's input.</exception>
    internal void Fill(string where, Shape input, Preprocessing preprocessing, Span<float> destination)
    {
        if (!Fits(input)) throw OtherSize(where, input);
        bool turned = preprocessing.Channels == ChannelOrder.Bgr;
        for (int p = 0; p < Height * Width; p++)
            for (int c = 0; c < input.C; c++) destination[p * input.C + c] = Value(p, turned ? 2 - c : c, input.C);
        Normalization.Apply(preprocessing, destination);
    }

    /// <summary>Whether it has the size of a network's input; any channels serve.</summary>
    internal bool Fits(Shape input) => Height == input.H && Width == input.W && input.C is 1 or 3;

    internal PointwiseException OtherSize(string where, Shape input) =>
        new(where, "picture of another size", input.ToPicture(), $"{Height}x{Width}x{Channels}", "resize the picture to the network's input");

    /// <summary>One value as a picture of so many channels has it: grey is every colour, and colours make grey by ITU-R BT.601's weights.</summary>
    /// <param name="pixel">Which pixel, row by row.</param>
    /// <param name="channel">Which of the wanted channels.</param>
    /// <param name="channels">1 for grey, 3 for colour.</param>
    internal byte Value(int pixel, int channel, int channels)
    {
        ReadOnlySpan<byte> values = Pixels.Span.Slice(pixel * Channels, Channels);
        if (!IsColour) return values[0];
        return channels == 3 ? values[channel] : (byte)((299 * values[0] + 587 * values[1] + 114 * values[2] + 500) / 1000);
    }
}
