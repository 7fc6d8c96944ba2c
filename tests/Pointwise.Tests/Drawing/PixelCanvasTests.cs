using Pointwise.Drawing;
using Xunit;

namespace Pointwise.Tests.Drawing;

public class PixelCanvasTests
{
    private static readonly Rgb Black = new(0, 0, 0);

    [Fact]
    public void Text_OfALetter_IsItsDots()
    {
        var canvas = new PixelCanvas(7, 11);
        canvas.Text(0, 0, "Tl", Black);
        Assert.Equal("#####..##..|..#.....#..|..#.....#..|..#.....#..|..#.....#..|..#.....#..|..#....###.", Dots(canvas));
        Assert.Equal(11, PixelCanvas.TextWidth("Tl"));
        Assert.Equal(14, PixelCanvas.TextHeight(2));
    }

    [Fact]
    public void Text_OfUnknownLetters_IsQuestionMarks()
    {
        PixelCanvas Drawn(string text) => new PixelCanvas(7, 5).Text(0, 0, text, Black);
        Assert.Equal(Dots(Drawn("?")), Dots(Drawn("é")));
        Assert.Equal(Dots(Drawn("?")), Dots(Drawn("\u0001")));
        Assert.NotEqual(Dots(Drawn("?")), Dots(Drawn("~")));
    }

    [Fact]
    public void Shapes_BeyondTheEdge_AreCutOff()
    {
        var canvas = new PixelCanvas(3, 4);
        canvas.Rectangle(-2, -1, 3, 2, Black).Text(3, 1, "HH", Black, 2).Place(2, -1, new byte[12], 2, 2);
        Assert.Equal("#.##|...#|...#", Dots(canvas));
    }

    [Fact]
    public void Picture_PlacedEnlarged_FillsSquares()
    {
        byte[] rgb = [0, 0, 0, 255, 255, 255];
        Assert.Equal(".##..|.##..", Dots(new PixelCanvas(2, 5).Place(1, 0, rgb, 1, 2, 2)));
        Assert.Equal("####|#..#|####", Dots(new PixelCanvas(3, 4).Frame(0, 0, 4, 3, Black)));
    }

    private static string Dots(PixelCanvas canvas) => string.Join('|', Enumerable.Range(0, canvas.Height)
        .Select(y => string.Concat(Enumerable.Range(0, canvas.Width).Select(x => canvas.Pixels.Span[(y * canvas.Width + x) * 3] == 0 ? '#' : '.'))));
}
