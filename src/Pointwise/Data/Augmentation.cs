using Pointwise.Tensors;

namespace Pointwise.Data;

/// <summary>
/// Small random movements of training pictures, each drawn evenly from its range for every picture and epoch. Pixels are read between
/// their neighbours (bilinear); outside the picture all is 0.
/// </summary>
/// <param name="Shift">Pixels moved at most in each direction.</param>
/// <param name="Rotation">Degrees turned at most to either side, about the centre.</param>
/// <param name="Zoom">Share enlarged or made smaller at most: 0.1 for sizes from 0.9 to 1.1.</param>
public sealed record Augmentation(float Shift = 2, float Rotation = 0, float Zoom = 0)
{
    private const int DrawsPerPicture = 4;

    /// <summary>Refuses ranges that cannot be drawn from.</summary>
    /// <exception cref="PointwiseException">One is negative or too large; it is named.</exception>
    internal void Check()
    {
        Require(nameof(Shift), Shift, 1024);
        Require(nameof(Rotation), Rotation, 180);
        Require(nameof(Zoom), Zoom, 0.9f);
    }

    /// <summary>One picture's movement: where each pixel of the result is read.</summary>
    internal Movement Draw(RandomStream epoch, int picture)
    {
        long first = (long)picture * DrawsPerPicture;
        double down = Shift * Even(epoch, first), right = Shift * Even(epoch, first + 1);
        double angle = Rotation * Even(epoch, first + 2) * Math.PI / 180, size = 1 + Zoom * Even(epoch, first + 3);
        return new Movement((float)(Math.Cos(angle) / size), (float)(Math.Sin(angle) / size), (float)down, (float)right);
    }

    private static double Even(RandomStream random, long index) => 2.0 * random.Uniform(index) - 1;

    private static void Require(string name, float value, float most)
    {
        if (!(value >= 0 && value <= most))
            throw new PointwiseException($"augmentation: {name}", "out of range", $"0 to {most}", $"{value}", $"correct {name}");
    }
}

/// <summary>A turn, a change of size and a shift, as the way back from a moved pixel to where it was.</summary>
internal readonly record struct Movement(float Cos, float Sin, float Down, float Right)
{
    /// <summary>Reads a picture moved.</summary>
    /// <param name="source">H x W x C bytes.</param>
    /// <param name="h">Height in pixels.</param>
    /// <param name="w">Width in pixels.</param>
    /// <param name="c">Channels.</param>
    /// <param name="destination">H x W x C values from 0 to 255.</param>
    public void Read(ReadOnlySpan<byte> source, int h, int w, int c, Span<float> destination)
    {
        float middleY = (h - 1) * 0.5f, middleX = (w - 1) * 0.5f;
        for (int y = 0; y < h; y++)
        {
            for (int x = 0; x < w; x++)
            {
                float dy = y - middleY - Down, dx = x - middleX - Right;
                float fromY = Cos * dy - Sin * dx + middleY, fromX = Sin * dy + Cos * dx + middleX;
                Between(source, h, w, c, fromY, fromX, destination.Slice((y * w + x) * c, c));
            }
        }
    }

    private static void Between(ReadOnlySpan<byte> source, int h, int w, int c, float y, float x, Span<float> pixel)
    {
        if (!(y > -1 && y < h && x > -1 && x < w))
        {
            pixel.Clear();
            return;
        }

        int top = (int)MathF.Floor(y), left = (int)MathF.Floor(x);
        float lower = y - top, right = x - left;
        for (int k = 0; k < pixel.Length; k++)
        {
            float above = At(source, h, w, c, top, left, k) * (1 - right) + At(source, h, w, c, top, left + 1, k) * right;
            float below = At(source, h, w, c, top + 1, left, k) * (1 - right) + At(source, h, w, c, top + 1, left + 1, k) * right;
            pixel[k] = above * (1 - lower) + below * lower;
        }
    }

    private static float At(ReadOnlySpan<byte> source, int h, int w, int c, int y, int x, int channel) =>
        (uint)y < (uint)h && (uint)x < (uint)w ? source[(y * w + x) * c + channel] : 0;
}
