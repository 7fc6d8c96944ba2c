using Pointwise.Data;

namespace ClassifyPhotos;

/// <summary>A picture as a camera or a screen gives it.</summary>
internal static class Frame
{
    /// <summary>Blue, green, red, alpha; rows begin on a multiple of 64 bytes.</summary>
    public static (byte[] Pixels, int Stride) Of(Picture picture)
    {
        int stride = (picture.Width * 4 + 63) / 64 * 64;
        var frame = new byte[stride * picture.Height];
        ReadOnlySpan<byte> pixels = picture.Pixels.Span;
        for (int i = 0; i < picture.Height * picture.Width; i++)
        {
            Span<byte> to = frame.AsSpan(i / picture.Width * stride + i % picture.Width * 4, 4);
            ReadOnlySpan<byte> from = pixels.Slice(i * picture.Channels, picture.Channels);
            (to[0], to[1], to[2], to[3]) = from.Length < 3 ? (from[0], from[0], from[0], (byte)255) : (from[2], from[1], from[0], (byte)255);
        }

        return (frame, stride);
    }
}
