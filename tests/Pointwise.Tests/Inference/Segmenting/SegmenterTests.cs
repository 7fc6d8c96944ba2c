using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Segmenting;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Data.Masks;
using Xunit;

namespace Pointwise.Tests.Inference.Segmenting;

public class SegmenterTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(24, 32)]
    [InlineData(37, 19)]
    [InlineData(1, 70)]
    public void Segment_AnySize_AnswersEveryPixelOfThePicture(int height, int width)
    {
        using Model model = PixelModels.ByRed(3, 24, 32);
        using var segmenter = new Segmenter(model, new SegmenterOptions { Threads = 1 });
        var drawn = new DrawnMasks(3, height, width);
        for (int i = 0; i < 3; i++)
        {
            Segmentation answer = segmenter.Segment(drawn.Read(i));
            Mask truth = drawn.Mask(i);
            Assert.Equal((height, width), (answer.Mask.Height, answer.Mask.Width));
            Assert.Equal(truth.Classes.ToArray(), answer.Mask.Classes.ToArray());
            foreach (ClassArea area in answer.Areas)
            {
                int pixels = truth.Classes.ToArray().Count(c => c == area.Class);
                Assert.Equal(($"class {area.Class}", pixels, (double)pixels / (height * width)), (area.Label, (int)area.Pixels, area.Share));
            }
        }
    }

    [Theory]
    [InlineData(48, false, 1 << 20)]
    [InlineData(0, true, 1 << 20)]
    [InlineData(0, false, 600)]
    public void Segment_ResizedForTheNetwork_AnswersInThePicturesOwnSize(int shortSide, bool stretch, long mostPixels)
    {
        using Model model = PixelModels.ByRed(2, 40, 30) with { Preprocessing = new Preprocessing { ResizeShortSide = shortSide, Stretch = stretch } };
        using var segmenter = new Segmenter(model, new SegmenterOptions { Threads = 1, MostPixels = mostPixels });
        var drawn = new DrawnMasks(2, 36, 48, 2);
        Mask answer = segmenter.Segment(drawn.Read(1)).Mask, truth = drawn.Mask(1);
        Assert.Equal((36, 48), (answer.Height, answer.Width));
        int right = Enumerable.Range(0, 36 * 48).Count(p => answer.Classes.Span[p] == truth.Classes.Span[p]);
        Assert.InRange(right / (36.0 * 48), 0.9, 1);
    }

    [Fact]
    public void Scores_OfAnotherSize_LieLinearlyBetweenTheMapsPlaces()
    {
        var map = new ScoreMap();
        var random = new Random(3);
        float[] values = [.. Enumerable.Range(0, 3 * 5 * 2).Select(_ => random.NextSingle())];
        values.CopyTo(map.Open((3, 5), 2, (7, 9), false));
        for (int y = 0; y < 7; y++)
        {
            float[] row = map.Row(y).ToArray();
            for (int x = 0; x < 9; x++)
            {
                for (int c = 0; c < 2; c++) Assert.Equal(Between(values, (y + 0.5) * 3 / 7 - 0.5, (x + 0.5) * 5 / 9 - 0.5, c), row[x * 2 + c], 1e-6);
            }
        }

        static double Between(float[] values, double y, double x, int c)
        {
            double sum = 0;
            for (int row = -1; row <= 3; row++)
            {
                for (int column = -1; column <= 5; column++)
                {
                    double weight = Math.Max(0, 1 - Math.Abs(y - row)) * Math.Max(0, 1 - Math.Abs(x - column));
                    sum += weight * values[(Math.Clamp(row, 0, 2) * 5 + Math.Clamp(column, 0, 4)) * 2 + c];
                }
            }

            return sum;
        }
    }

    [Fact]
    public void Scores_MirroredToo_AreTheMeanOfBothViewsProbabilities()
    {
        using Model model = PixelModels.Drawn(4, 12, 16);
        Picture picture = Tests.Data.Pictures.OfFormula(12, 16, 3);
        using var one = new Segmenter(model, new SegmenterOptions { Threads = 1 });
        using var two = new Segmenter(model, new SegmenterOptions { Threads = 1, Views = 2 });
        float[][] straight = Rows(one.Scores("x", picture)), mirrored = Rows(one.Scores("x", Mirrored(picture)));
        ScoreMap both = two.Scores("x", picture);
        Assert.True(both.AreProbabilities);
        for (int y = 0; y < 12; y++)
        {
            ReadOnlySpan<float> row = both.Row(y);
            for (int x = 0; x < 16; x++)
            {
                double[] a = Scores.Probabilities(straight[y].AsSpan(4 * x, 4)), b = Scores.Probabilities(mirrored[y].AsSpan(4 * (15 - x), 4));
                for (int c = 0; c < 4; c++) Assert.Equal((a[c] + b[c]) / 2, row[4 * x + c], 1e-6);
            }
        }
    }

    [Fact]
    public void Segment_OnAnyThreads_GivesTheSameScores()
    {
        using Model model = PixelModels.Drawn(4, 12, 16);
        Picture picture = Tests.Data.Pictures.OfFormula(61, 45, 3);
        using var one = new Segmenter(model, new SegmenterOptions { Threads = 1 });
        using var several = new Segmenter(model, new SegmenterOptions { Threads = 3 });
        Assert.Equal(Rows(one.Scores("x", picture)), Rows(several.Scores("x", picture)));
    }

    [Fact]
    public async Task SegmentMany_AmongThemBadOnes_AnswersTheOthersInOrder()
    {
        using Model model = PixelModels.ByRed(3, 24, 32);
        using var segmenter = new Segmenter(model);
        var drawn = new DrawnMasks(9, 24, 32);
        IEnumerable<PictureSource> pictures = Enumerable.Range(0, 9).Select(i => new PictureSource($"{i}.png", () => i % 4 == 2 ? throw new PointwiseException($"{i}.png", "damaged", "a picture", "noise", "get it anew") : drawn.Read(i)));
        int index = 0;
        await foreach (SegmentedPicture done in segmenter.SegmentMany(pictures, Never))
        {
            Assert.Equal((index, $"{index}.png"), ((int)done.Index, done.Name));
            if (index % 4 == 2) Assert.Equal(("damaged", null), (done.Error!.Problem, done.Segmentation));
            else Assert.Equal(drawn.Mask(index).Classes.ToArray(), done.Segmentation!.Mask.Classes.ToArray());
            index++;
        }

        Assert.Equal(9, index);
    }

    [Fact]
    public void New_OfAClassifier_IsRefused()
    {
        var builder = new GraphBuilder("classifier");
        builder.Head("main", builder.Input(new Shape(1, 3, 8, 8)).GlobalAveragePool("mean").Flatten("flat").Linear("fc", 5));
        Graph graph = builder.Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        Assert.False(Segmenter.IsFor(model));
        var e = Assert.Throws<PointwiseException>(() => new Segmenter(model));
        Assert.Equal(("gives no class for every pixel", "a head of scores [N,classes,8,8], and at most 255 classes"), (e.Problem, e.Expected));
        using Model pixels = PixelModels.ByRed(3, 24, 32);
        Assert.True(Segmenter.IsFor(pixels));
        Assert.Equal("ask for one of these", Assert.Throws<PointwiseException>(() => new Segmenter(pixels, new SegmenterOptions { Views = 10 })).Fix);
    }

    [Fact]
    public void Segment_TooSmallForTheNetwork_NamesThePictureAndTheNode()
    {
        var builder = new GraphBuilder("pooled");
        builder.Head("main", builder.Input(new Shape(1, 3, 8, 8)).Conv2D("wide", 3, Window.Square(3, stride: 1)).Conv2D("back", 3, Window.Square(1, padding: 1)));
        Graph graph = builder.Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var segmenter = new Segmenter(model);
        var e = Assert.Throws<PointwiseException>(() => segmenter.Segment("tiny.png", Tests.Data.Pictures.Flat(2, 2, 1, 2, 3)));
        Assert.StartsWith("tiny.png, seen as 2x2: pooled: node wide", e.Where, StringComparison.Ordinal);
    }

    private static float[][] Rows(ScoreMap map) => [.. Enumerable.Range(0, map.Height).Select(y => map.Row(y).ToArray())];

    private static Picture Mirrored(Picture picture)
    {
        var pixels = new byte[picture.Pixels.Length];
        for (int p = 0; p < picture.Height * picture.Width; p++)
        {
            int other = p / picture.Width * picture.Width + picture.Width - 1 - p % picture.Width;
            picture.Pixels.Span.Slice(3 * other, 3).CopyTo(pixels.AsSpan(3 * p));
        }

        return picture with { Pixels = pixels };
    }
}
