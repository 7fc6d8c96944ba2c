using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Training;
using Pointwise.Tests.Inference.Dense;
using Xunit;

namespace Pointwise.Tests.Training;

public class EvaluationScalesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Report_AtScaleOneOfPicturesOfTheNetworksOwnSize_IsThatOfTheClassifier()
    {
        using Model model = SlidingNetworks.Padded();
        var pictures = new Drawn(24, 24);
        EvaluationReport plain = Evaluation.Report(model, pictures, stop: Stop), dense = Evaluation.Report(model, pictures, new EvaluationOptions { Scales = [1] }, Stop);
        Assert.Equal(plain.Score.Top1, dense.Score.Top1);
        Assert.Equal(plain.Score.Loss, dense.Score.Loss, 1e-6);
        Assert.Equal(plain.Confusion.Select(row => string.Join(' ', row)), dense.Confusion.Select(row => string.Join(' ', row)));
        Assert.Equal(plain.MultiplyAdds, dense.MultiplyAdds);
        Assert.Equal(dense.Score, Evaluation.Of(model, pictures, new EvaluationOptions { Scales = [1] }, Stop));
        Assert.Equal(dense.Heads, Evaluation.OfHeads(model, pictures, new EvaluationOptions { Scales = [1] }, Stop));
    }

    [Fact]
    public void Report_OverScalesAndMirrorPictures_IsTheMeanOfAllMaps()
    {
        using Model model = SlidingNetworks.Padded();
        var pictures = new Drawn(30, 41);
        EvaluationReport report = Evaluation.Report(model, pictures, new EvaluationOptions { Scales = [1, 1.5], Views = 2 }, Stop);
        using var classifier = new Pointwise.Inference.Dense.DenseClassifier(model);
        double loss = 0;
        for (int i = 0; i < pictures.Count; i++)
        {
            double[] expected = classifier.Probabilities("picture", pictures.Read(i), [1, 1.5], withFlips: true);
            loss -= Math.Log((float)expected[pictures.Label(i)]) / pictures.Count;
        }

        Assert.Equal(loss, report.Score.Loss, 1e-6);
        Assert.Equal(pictures.Count, report.Score.Pictures);
        long map = classifier.CostOf("picture", pictures.Read(0), 1).MultiplyAdds + classifier.CostOf("picture", pictures.Read(0), 1.5).MultiplyAdds;
        Assert.Equal(2 * pictures.Count * map, report.MultiplyAdds);
    }

    [Fact]
    public void Report_WithCropsBesideScales_IsRefused()
    {
        using Model model = SlidingNetworks.Padded();
        var e = Assert.Throws<PointwiseException>(() => Evaluation.Report(model, new Drawn(30, 30), new EvaluationOptions { Scales = [1], Views = 10 }, Stop));
        Assert.Equal("scales: crops beside scales: a map has all places already\n  expected: no views, or 2 for the mirror picture too\n  found:    10 views\n  fix:      leave one of them out", e.Message);
        var best = Assert.Throws<PointwiseException>(() => Evaluation.Report(model, new Drawn(30, 30), new EvaluationOptions { Scales = [1], Head = "best" }, Stop));
        Assert.StartsWith("scales: one head alone is asked at every place\n", best.Message, StringComparison.Ordinal);
        var lasting = Assert.Throws<PointwiseException>(() => new Evaluation(model, new Drawn(30, 30), new EvaluationOptions { Scales = [1] }));
        Assert.StartsWith("scales: ", lasting.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfPicturesTooSmallForAScale_PassesThemOverWhereAskedTo()
    {
        using Model model = SlidingNetworks.Padded();
        var pictures = new Drawn(24, 24) { SmallOne = 2 };
        Assert.StartsWith("drawn[2]: too small at scale 1\n", Assert.Throws<PointwiseException>(() => Evaluation.Report(model, pictures, new EvaluationOptions { Scales = [1] }, Stop)).Message, StringComparison.Ordinal);
        EvaluationReport report = Evaluation.Report(model, pictures, new EvaluationOptions { Scales = [1], OnBadPicture = OnBadPicture.Skip }, Stop);
        Assert.Equal(pictures.Count - 1, report.Score.Pictures);
        Assert.Equal([2], report.BadPictures.Select(b => b.Index));
        var none = Assert.Throws<PointwiseException>(() => Evaluation.Report(model, pictures, new EvaluationOptions { Scales = [0.5], OnBadPicture = OnBadPicture.Skip }, Stop));
        Assert.StartsWith("drawn: nothing to score\n", none.Message, StringComparison.Ordinal);
    }

    /// <summary>Six pictures of noise.</summary>
    private sealed class Drawn(int height, int width) : IDataSet
    {
        public string Name => "drawn";

        public int Count => 6;

        public int SmallOne { get; init; } = -1;

        public ImmutableArray<string> Classes { get; } = ["a", "b", "c", "d", "e"];

        public int Label(int index) => index % 5;

        public Picture Read(int index) => index == SmallOne ? SlidingNetworks.Picture(20, 20) : SlidingNetworks.Picture(height, width, (ulong)index + 1);
    }
}
