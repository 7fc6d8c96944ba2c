using System.Globalization;
using Pointwise.Data;
using Pointwise.Data.Resizing;
using Pointwise.Drawing;

namespace Pointwise.Training.Attributions;

/// <summary>The map of an attribution as heat on the picture. What the network did not see is faded.</summary>
public static class AttributionOverlay
{
    private const int LongestSide = 1024, LeastSide = 224;
    private const double Fade = 0.65;
    private static readonly Rgb White = new(255, 255, 255);

    /// <summary>Draws it, with a legend below; large pictures are reduced, small ones enlarged.</summary>
    /// <param name="picture">The picture that was explained.</param>
    /// <param name="attribution">What is drawn; values below 0, which speak against the class, as 0.</param>
    /// <exception cref="PointwiseException">The picture's sizes and memory do not fit.</exception>
    public static Picture Draw(Picture picture, Attribution attribution)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(attribution);
        picture.Check("picture");
        Picture shown = Sized(picture);
        double down = (double)shown.Height / picture.Height, across = (double)shown.Width / picture.Width;
        Region seen = attribution.Seen;
        AttributionMap map = attribution.Map;
        double top = seen.Top * down, left = seen.Left * across, stepY = (seen.Bottom - seen.Top) * down / map.Height, stepX = (seen.Right - seen.Left) * across / map.Width;
        float[] values = [.. map.Values.Select(v => (float)Math.Max(0, v))];
        var heat = new HeatOverlay(map.Height, map.Width, values) { Placement = new MapPlacement(top + stepY / 2, left + stepX / 2, stepY, stepX), Least = 0 };
        string method = attribution.Method == AttributionMethod.Cam ? "cam" : "gradcam";
        string title = string.Create(CultureInfo.InvariantCulture, $"{method}: {100 * attribution.Answer.Probability:F1} % {attribution.Answer.Label}");
        byte[] rgb = Rgb(shown, new Region((float)left, (float)top, (float)(left + stepX * map.Width), (float)(top + stepY * map.Height)));
        PixelCanvas canvas = heat.OverWithLegend(rgb, shown.Height, shown.Width, title);
        return new Picture(canvas.Height, canvas.Width, 3, canvas.Pixels);
    }

    private static Picture Sized(Picture picture)
    {
        int longer = Math.Max(picture.Height, picture.Width), shorter = Math.Min(picture.Height, picture.Width);
        if (longer > LongestSide) return picture.Resize(Reduced(picture.Height, longer), Reduced(picture.Width, longer));
        int times = Math.Min((LeastSide + shorter - 1) / shorter, LongestSide / longer);
        return times > 1 ? picture.Resize(picture.Height * times, picture.Width * times, Graphs.Interpolation.Nearest) : picture;
    }

    private static int Reduced(int side, int longer) => Math.Max(1, (int)((long)side * LongestSide / longer));

    private static byte[] Rgb(Picture picture, Region seen)
    {
        var rgb = new byte[picture.Height * picture.Width * 3];
        for (int y = 0; y < picture.Height; y++)
        {
            bool inRows = y + 0.5 > seen.Top && y + 0.5 < seen.Bottom;
            for (int x = 0; x < picture.Width; x++)
            {
                int pixel = y * picture.Width + x;
                var colour = new Rgb(picture.Value(pixel, 0, 3), picture.Value(pixel, 1, 3), picture.Value(pixel, 2, 3));
                if (!inRows || x + 0.5 < seen.Left || x + 0.5 > seen.Right) colour = colour.Towards(White, Fade);
                (rgb[3 * pixel], rgb[3 * pixel + 1], rgb[3 * pixel + 2]) = (colour.Red, colour.Green, colour.Blue);
            }
        }

        return rgb;
    }
}
