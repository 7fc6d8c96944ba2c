using System.Globalization;
using Pointwise.Data;
using Pointwise.Data.Resizing;
using Pointwise.Drawing;

namespace Pointwise.Inference.Dense;

/// <summary>
/// Maps of a picture as one picture, a row of three each: the places where the top classes are most probable, one class' probability, and the answer at
/// every place.
/// </summary>
internal static class DenseDrawing
{
    private const int PanelSide = 448, Gap = 12, MostNames = 8, FrameLine = 3;

    /// <summary>Draws them.</summary>
    /// <param name="picture">The picture as it was given.</param>
    /// <param name="maps">Its maps.</param>
    /// <param name="places">The places to frame, each on the map of its scale.</param>
    /// <param name="shown">The class whose probability is shown.</param>
    public static PixelCanvas Draw(Picture picture, IReadOnlyList<DenseMap> maps, IReadOnlyList<DensePlace> places, int shown)
    {
        double size = (double)PanelSide / Math.Max(picture.Height, picture.Width);
        int height = Math.Max(1, (int)Math.Round(picture.Height * size)), width = Math.Max(1, (int)Math.Round(picture.Width * size));
        var rgb = new byte[height * width * 3];
        ChannelConversion.Copy(picture.Resize(height, width).Pixels.Span, picture.Channels, rgb, 3);
        float most = maps.Max(m => m.ProbabilityOf(shown).Max());
        PixelCanvas[][] rows = [.. maps.Select(map => new[]
        {
            Framed(rgb, height, width, size, map, [.. places.Where(p => p.Scale == map.Scale)], places),
            Heat(rgb, height, width, size, map, shown, most),
            Answered(rgb, height, width, size, map, places),
        })];
        int[] heights = [.. rows.Select(row => row.Max(panel => panel.Height))];
        int column = rows.Max(row => row.Max(panel => panel.Width)) + Gap;
        var canvas = new PixelCanvas(heights.Sum() + Gap * (heights.Length + 1), 3 * column + Gap);
        for (int r = 0, y = Gap; r < rows.Length; y += heights[r++] + Gap)
            for (int p = 0; p < 3; p++) canvas.Place(Gap + p * column, y, rows[r][p].Pixels.Span, rows[r][p].Height, rows[r][p].Width);
        return canvas;
    }

    private static PixelCanvas Framed(byte[] rgb, int height, int width, double size, DenseMap map, DensePlace[] framed, IReadOnlyList<DensePlace> all)
    {
        PixelCanvas canvas = new PixelCanvas(height, width).Place(0, 0, rgb, height, width);
        foreach (DensePlace place in framed.Reverse())
        {
            Region region = place.Region;
            int left = (int)(region.Left * size), top = (int)(region.Top * size);
            canvas.Frame(left, top, (int)(region.Right * size) - left, (int)(region.Bottom * size) - top, ColourOf(place.Class, all), FrameLine);
        }

        string title = string.Create(CultureInfo.InvariantCulture, $"scale {map.Scale}: {map.Rows}x{map.Columns} places");
        return OverlayLegend.Names(canvas, title, [.. framed.Select(p => (ColourOf(p.Class, all), string.Create(CultureInfo.InvariantCulture, $"{100 * p.Probability:0.0}% {p.Label}")))]);
    }

    private static PixelCanvas Heat(byte[] rgb, int height, int width, double size, DenseMap map, int shown, float most) =>
        new HeatOverlay(map.Rows, map.Columns, map.ProbabilityOf(shown)) { Placement = Scaled(map, size), Least = 0, Most = most }
            .OverWithLegend(rgb, height, width, map.LabelOf(shown));

    private static PixelCanvas Answered(byte[] rgb, int height, int width, double size, DenseMap map, IReadOnlyList<DensePlace> places)
    {
        int[] answers = map.Answers();
        int[] common = [.. answers.CountBy(a => a).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(MostNames).Select(c => c.Key)];
        // classes with a place keep its colour; the others get the ones behind
        Rgb Colour(int index) => places.Any(p => p.Class == index) ? ColourOf(index, places) : ClassColours.Of(places.Count + Math.Max(0, Array.IndexOf(common, index)));
        return new ClassOverlay(map.Rows, map.Columns, answers) { Placement = Scaled(map, size), Colour = Colour }
            .OverWithLegend(rgb, height, width, "answer at each place", common.Select(c => (c, $"{answers.Count(a => a == c)} {map.LabelOf(c)}")));
    }

    private static Rgb ColourOf(int index, IReadOnlyList<DensePlace> places)
    {
        int rank = 0;
        while (rank < places.Count && places[rank].Class != index) rank++;
        return ClassColours.Of(rank);
    }

    private static MapPlacement Scaled(DenseMap map, double size)
    {
        MapPlacement placement = map.Grid.Placement;
        return new MapPlacement(placement.Top * size, placement.Left * size, placement.StepY * size, placement.StepX * size);
    }
}
