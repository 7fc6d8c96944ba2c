using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Data.Batching;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Training;

public class EvaluationViewsTests
{
    private static readonly CancellationToken Never = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(144)]
    public void Of_SeveralViews_ScoresTheMeanOfTheirProbabilities(int views)
    {
        using Model model = Colours();
        var data = new TestData24(i => Tests.Data.Pictures.OfFormula(20 + i, 44 - i, 3));
        Score score = Evaluation.Of(model, data, new EvaluationOptions { Threads = 2, Views = views }, Never);
        using var session = new Session(model, 1, new SessionOptions { Threads = 1 });
        int right = 0;
        double loss = 0;
        for (int i = 0; i < data.Count; i++)
        {
            var mean = new double[2];
            foreach (PictureView view in PictureView.Several(views, model.Graph.Input.Shape))
            {
                Tests.Data.PictureReaderTests.Filled(data.Read(i), model.Graph.Input.Shape, model.Preprocessing, view).CopyTo(session.Input);
                session.Run();
                double[] p = Scores.Probabilities(session.Output());
                for (int c = 0; c < 2; c++) mean[c] += p[c] / views;
            }

            if (mean[data.Label(i)] > mean[1 - data.Label(i)]) right++;
            loss -= Math.Log(mean[data.Label(i)]);
        }

        Assert.Equal((24, right), (score.Pictures, score.Top1));
        Assert.Equal(loss / 24, score.Loss, 1e-5);
    }

    [Fact]
    public void Of_PicturesThatCannotBeRead_ScoresTheOthersOrStops()
    {
        using Model model = Colours();
        var data = new TestData24(i => i % 8 == 3 ? throw new PointwiseException($"{i}.png", "damaged", "a picture", "noise", "get it anew") : Tests.Data.Pictures.OfFormula(20, 30, 3));
        Assert.Equal(21, Evaluation.Of(model, data, new EvaluationOptions { OnBadPicture = OnBadPicture.Skip }, Never).Pictures);
        Assert.StartsWith("3.png: damaged", Assert.Throws<PointwiseException>(() => Evaluation.Of(model, data, 1, Never)).Message, StringComparison.Ordinal);
        var none = new TestData24(_ => throw new PointwiseException("x.png", "damaged", "a picture", "noise", "get it anew"));
        Assert.Equal("nothing to score", Assert.Throws<PointwiseException>(() => Evaluation.Of(model, none, new EvaluationOptions { OnBadPicture = OnBadPicture.Skip }, Never)).Problem);
    }

    private static Model Colours()
    {
        var builder = new GraphBuilder("colours");
        builder.Head("main", builder.Input(new Shape(1, 3, 16, 16)).Conv2D("conv", 4, Window.Square(3)).Relu("relu").GlobalAveragePool("pool").Flatten("flat").Linear("fc", 2));
        Graph graph = builder.Build();
        return new Model(graph, Parameters.Initialize(graph, 3)) { Preprocessing = new Preprocessing { ResizeShortSide = 20 } };
    }
}
