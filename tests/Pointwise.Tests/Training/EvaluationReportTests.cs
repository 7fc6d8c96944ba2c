using System.Collections.Immutable;
using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Training;

public class EvaluationReportTests
{
    private static readonly DrawnShapes Pictures = new(60, 11), Others = new(130, 4);

    [Fact]
    public void Report_OfAnswers_AgreesWithOneCountedByHand()
    {
        using Model model = NewModel.For(ArchitectureCatalog.Get("tiny-inception"), Pictures, 1);
        TrainingLoop.Run(model, Pictures, new TrainingOptions { Epochs = 3, BatchSize = 12, Threads = 1 }, stop: TestContext.Current.CancellationToken);
        EvaluationReport report = Evaluation.Report(model, Others, 2, TestContext.Current.CancellationToken);
        using var classifier = new Classifier(model, 1);
        var answers = Enumerable.Range(0, Others.Count).Select(i => (Truth: Others.Label(i), All: classifier.Classify("", Others.Read(i), 6))).ToArray();
        Assert.Equal(Evaluation.Of(model, Others, 1, TestContext.Current.CancellationToken), report.Score);
        Assert.Equal([new HeadScore("main", report.Score)], report.Heads);
        for (int truth = 0; truth < 6; truth++)
        {
            for (int answer = 0; answer < 6; answer++)
                Assert.Equal(answers.Count(a => a.Truth == truth && a.All[0].Class == answer), report.Confusion[truth][answer]);
            int right = answers.Count(a => a.Truth == truth && a.All[0].Class == truth), answered = answers.Count(a => a.All[0].Class == truth), support = answers.Count(a => a.Truth == truth);
            double precision = answered == 0 ? 0 : (double)right / answered, recall = (double)right / support;
            ClassScore score = report.Classes[truth];
            Assert.Equal((truth, Others.Classes[truth], support, precision, recall), (score.Class, score.Label, score.Support, score.Precision, score.Recall));
            Assert.Equal(precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall), score.F1);
        }

        Assert.Equal(report.Classes.Average(c => c.F1), report.MacroF1);
        double error = answers.GroupBy(a => (int)Math.Ceiling(a.All[0].Probability * 15)).Sum(bin => Math.Abs(bin.Sum(a => a.All[0].Probability) - bin.Count(a => a.Truth == a.All[0].Class))) / Others.Count;
        Assert.Equal(error, report.CalibrationError, 1e-9);
        Assert.Equal((15, Others.Count), (report.Calibration.Length, report.Calibration.Sum(b => b.Pictures)));
        Assert.Equal((14 / 15.0, 1.0), (report.Calibration[14].From, report.Calibration[14].To));
        var mistakes = answers.Select((a, i) => (Index: i, a.Truth, Best: a.All[0], a.All.Single(x => x.Class == a.Truth).Probability)).Where(m => m.Truth != m.Best.Class).OrderByDescending(m => m.Best.Probability).ToArray();
        Assert.Equal(mistakes.Select(m => (m.Index, m.Truth, m.Best.Class, m.Best.Probability, m.Probability)), report.Mistakes.Select(m => (m.Picture, m.Truth, m.Answer, m.Probability, m.TruthProbability)));
    }

    [Fact]
    public void Report_WithClassesThatHaveNoPictures_LeavesThemOutOfTheMeans()
    {
        var b = new GraphBuilder("zeros");
        b.Head("main", b.Input(new Shape(1, 1, 28, 28)).GlobalAveragePool("pool").Flatten("flat").Linear("fc", 7));
        using var parameters = new Parameters();
        parameters.Add("fc.weight", new Tensor(new Shape(7, 1)));
        parameters.Add("fc.bias", new Tensor(new Shape(7)));
        using var model = new Model(b.Build(), parameters);
        EvaluationReport report = Evaluation.Report(model, new DataSetRange(Pictures, 0, 2), 1, TestContext.Current.CancellationToken);
        Assert.Equal((2, 1), (report.Score.Pictures, report.Score.Top1));
        Assert.Equal(7, report.Confusion[0].Length);
        Assert.Equal((0.25, 0.5), (report.MacroPrecision, report.MacroRecall));
        Assert.Equal(0, report.Classes[5].F1);
        Assert.Equal([1], report.Mistakes.Select(m => m.Picture));
    }

    [Fact]
    public void Heads_OfATrainedModel_AreScoredAndTheBestAnswers()
    {
        Graph graph = TwoHeads();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        var run = new TrainingRun(model, Pictures, new TrainingOptions { Epochs = 4, BatchSize = 12, Threads = 1, AnsweringHead = "best", HeadWeights = ImmutableSortedDictionary<string, float>.Empty.Add("main", 0).Add("aux1", 1) }) { Validation = Others };
        TrainingResult result = TrainingLoop.Run(run, stop: TestContext.Current.CancellationToken);
        Assert.Equal(["main", "aux1", "mean"], result.Heads.Select(h => h.Head));
        HeadScore best = result.Heads.OrderByDescending(h => h.Score.Top1).ThenBy(h => h.Score.Loss).First();
        Assert.NotEqual("main", best.Head);
        Assert.Equal(best.Head, result.Model.AnsweringHead);
        Assert.Equal(best.Score, Evaluation.Of(result.Model, Others, 2, TestContext.Current.CancellationToken));
        Assert.Equal(result.Heads, Evaluation.Report(result.Model, Others, 1, TestContext.Current.CancellationToken).Heads);
    }

    [Fact]
    public void Classifier_OfTheMean_AveragesTheHeadsProbabilities()
    {
        Graph graph = TwoHeads();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        Picture picture = Others.Read(5);
        using Classifier main = new(model, 1), aux = new(model with { AnsweringHead = "aux1" }, 1), mean = new(model with { AnsweringHead = "mean" }, 1);
        IReadOnlyList<Answer> a = main.Classify("", picture, 6), b = aux.Classify("", picture, 6), both = mean.Classify("", picture, 6);
        foreach (Answer answer in both)
            Assert.Equal((a.Single(x => x.Class == answer.Class).Probability + b.Single(x => x.Class == answer.Class).Probability) / 2, answer.Probability, 1e-6);
        Assert.Equal(1, both.Sum(x => x.Probability), 1e-6);
    }

    [Fact]
    public void Report_OfTheMeanOfOneHead_IsThatHeads()
    {
        using Model model = NewModel.For(ArchitectureCatalog.Get("tiny-inception"), Pictures, 1);
        EvaluationReport one = Evaluation.Report(model, Pictures, 1, TestContext.Current.CancellationToken);
        EvaluationReport mean = Evaluation.Report(model with { AnsweringHead = "mean" }, Pictures, 1, TestContext.Current.CancellationToken);
        Assert.Equal(("mean", one.Score.Top1, 2), (mean.Head, mean.Score.Top1, mean.Heads.Length));
        Assert.Equal(one.Score.Loss, mean.Score.Loss, 1e-5);
    }

    private static Graph TwoHeads()
    {
        var b = new GraphBuilder("two heads");
        Value x = b.Input(new Shape(1, 1, 28, 28)).Conv2D("conv", 8, Window.Square(5, stride: 2)).BatchNorm("norm").Relu("relu");
        b.Head("aux1", x.Flatten("flat1").Linear("fc1", 6), 0.3f);
        b.Head("main", x.GlobalAveragePool("pool").Flatten("flat2").Linear("fc2", 6));
        return b.Build();
    }
}
