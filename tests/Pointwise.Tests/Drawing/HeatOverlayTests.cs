using Pointwise.Drawing;
using Xunit;

namespace Pointwise.Tests.Drawing;

public class HeatOverlayTests
{
    private static readonly Rgb Grey = new(100, 100, 100);

    [Fact]
    public void Overlay_EvenlyOverAPicture_HasTheExtremesAtTheirCellsAndTheMeanBetween()
    {
        var overlay = new HeatOverlay(1, 2, new float[] { 0, 4 }) { Opacity = 1 };
        PixelCanvas drawn = overlay.Over(Picture(1, 9), 1, 9);
        Assert.Equal(Grey.Towards(HeatColours.Of(0), 0.4), At(drawn, 0, 0));
        Assert.Equal(HeatColours.Of(1), At(drawn, 0, 8));
        Assert.Equal(Grey.Towards(HeatColours.Of(0.5), 0.7), At(drawn, 0, 4));
    }

    [Fact]
    public void Overlay_ByItsPlacement_LeavesThePictureAloneBeyondTheCells()
    {
        var overlay = new HeatOverlay(1, 1, new float[] { 3 }) { Placement = new MapPlacement(3, 4, 2, 4), Least = 0, Most = 3, Opacity = 1 };
        PixelCanvas drawn = overlay.Over(Picture(6, 8), 6, 8);
        for (int y = 0; y < 6; y++)
            for (int x = 0; x < 8; x++)
                Assert.Equal(y is 2 or 3 && x is >= 2 and < 6 ? HeatColours.Of(1) : Grey, At(drawn, y, x));
    }

    [Fact]
    public void Overlay_OfNumbersThatAreNotFinite_LeavesThePictureAloneThere()
    {
        var overlay = new HeatOverlay(1, 3, new float[] { float.NaN, 1, 2 });
        PixelCanvas drawn = overlay.Over(Picture(1, 3), 1, 3);
        Assert.Equal((1, 2), overlay.Range());
        Assert.Equal(Grey, At(drawn, 0, 0));
        Assert.NotEqual(Grey, At(drawn, 0, 1));
        Assert.Equal((0, 0), new HeatOverlay(1, 1, new float[] { float.PositiveInfinity }).Range());
    }

    [Fact]
    public void Legend_BelowAPicture_ShowsTheScaleFromFirstToLastColour()
    {
        PixelCanvas drawn = new HeatOverlay(2, 2, new float[] { 0, 1, 2, 3 }).OverWithLegend(Picture(20, 300), 20, 300, "score of dog");
        Assert.Equal(300, drawn.Width);
        int y = 20 + 8 + 7 + 5 + 6;
        Assert.Equal(HeatColours.Of(1d / 283), At(drawn, y, 9));
        Assert.Equal(HeatColours.Of(282d / 283), At(drawn, y, 290));
        Assert.Contains(Enumerable.Range(8, 100), x => At(drawn, 20 + 8 + 3, x) != new Rgb(255, 255, 255));
    }

    [Fact]
    public void Squares_OfAMap_AreOneColourACell()
    {
        PixelCanvas drawn = new HeatOverlay(1, 2, new float[] { 5, 7 }).Squares(3);
        Assert.Equal((3, 6), (drawn.Height, drawn.Width));
        Assert.Equal(HeatColours.Of(0), At(drawn, 2, 2));
        Assert.Equal(HeatColours.Of(1), At(drawn, 0, 3));
    }

    [Fact]
    public void Overlay_OfSizesThatDoNotFit_IsRefused()
    {
        var short1 = Assert.Throws<PointwiseException>(() => new HeatOverlay(2, 2, new float[3]).Range());
        Assert.Equal("map to draw: sizes and numbers do not fit\n  expected: at least one cell, and rows x columns numbers\n  found:    2x2 and 3 numbers\n  fix:      correct rows and columns", short1.Message);
        var short2 = Assert.Throws<PointwiseException>(() => new HeatOverlay(1, 1, new float[1]).Over(new byte[5], 1, 2));
        Assert.StartsWith("picture to draw on: sizes and memory do not fit\n", short2.Message, StringComparison.Ordinal);
        var short3 = Assert.Throws<PointwiseException>(() => new ClassOverlay(1, 1, new int[2]).Over(Picture(1, 1), 1, 1));
        Assert.StartsWith("map to draw: sizes and classes do not fit\n", short3.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_OverAPicture_KeepHardEdgesAndLeaveNoClassAlone()
    {
        var overlay = new ClassOverlay(1, 3, new[] { 4, -1, 2 }) { Opacity = 1 };
        PixelCanvas drawn = overlay.Over(Picture(2, 6), 2, 6);
        Assert.Equal([ClassColours.Of(4), ClassColours.Of(4), Grey, Grey, ClassColours.Of(2), ClassColours.Of(2)], Enumerable.Range(0, 6).Select(x => At(drawn, 1, x)));
    }

    [Fact]
    public void ClassLegend_BelowAPicture_HasASquareOfEachColour()
    {
        PixelCanvas drawn = new ClassOverlay(1, 1, new[] { 0 }).OverWithLegend(Picture(10, 10), 10, 10, "classes", [(0, "cat"), (1, "dog")]);
        Rgb[] all = [.. from y in Enumerable.Range(10, drawn.Height - 10) from x in Enumerable.Range(0, drawn.Width) select At(drawn, y, x)];
        Assert.Contains(ClassColours.Of(0), all);
        Assert.Contains(ClassColours.Of(1), all);
        Assert.DoesNotContain(ClassColours.Of(2), all);
    }

    [Fact]
    public void ClassColours_OfTwentyClasses_AreAllDifferent() => Assert.Equal(20, Enumerable.Range(0, 20).Select(ClassColours.Of).Distinct().Count());

    private static byte[] Picture(int height, int width) => [.. Enumerable.Repeat((byte)100, height * width * 3)];

    private static Rgb At(PixelCanvas canvas, int y, int x)
    {
        ReadOnlySpan<byte> pixel = canvas.Pixels.Span.Slice((y * canvas.Width + x) * 3, 3);
        return new Rgb(pixel[0], pixel[1], pixel[2]);
    }
}
