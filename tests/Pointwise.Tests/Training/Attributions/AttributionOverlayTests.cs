using Pointwise.Data;
using Pointwise.Data.Resizing;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Data;
using Pointwise.Training.Attributions;
using Xunit;

namespace Pointwise.Tests.Training.Attributions;

public class AttributionOverlayTests
{
    [Fact]
    public void Overlay_OfACrop_IsWarmWhereTheMapIsAndFadedWhatWasNotSeen()
    {
        var map = new AttributionMap(2, 2, [-3, 0, 0, 2]);
        Picture drawn = AttributionOverlay.Draw(Pictures.Flat(300, 400, 40, 80, 120), Of(map, new Region(100, 50, 300, 250)));
        Assert.Equal((400, 3), (drawn.Width, drawn.Channels));
        Assert.True(drawn.Height > 300, "a legend stands below");
        Rgb picture = new(40, 80, 120), faded = picture.Towards(new Rgb(255, 255, 255), 0.65);
        Assert.Equal(faded, At(drawn, 99, 150));
        Assert.Equal(faded, At(drawn, 300, 150));
        Assert.Equal(faded, At(drawn, 200, 49));
        Assert.Equal(picture.Towards(HeatColours.Of(0), 0.28), At(drawn, 100, 50));
        Assert.Equal(picture.Towards(HeatColours.Of(1), 0.7), At(drawn, 290, 240));
    }

    [Fact]
    public void Overlay_OfAMapThatIsMovedAside_CoversAllThatWasSeenAndNoMore()
    {
        Attribution attribution = Of(new AttributionMap(1, 2, [0, 1]), new Region(0, 100, 300, 200)) with { Placement = new MapPlacement(180, 140, 100, 150) };
        Picture drawn = AttributionOverlay.Draw(Pictures.Flat(300, 300, 40, 80, 120), attribution);
        Rgb picture = new(40, 80, 120), cold = picture.Towards(HeatColours.Of(0), 0.28), warm = picture.Towards(HeatColours.Of(1), 0.7);
        foreach (int y in (int[])[100, 150, 199])
        {
            Assert.Equal(cold, At(drawn, 0, y));
            Assert.Equal(cold, At(drawn, 139, y));
            Assert.Equal(warm, At(drawn, 290, y));
        }

        Assert.Equal(picture.Towards(new Rgb(255, 255, 255), 0.65), At(drawn, 290, 200));
        Assert.Equal((290, 180), attribution.Peak);
    }

    [Fact]
    public void Placement_BehindPoolsWithoutPadding_IsMovedAsTheirWindowsAre()
    {
        var b = new GraphBuilder("halving");
        Value x = b.Input(new Shape(1, 3, 224, 224)).Conv2D("conv", 2, Window.Square(7, 2, 3));
        for (int i = 0; i < 4; i++) x = x.MaxPool($"pool{i}", Window.Square(3, 2, ceilMode: true));
        Value enlarged = x.Resize("enlarged", 8);
        b.Head("main", enlarged.GlobalAveragePool("average"));
        Graph graph = b.Build();
        Assert.Equal(new MapPlacement(0.5, 0.5, 2, 2), LayerPlacement.Of(graph, 1));
        Assert.Equal(new MapPlacement(30.5, 30.5, 32, 32), LayerPlacement.Of(graph, 5));
        Assert.Equal(new MapPlacement(2, 2, 4, 4), LayerPlacement.Of(graph, graph.Nodes.Select(n => n.Name).ToList().IndexOf("enlarged")));
        Assert.Equal(new MapPlacement(71, 40.5, 64, 32), LayerPlacement.On(new MapPlacement(30.5, 30.5, 32, 32), new Shape(1, 3, 224, 224), new Region(10, 10, 234, 458)));
    }

    [Theory]
    [InlineData(28, 28, 1, 224, 224)]
    [InlineData(3000, 2000, 2, 1024, 682)]
    [InlineData(2, 5000, 4, 1, 1024)]
    [InlineData(2, 600, 3, 2, 600)]
    public void Overlay_OfAPictureOfAnySize_IsOfASizeToLookAt(int height, int width, int channels, int shownHeight, int shownWidth)
    {
        Picture drawn = AttributionOverlay.Draw(Pictures.OfFormula(height, width, channels), Of(new AttributionMap(3, 3, [.. new double[9]]), new Region(0, 0, width, height)));
        Assert.Equal(Math.Max(240, shownWidth), drawn.Width);
        Assert.InRange(drawn.Height - shownHeight, 20, 80);
    }

    [Theory]
    [InlineData(91, 150, 64, 48, 40)]
    [InlineData(150, 91, 64, 40, 56)]
    [InlineData(50, 70, 0, 32, 32)]
    public void Seen_OfAPicture_IsWhatTheNetworkReads(int height, int width, int shortSide, int inputHeight, int inputWidth)
    {
        Picture picture = Pictures.OfPlaces(height, width);
        var reader = new PictureReader("network", new Shape(1, 3, inputHeight, inputWidth), new Preprocessing { ResizeShortSide = shortSide, Stretch = shortSide == 0 });
        ReadOnlySpan<byte> read = reader.Read("picture", picture, default);
        Region seen = reader.Seen("picture", picture);
        Assert.True(seen.LiesIn(height, width));
        for (int y = 2; y < inputHeight - 2; y++)
        {
            for (int x = 2; x < inputWidth - 2; x++)
            {
                Assert.Equal(seen.Left + (x + 0.5) * (seen.Right - seen.Left) / inputWidth - 0.5, read[(y * inputWidth + x) * 3], 1.01);
                Assert.Equal(seen.Top + (y + 0.5) * (seen.Bottom - seen.Top) / inputHeight - 0.5, read[(y * inputWidth + x) * 3 + 1], 1.01);
            }
        }
    }

    [Fact]
    public void Peak_OfAMap_IsItsWarmestPlaceInThePicture()
    {
        Attribution attribution = Of(new AttributionMap(2, 3, [0, 1, 5, -2, 5, 0]), new Region(30, 10, 90, 50));
        Assert.Equal((80, 20), attribution.Peak);
        Assert.Equal(9, attribution.Map.Sum);
        Assert.Equal(-7, attribution.Bias);
    }

    private static Attribution Of(AttributionMap map, Region seen) => new(new Answer(0, "class", 0.5), 2, AttributionMethod.Cam, "layer", map, seen,
        LayerPlacement.On(MapPlacement.Over(100, 100, map.Height, map.Width), new Shape(1, 3, 100, 100), seen), [], []);

    private static Rgb At(Picture picture, int x, int y)
    {
        ReadOnlySpan<byte> pixel = picture.Pixels.Span.Slice((y * picture.Width + x) * 3, 3);
        return new Rgb(pixel[0], pixel[1], pixel[2]);
    }
}
