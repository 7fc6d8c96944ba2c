using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Data;

/// <summary>One picture in memory: values from 0 to 255, row by row, a pixel's channels side by side, red first.</summary>
/// <param name="Height">In pixels.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Channels">1 for grey, 3 for red, green, blue.</param>
/// <param name="Pixels">Height x Width x Channels values.</param>
public sealed record Picture(int Height, int Width, int Channels, byte[] Pixels)
{
    /// <summary>The values for a network, [1,C,H,W] stored channels-last.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="preprocessing">What is done to the values.</param>
    /// <param name="destination">H x W x C floats.</param>
    /// <exception cref="PointwiseException">The picture has another size than the network's input.</exception>
    internal void Fill(string where, Shape input, Preprocessing preprocessing, Span<float> destination)
    {
        if (Height != input.H || Width != input.W || (input.C != 1 && input.C != 3))
            throw new PointwiseException(where, "picture of another size", input.ToPicture(), $"{Height}x{Width}x{Channels}", "resize the picture to the network's input");
        for (int p = 0; p < Height * Width; p++)
        {
            for (int c = 0; c < input.C; c++)
                destination[p * input.C + c] = input.C == 1 ? Grey(p) : Colour(p, preprocessing.Channels == ChannelOrder.Bgr ? 2 - c : c);
        }

        Normalization.Apply(preprocessing, destination);
    }

    /// <summary>ITU-R BT.601's weights, rounded.</summary>
    private int Grey(int pixel) => Channels == 1 ? Pixels[pixel]
        : (299 * Pixels[3 * pixel] + 587 * Pixels[3 * pixel + 1] + 114 * Pixels[3 * pixel + 2] + 500) / 1000;

    private int Colour(int pixel, int channel) => Channels == 1 ? Pixels[pixel] : Pixels[3 * pixel + channel];
}
