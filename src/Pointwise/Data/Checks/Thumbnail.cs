using Pointwise.Data.Resizing;
using Pointwise.Graphs;

namespace Pointwise.Data.Checks;

/// <summary>Small copies of pictures as addresses that hold the picture itself.</summary>
internal sealed class Thumbnail
{
    private const int Side = 96;
    private readonly Resampler resampler = new();

    /// <summary>A PNG whose longer side is at most 96 pixels; null where the picture cannot be read.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="index">Which of its pictures.</param>
    public string? Of(IPictureSet data, int index)
    {
        try
        {
            return "data:image/png;base64," + Convert.ToBase64String(Png(data.Read(index)));
        }
        catch (PointwiseException)
        {
            return null;
        }
    }

    private byte[] Png(Picture picture)
    {
        double scale = Math.Min(1, Side / (double)Math.Max(picture.Height, picture.Width));
        int height = Math.Max(1, (int)Math.Round(picture.Height * scale)), width = Math.Max(1, (int)Math.Round(picture.Width * scale)), channels = picture.Channels < 3 ? 1 : 3;
        var pixels = new byte[height * width * channels];
        resampler.Read(PixelRows.Of(picture), new PixelWindow(new Region(0, 0, picture.Width, picture.Height), height, width, 0, 0), Interpolation.Bilinear, channels, height, width, pixels);
        using var memory = new MemoryStream();
        PictureFile.SavePng(memory, new Picture(height, width, channels, pixels));
        return memory.ToArray();
    }
}
