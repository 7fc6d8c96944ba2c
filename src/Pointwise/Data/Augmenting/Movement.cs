namespace Pointwise.Data.Augmenting;

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
        for (int y = 0; y < h; y++)
        {
            for (int x = 0; x < w; x++)
            {
                (float fromY, float fromX) = Source(y, x, h, w);
                Between(source, h, w, c, fromY, fromX, destination.Slice((y * w + x) * c, c));
            }
        }
    }

    /// <summary>Reads numbers that cannot be blended moved: each place takes the nearest.</summary>
    /// <param name="source">H x W bytes.</param>
    /// <param name="h">Height in pixels.</param>
    /// <param name="w">Width in pixels.</param>
    /// <param name="destination">H x W bytes.</param>
    /// <param name="outside">What a place gets that lies outside.</param>
    public void ReadNearest(ReadOnlySpan<byte> source, int h, int w, Span<byte> destination, byte outside)
    {
        for (int y = 0; y < h; y++)
        {
            for (int x = 0; x < w; x++)
            {
                (float fromY, float fromX) = Source(y, x, h, w);
                float row = MathF.Floor(fromY + 0.5f), column = MathF.Floor(fromX + 0.5f);
                destination[y * w + x] = row >= 0 && row < h && column >= 0 && column < w ? source[(int)row * w + (int)column] : outside;
            }
        }
    }

    private (float Y, float X) Source(int y, int x, int h, int w)
    {
        float middleY = (h - 1) * 0.5f, middleX = (w - 1) * 0.5f, dy = y - middleY - Down, dx = x - middleX - Right;
        return (Cos * dy - Sin * dx + middleY, Sin * dy + Cos * dx + middleX);
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
        int first = (top * w + left) * c, under = first + w * c;
        if (top >= 0 && left >= 0 && top + 1 < h && left + 1 < w)
        {
            for (int k = 0; k < pixel.Length; k++)
                pixel[k] = Blend(source[first + k], source[first + c + k], source[under + k], source[under + c + k], lower, right);
            return;
        }

        for (int k = 0; k < pixel.Length; k++)
        {
            pixel[k] = Blend(
                At(source, h, w, c, top, left, k), At(source, h, w, c, top, left + 1, k), At(source, h, w, c, top + 1, left, k), At(source, h, w, c, top + 1, left + 1, k), lower, right);
        }
    }

    private static float Blend(float topLeft, float topRight, float bottomLeft, float bottomRight, float lower, float right)
    {
        float above = topLeft * (1 - right) + topRight * right, below = bottomLeft * (1 - right) + bottomRight * right;
        return above * (1 - lower) + below * lower;
    }

    private static float At(ReadOnlySpan<byte> source, int h, int w, int c, int y, int x, int channel) =>
        (uint)y < (uint)h && (uint)x < (uint)w ? source[(y * w + x) * c + channel] : 0;
}
