using System.Globalization;
using Pointwise.Data;
using Pointwise.Data.Resizing;
using Pointwise.Drawing;
using Pointwise.Graphs;

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
        (Region seen, MapPlacement cells) = (attribution.Seen, attribution.Placement);
        (int top, int height) = Pixels(seen.Top * down, seen.Bottom * down, shown.Height);
        (int left, int width) = Pixels(seen.Left * across, seen.Right * across, shown.Width);
        var placement = new MapPlacement(cells.Top * down - top, cells.Left * across - left, cells.StepY * down, cells.StepX * across);
        HeatOverlay heat = Covering(attribution.Map, placement, height, width);
        string method = attribution.Method == AttributionMethod.Cam ? "cam" : "gradcam";
        string title = string.Create(CultureInfo.InvariantCulture, $"{method}: {100 * attribution.Answer.Probability:F1} % {attribution.Answer.Label}{(attribution.Against is { } other ? $", not {other.Label}" : "")}");
        PixelCanvas canvas = new PixelCanvas(shown.Height, shown.Width).Place(0, 0, Colours(shown, 0, 0, shown.Height, shown.Width, Fade), shown.Height, shown.Width)
            .Place(left, top, heat.Over(Colours(shown, top, left, height, width, 0), height, width).Pixels.Span, height, width);
        canvas = OverlayLegend.Scale(canvas, title, heat.Range().Least, heat.Range().Most);
        return new Picture(canvas.Height, canvas.Width, 3, canvas.Pixels);
    }

    private static Picture Sized(Picture picture)
    {
        int longer = Math.Max(picture.Height, picture.Width), shorter = Math.Min(picture.Height, picture.Width);
        if (longer > LongestSide) return picture.Resize(Reduced(picture.Height, longer), Reduced(picture.Width, longer));
        int times = Math.Min((LeastSide + shorter - 1) / shorter, LongestSide / longer);
        return times > 1 ? picture.Resize(picture.Height * times, picture.Width * times, Interpolation.Nearest) : picture;
    }

    private static int Reduced(int side, int longer) => Math.Max(1, (int)((long)side * LongestSide / longer));

    private static (int First, int Count) Pixels(double from, double to, int extent)
    {
        int first = Math.Clamp((int)Math.Round(from), 0, extent - 1);
        return (first, Math.Clamp((int)Math.Round(to), first + 1, extent) - first);
    }

    /// <summary>The map, its outermost values repeated until they cover all that the network saw.</summary>
    private static HeatOverlay Covering(AttributionMap map, MapPlacement placement, int height, int width)
    {
        (int above, int below) = Missing(placement.Top, placement.StepY, map.Height, height);
        (int before, int after) = Missing(placement.Left, placement.StepX, map.Width, width);
        int rows = above + map.Height + below, columns = before + map.Width + after;
        var values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)Math.Max(0, map[Math.Clamp(i / columns - above, 0, map.Height - 1), Math.Clamp(i % columns - before, 0, map.Width - 1)]);
        return new HeatOverlay(rows, columns, values)
        {
            Placement = placement with { Top = placement.Top - above * placement.StepY, Left = placement.Left - before * placement.StepX },
            Least = 0,
        };
    }

    private static (int Before, int After) Missing(double first, double step, int count, int extent) =>
        (Math.Max(0, (int)Math.Ceiling(first / step - 0.5)), Math.Max(0, (int)Math.Ceiling((extent - first) / step - count + 0.5)));

    private static byte[] Colours(Picture picture, int top, int left, int height, int width, double fade)
    {
        var rgb = new byte[height * width * 3];
        for (int i = 0; i < height * width; i++)
        {
            int pixel = (top + i / width) * picture.Width + left + i % width;
            Rgb colour = new Rgb(picture.Value(pixel, 0, 3), picture.Value(pixel, 1, 3), picture.Value(pixel, 2, 3)).Towards(White, fade);
            (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = (colour.Red, colour.Green, colour.Blue);
        }

        return rgb;
    }
}
