using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tests.Data.Masks;
using Pointwise.Tests.Inference.Segmenting;
using Pointwise.Training;
using Pointwise.Training.Masks;
using Xunit;

namespace Pointwise.Tests.Training.Masks;

/// <summary>Scores against counts made anew, pixel by pixel.</summary>
public class SegmentationEvaluationTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    [Fact]
    public void Report_OfMistakes_IsWhatCountingThemGives()
    {
        var data = new Mistaken(5, 22, 27, classes: 4);
        using Model model = PixelModels.ByRed(4, 22, 27);
        SegmentationReport report = SegmentationEvaluation.Report(model, data, new EvaluationOptions { Threads = 2 }, Never);
        var counts = new long[4, 4];
        long ignored = 0;
        for (int i = 0; i < data.Count; i++)
        {
            byte[] truth = data.Mask(i).Classes.ToArray(), answer = data.Answer(i);
            for (int p = 0; p < truth.Length; p++)
            {
                if (truth[p] == Mask.Ignored) ignored++;
                else counts[truth[p], answer[p]]++;
            }
        }

        Assert.Equal(ignored, report.Ignored);
        double unions = 0, recalls = 0, weighted = 0;
        long right = 0, all = 0;
        for (int c = 0; c < 4; c++)
        {
            long truth = Enumerable.Range(0, 4).Sum(a => counts[c, a]), answered = Enumerable.Range(0, 4).Sum(t => counts[t, c]);
            for (int a = 0; a < 4; a++) Assert.Equal(counts[c, a], report.Confusion[c][a]);
            Assert.Equal((truth, answered, counts[c, c]), (report.Classes[c].Pixels, report.Classes[c].Answered, report.Classes[c].Right));
            if (c == 3)
            {
                // class 3 is answered but never true
                Assert.Equal((0L, true), (truth, answered > 0));
                Assert.Null(report.Classes[c].IoU);
                continue;
            }

            double union = counts[c, c] / (double)(truth + answered - counts[c, c]);
            Assert.Equal(union, report.Classes[c].IoU!.Value, 1e-12);
            Assert.Equal(counts[c, c] / (double)answered, report.Classes[c].Precision!.Value, 1e-12);
            (unions, recalls, weighted) = (unions + union, recalls + counts[c, c] / (double)truth, weighted + union * truth);
            (right, all) = (right + counts[c, c], all + truth);
        }

        Assert.Equal(unions / 3, report.MeanIoU, 1e-12);
        Assert.Equal(recalls / 3, report.MeanAccuracy, 1e-12);
        Assert.Equal(weighted / all, report.WeightedIoU, 1e-12);
        Assert.Equal((double)right / all, report.PixelAccuracy, 1e-12);
        Assert.Equal(["class 3"], report.Absent.Select(c => c.Label));
        Assert.Equal((5, 0, 0, new PixelScore(all, right, report.MeanIoU)), (report.Score.Pictures, report.Score.Top1, report.Score.Top5, report.Score.Pixels));
        Assert.Equal(report.Score, SegmentationEvaluation.Of(model, data, stop: Never));
    }

    [Fact]
    public void Report_Boundaries_AreThoseOfTheDefinition()
    {
        var data = new Mistaken(4, 22, 27, classes: 3);
        using Model model = PixelModels.ByRed(3, 22, 27);
        SegmentationReport report = SegmentationEvaluation.Report(model, data, new EvaluationOptions { Threads = 1 }, Never);
        for (int c = 0; c < 3; c++)
        {
            List<double> scores = [];
            for (int i = 0; i < data.Count; i++)
            {
                byte[] truth = data.Mask(i).Classes.ToArray(), answer = data.Answer(i);
                List<(int X, int Y)> trues = Outline(truth, truth, c), answered = Outline(answer, truth, c);
                if (trues.Count + answered.Count == 0) continue;
                double precision = answered.Count == 0 ? 0 : answered.Count(a => trues.Exists(t => IsNear(a, t))) / (double)answered.Count;
                double recall = trues.Count == 0 ? 0 : trues.Count(t => answered.Exists(a => IsNear(a, t))) / (double)trues.Count;
                scores.Add(precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall));
            }

            if (scores.Count == 0) Assert.Null(report.Classes[c].BoundaryF1);
            else Assert.Equal(scores.Average(), report.Classes[c].BoundaryF1!.Value, 1e-12);
        }

        Assert.Equal(report.Classes.Where(c => c.BoundaryF1 is not null).Average(c => c.BoundaryF1!.Value), report.BoundaryF1, 1e-12);
        Assert.InRange(report.BoundaryF1, 0.01, 0.99);

        static bool IsNear((int X, int Y) a, (int X, int Y) b) => (a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y) <= 4;

        static List<(int X, int Y)> Outline(byte[] map, byte[] truth, int c)
        {
            List<(int, int)> outline = [];
            for (int y = 0; y < 22; y++)
            {
                for (int x = 0; x < 27; x++)
                {
                    if (map[y * 27 + x] != c || truth[y * 27 + x] == Mask.Ignored) continue;
                    foreach ((int dx, int dy) in new[] { (-1, 0), (1, 0), (0, -1), (0, 1) })
                    {
                        int other = (y + dy) * 27 + x + dx;
                        if (x + dx < 0 || x + dx >= 27 || y + dy < 0 || y + dy >= 22 || truth[other] == Mask.Ignored || map[other] == c) continue;
                        outline.Add((x, y));
                        break;
                    }
                }
            }

            return outline;
        }
    }

    [Fact]
    public void Report_WithoutMistakes_IsPerfectAndTellsTheWorstFirst()
    {
        var data = new DrawnMasks(4, 24, 32);
        using Model model = PixelModels.ByRed(3, 24, 32);
        SegmentationReport report = SegmentationEvaluation.Report(model, data, stop: Never);
        Assert.Equal((1, 1, 1, 1), (report.MeanIoU, report.PixelAccuracy, report.MeanAccuracy, report.BoundaryF1));
        Assert.Equal([0, 1, 2, 3], report.Worst.Select(w => w.Picture));
        var mistaken = new Mistaken(6, 22, 27, classes: 3);
        ImmutableArray<PictureUnion> worst = SegmentationEvaluation.Report(model, mistaken, stop: Never).Worst;
        Assert.Equal(6, worst.Length);
        Assert.Equal(worst.OrderBy(w => w.MeanIoU), worst);
    }

    [Fact]
    public void Run_Loss_IsTheMeanOverPixels()
    {
        var data = new Mistaken(3, 12, 16, classes: 4);
        using Model model = PixelModels.Drawn(4, 12, 16);
        using var session = new Pointwise.Inference.Session(model, 1);
        double loss = 0;
        long pixels = 0;
        for (int i = 0; i < 3; i++)
        {
            Tests.Data.PictureReaderTests.Filled(data.Read(i), model.Graph.Input.Shape, model.Preprocessing).CopyTo(session.Input);
            session.Run();
            float[] scores = session.Output().ToArray();
            byte[] truth = data.Mask(i).Classes.ToArray();
            for (int p = 0; p < truth.Length; p++)
            {
                if (truth[p] == Mask.Ignored) continue;
                loss -= Math.Log(Math.Exp(scores[4 * p + truth[p]]) / Enumerable.Range(0, 4).Sum(c => Math.Exp(scores[4 * p + c])));
                pixels++;
            }
        }

        Assert.Equal(loss / pixels, SegmentationEvaluation.Of(model, data, stop: Never).Loss, 1e-5);
    }

    [Fact]
    public void Run_BadPictures_ArePassedOverOrStopIt()
    {
        using Model model = PixelModels.ByRed(3, 24, 32);
        var data = new OneBad();
        Assert.Equal("damaged", Assert.Throws<PointwiseException>(() => SegmentationEvaluation.Of(model, data, stop: Never)).Problem);
        SegmentationReport report = SegmentationEvaluation.Report(model, data, new EvaluationOptions { OnBadPicture = OnBadPicture.Skip }, Never);
        Assert.Equal((3, 2), (report.Score.Pictures, report.BadPictures.Single().Index));
    }

    [Fact]
    public void New_FewerScoresThanClasses_IsRefused()
    {
        using Model model = PixelModels.ByRed(2, 24, 32);
        var e = Assert.Throws<PointwiseException>(() => new SegmentationEvaluation(model, new DrawnMasks(1, 24, 32)));
        Assert.Equal(("by-red: head main", "at least 3 scores a pixel", "2"), (e.Where, e.Expected, e.Found));
    }

    [Theory]
    [InlineData(0.5, 2.0, 0.6, 3.0, true)]
    [InlineData(0.5, 2.0, 0.5, 1.0, true)]
    [InlineData(0.5, 2.0, 0.4, 1.0, false)]
    public void IsBeatenBy_MeanUnion_CountsBeforeTheLoss(double union, double loss, double otherUnion, double otherLoss, bool beaten) =>
        Assert.Equal(beaten, new Score(1, 0, 0, loss) { Pixels = new PixelScore(10, 9, union) }.IsBeatenBy(new Score(1, 0, 0, otherLoss) { Pixels = new PixelScore(10, 1, otherUnion) }));

    /// <summary>Pictures that show one map of classes while the mask says another, with pixels that count nowhere. The last class is never true.</summary>
    private sealed class Mistaken(int count, int height, int width, int classes) : IMaskSet
    {
        private readonly DrawnMasks drawn = new(count, height, width, classes);

        public string Name => "mistaken";

        public int Count => count;

        public ImmutableArray<string> Classes => drawn.Classes;

        public byte[] Answer(int index) => drawn.Mask(index).Classes.ToArray();

        public Picture Read(int index) => drawn.Read(index);

        public Mask Mask(int index)
        {
            var random = new Random(100 + index);
            byte[] truth = Answer(index);
            for (int p = 0; p < truth.Length; p++)
            {
                if (truth[p] == classes - 1 || random.Next(9) == 0) truth[p] = (byte)(p / 3 % (classes - 1));
                if (p % 31 < 2) truth[p] = Pointwise.Data.Mask.Ignored;
            }

            return new Mask(height, width, truth);
        }
    }

    private sealed class OneBad : IMaskSet
    {
        private readonly DrawnMasks drawn = new(4, 24, 32);

        public string Name => "one bad";

        public int Count => 4;

        public ImmutableArray<string> Classes => drawn.Classes;

        public Picture Read(int index) => index == 2 ? throw new PointwiseException("2.png", "damaged", "a picture", "noise", "get it anew") : drawn.Read(index);

        public Mask Mask(int index) => drawn.Mask(index);
    }
}
