using Pointwise.Data;
using Pointwise.Data.Resizing;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Dense;
using Pointwise.Tests.Parity;
using Xunit;

namespace Pointwise.Tests.Inference.Dense;

public class DenseClassifierTests
{
    [Fact]
    public void Map_OfANetworkWithoutPadding_IsEveryWindowsScores()
    {
        using Model model = SlidingNetworks.Unpadded();
        using var dense = new DenseClassifier(model);
        using var crop = new Session(model);
        Picture picture = SlidingNetworks.Picture(20, 27);
        DenseMap map = dense.Map("picture", picture);
        Assert.Equal((5, 8, 5), (map.Rows, map.Columns, map.Classes));
        for (int y = 0; y < map.Rows; y++)
        {
            for (int x = 0; x < map.Columns; x++)
            {
                Assert.True(map.Grid.IsInner(y, x));
                Near.Check($"{y},{x}", SlidingNetworks.ScoresOf(crop, SlidingNetworks.Cut(picture, 2 * y, 2 * x, 12, 12)), map.At(y, x), 1e-5);
            }
        }
    }

    [Fact]
    public void Map_AtTheNetworksOwnSize_IsTheClassifiersAnswer()
    {
        using Model model = SlidingNetworks.Padded();
        using var dense = new DenseClassifier(model);
        using var classifier = new Classifier(model);
        Picture picture = SlidingNetworks.Picture(24, 24);
        DenseMap map = dense.Map("picture", picture);
        Assert.Equal((1, 1), (map.Rows, map.Columns));
        IReadOnlyList<Answer> expected = classifier.Classify(picture, 5), found = dense.Classify("picture", picture, [1], 5);
        Assert.Equal(expected.Select(a => a.Label), found.Select(a => a.Label));
        for (int i = 0; i < 5; i++) Assert.Equal(expected[i].Probability, found[i].Probability, 1e-6);
    }

    /// <summary>
    /// With padding a window's own edge gives zeros where the larger picture has pixels: no cell is a window's scores. What a cell gives follows from its
    /// field alone, wherever that lies in a picture.
    /// </summary>
    [Fact]
    public void Map_OfANetworkWithPadding_DiffersFromWindowsAndFollowsFromTheFieldAlone()
    {
        using Model model = SlidingNetworks.Padded();
        using var dense = new DenseClassifier(model);
        using Model sliding = DenseClassifier.Convert(model);
        using var crop = new Session(sliding);
        Picture picture = SlidingNetworks.Picture(80, 84);
        DenseMap whole = dense.Map("whole", picture), part = dense.Map("part", SlidingNetworks.Cut(picture, 8, 12, 60, 64));
        int inner = 0, edge = 0;
        for (int y = 0; y < part.Rows; y++)
        {
            for (int x = 0; x < part.Columns; x++)
            {
                double away = SlidingNetworks.Away(part.At(y, x), whole.At(y + 2, x + 3));
                if (part.Grid.IsInner(y, x) && whole.Grid.IsInner(y + 2, x + 3))
                {
                    inner++;
                    Near.Check($"{y},{x}", whole.At(y + 2, x + 3).ToArray(), part.At(y, x), 1e-5);
                    Assert.True(SlidingNetworks.Away(SlidingNetworks.ScoresOf(crop, SlidingNetworks.Cut(picture, 4 * (y + 2), 4 * (x + 3), 24, 24)), whole.At(y + 2, x + 3)) > 1e-3);
                }
                else if (away > 1e-3) edge++;
            }
        }

        Assert.True(inner >= 20, $"{inner} inner cells");
        Assert.True(edge >= 20, $"{edge} cells that see the edge");
    }

    [Theory]
    [InlineData(103, 67, 90_000, 3)]
    [InlineData(90, 130, 200_000, 2)]
    [InlineData(25, 260, 150_000, 2)]
    public void Map_InTiles_IsTheMapOfTheWhole(int height, int width, long bytes, int leastTiles)
    {
        using Model model = SlidingNetworks.Padded();
        using var whole = new DenseClassifier(model);
        using var tiled = new DenseClassifier(model, new DenseOptions { MemoryBytes = bytes });
        Picture picture = SlidingNetworks.Picture(height, width);
        DenseMap expected = whole.Map("picture", picture), found = tiled.Map("picture", picture);
        Assert.Equal(1, expected.Cost.Tiles);
        Assert.True(found.Cost.Tiles >= leastTiles, $"{found.Cost.Tiles} tiles");
        Assert.Equal((expected.Rows, expected.Columns), (found.Rows, found.Columns));
        Assert.True(found.Cost.MultiplyAdds > expected.Cost.MultiplyAdds);
        Near.Check("map", expected.Scores.ToArray(), found.Scores.Span, 1e-5);
    }

    [Fact]
    public void Map_OfAMirrorPictureInTiles_IsTheMapOfTheWholeMirrorPicture()
    {
        using Model model = SlidingNetworks.Padded();
        using var whole = new DenseClassifier(model);
        using var tiled = new DenseClassifier(model, new DenseOptions { MemoryBytes = 90_000 });
        Picture picture = SlidingNetworks.Picture(103, 67);
        double[] expected = whole.Probabilities("picture", picture, [1, 1.3], withFlips: true), found = tiled.Probabilities("picture", picture, [1, 1.3], withFlips: true);
        for (int c = 0; c < expected.Length; c++) Assert.Equal(expected[c], found[c], 1e-5);
        Assert.NotEqual(whole.Probabilities("picture", picture, [1, 1.3], withFlips: false), expected);
    }

    [Fact]
    public void Map_OnOneThreadOrFour_HasTheSameBits()
    {
        using Model model = SlidingNetworks.Padded();
        using var one = new DenseClassifier(model, new DenseOptions { Threads = 1 });
        using var four = new DenseClassifier(model, new DenseOptions { Threads = 4 });
        Picture picture = SlidingNetworks.Picture(50, 61);
        Assert.Equal(one.Map("picture", picture).Scores.ToArray(), four.Map("picture", picture).Scores.ToArray());
    }

    [Fact]
    public void Scale_OfAModelThatResizes_IsAMultipleOfItsShortSide()
    {
        using Model model = SlidingNetworks.Padded() with { Preprocessing = SlidingNetworks.Plain with { ResizeShortSide = 30 } };
        using var dense = new DenseClassifier(model);
        Picture picture = SlidingNetworks.Picture(90, 120);
        DenseMap map = dense.Map("picture", picture, 1.5);
        Assert.Equal((45, 60), (map.Grid.Height, map.Grid.Width));
        Assert.Equal((4, 4), (map.Grid.StrideY, map.Grid.StrideX));
        Assert.Equal(new MapPlacement(24, 24, 8, 8), map.Grid.Placement);
        Assert.Equal(new Region(8, 16, 56, 64), map.Grid.Place(2, 1));
    }

    [Fact]
    public void Places_OfAMap_AreWhereEachClassIsMostProbable()
    {
        using Model model = SlidingNetworks.Unpadded();
        using var dense = new DenseClassifier(model);
        DenseMap map = dense.Map("picture", SlidingNetworks.Picture(30, 33));
        IReadOnlyList<DensePlace> places = map.BestPlaces(3);
        Assert.Equal(3, places.Count);
        Assert.True(places[0].Probability >= places[1].Probability && places[1].Probability >= places[2].Probability);
        foreach (DensePlace place in places)
        {
            float[] probabilities = map.ProbabilityOf(place.Class);
            Assert.Equal(probabilities.Max(), (float)place.Probability);
            Assert.Equal(probabilities[place.Row * map.Columns + place.Column], probabilities.Max());
            Assert.Equal(map.Grid.Place(place.Row, place.Column), place.Region);
            Assert.Equal(place, map.BestPlace(place.Class) with { Probability = place.Probability });
        }

        int[] answers = map.Answers();
        Assert.All(Enumerable.Range(0, map.Cells), cell => Assert.Equal(answers[cell], Array.IndexOf(map.At(cell / map.Columns, cell % map.Columns).ToArray(), map.At(cell / map.Columns, cell % map.Columns).ToArray().Max())));
        Assert.Equal(1, map.MeanProbabilities().Sum(), 1e-9);
    }

    [Fact]
    public void Cost_OfAMap_IsLessThanThatOfItsWindows()
    {
        using Model model = SlidingNetworks.Unpadded();
        using var dense = new DenseClassifier(model);
        DenseMap map = dense.Map("picture", SlidingNetworks.Picture(20, 27));
        // conv 18x25x8x27, fully connected over 5x5x8 and over 9, at 5x8 places; each window has 10x10 and 1 instead
        Assert.Equal(18 * 25 * 8 * 27 + 40 * (200 * 9 + 45), map.Cost.MultiplyAdds);
        Assert.Equal(40 * (10 * 10 * 8 * 27 + 200 * 9 + 45), map.Cost.CropMultiplyAdds);
        DenseTimes times = dense.Measure("picture", SlidingNetworks.Picture(20, 27));
        Assert.True(times is { MapSeconds: > 0, CropSeconds: > 0, CropsMeasured: > 0 });
    }

    [Fact]
    public void Picture_SmallerThanTheWindow_IsRefused()
    {
        using Model model = SlidingNetworks.Unpadded();
        using var dense = new DenseClassifier(model);
        var e = Assert.Throws<PointwiseException>(() => dense.Map("small.png", SlidingNetworks.Picture(20, 30), 0.5));
        Assert.Equal("small.png: too small at scale 0.5\n  expected: at least 12x12, what the network was made for\n  found:    10x15\n  fix:      name a larger scale, or use a larger picture", e.Message);
        foreach (double scale in (double[])[0, -1, double.NaN, double.PositiveInfinity, 1e9])
            Assert.StartsWith($"small.png: impossible size at scale {scale.ToString(System.Globalization.CultureInfo.InvariantCulture)}\n", Assert.Throws<PointwiseException>(() => dense.Map("small.png", SlidingNetworks.Picture(20, 30), scale)).Message, StringComparison.Ordinal);
        Assert.StartsWith("scales: none\n", Assert.Throws<PointwiseException>(() => dense.Classify("a", SlidingNetworks.Picture(20, 30), [], 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_TooSmallForTiles_IsRefused()
    {
        using Model model = SlidingNetworks.Padded();
        using var dense = new DenseClassifier(model, new DenseOptions { MemoryBytes = 30_000 });
        var e = Assert.Throws<PointwiseException>(() => dense.Map("large.png", SlidingNetworks.Picture(200, 200)));
        Assert.StartsWith("large.png: the memory allowed is too small for tiles\n", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Head_ThatIsTheMeanOfHeads_IsRefused()
    {
        using Model model = SlidingNetworks.Unpadded();
        var e = Assert.Throws<PointwiseException>(() => new DenseClassifier(model, new DenseOptions { Head = "mean" }));
        Assert.StartsWith("unpadded: the mean of heads cannot slide: their maps differ in stride\n", e.Message, StringComparison.Ordinal);
    }
}
