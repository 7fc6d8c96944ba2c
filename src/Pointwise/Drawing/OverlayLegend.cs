using System.Globalization;

namespace Pointwise.Drawing;

/// <summary>What stands below a picture under a map.</summary>
internal static class OverlayLegend
{
    private const int Margin = 8, LeastWidth = 240, LargeFrom = 420, BarHeight = 12, Gap = 5;
    private static readonly Rgb Ink = new(0x1c, 0x27, 0x33), Edge = new(0x87, 0x95, 0xa3);

    /// <summary>A title, and a strip of colours between its two numbers.</summary>
    public static PixelCanvas Scale(PixelCanvas picture, string title, float least, float most)
    {
        int size = LetterSize(picture), line = PixelCanvas.TextHeight(size), y = picture.Height + Margin;
        PixelCanvas canvas = Extended(picture, Margin + line + Gap + BarHeight + Gap + line + Margin);
        int left = Margin, width = canvas.Width - 2 * Margin;
        canvas.Text(left, y, Fit(title, width, size), Ink, size);
        y += line + Gap;
        for (int x = 0; x < width; x++) canvas.Rectangle(left + x, y, 1, BarHeight, HeatColours.Of((double)x / (width - 1)));
        canvas.Frame(left, y, width, BarHeight, Edge);
        y += BarHeight + Gap;
        string middle = Number(((double)least + most) / 2), right = Number(most);
        return canvas.Text(left, y, Number(least), Ink, size)
            .Text(left + (width - PixelCanvas.TextWidth(middle, size)) / 2, y, middle, Ink, size)
            .Text(left + width - PixelCanvas.TextWidth(right, size), y, right, Ink, size);
    }

    /// <summary>A title, and a square of each colour before its name, in columns.</summary>
    public static PixelCanvas Names(PixelCanvas picture, string title, IReadOnlyList<(Rgb Colour, string Name)> names)
    {
        int size = LetterSize(picture), line = PixelCanvas.TextHeight(size), step = line + Gap, room = Math.Max(picture.Width, LeastWidth) - 2 * Margin;
        int widest = line + Gap + names.Select(n => PixelCanvas.TextWidth(n.Name, size)).DefaultIfEmpty(0).Max() + 2 * Gap;
        int columns = Math.Clamp(room / widest, 1, Math.Max(1, names.Count)), rows = (names.Count + columns - 1) / columns, column = room / columns;
        PixelCanvas canvas = Extended(picture, Margin + line + Gap + rows * step + Margin).Text(Margin, picture.Height + Margin, Fit(title, room, size), Ink, size);
        for (int i = 0; i < names.Count; i++)
        {
            int x = Margin + i / rows * column, y = picture.Height + Margin + (1 + i % rows) * step;
            canvas.Rectangle(x, y, line, line, names[i].Colour).Frame(x, y, line, line, Edge)
                .Text(x + line + Gap, y, Fit(names[i].Name, column - line - 2 * Gap, size), Ink, size);
        }

        return canvas;
    }

    private static int LetterSize(PixelCanvas picture) => picture.Width >= LargeFrom ? 2 : 1;

    private static PixelCanvas Extended(PixelCanvas picture, int below)
    {
        int width = Math.Max(picture.Width, LeastWidth);
        return new PixelCanvas(picture.Height + below, width).Place((width - picture.Width) / 2, 0, picture.Pixels.Span, picture.Height, picture.Width);
    }

    private static string Fit(string text, int width, int size)
    {
        int most = Math.Max(0, (width / size + 1) / PixelLetters.Advance);
        return text.Length <= most ? text : most < 3 ? text[..most] : text[..(most - 2)] + "..";
    }

    private static string Number(double value) => Math.Abs(value) is >= 1e-3 and < 1e5 or 0 ? value.ToString("0.####", CultureInfo.InvariantCulture) : value.ToString("0.##e0", CultureInfo.InvariantCulture);
}
