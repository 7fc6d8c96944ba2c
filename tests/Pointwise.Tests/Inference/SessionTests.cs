using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Inference;

public class SessionTests
{
    private static readonly SessionOptions BothHeads = new() { Heads = ["main", "aux1"], Threads = 1 };

    private static Model Branching() => new(Networks.Branching(), new Parameters());

    [Fact]
    public void Session_OfBranches_EqualsNodeByNode()
    {
        using Model model = Branching();
        using var session = new Session(model, 2, BothHeads);
        using var workers = new Workers(1);
        foreach (ulong seed in (ulong[])[1, 2, 1])
        {
            float[] picture = Networks.Picture(session.InputShape, seed);
            using var witness = new NodeByNode(model.Graph, model.Parameters, picture, workers);
            session.Run(picture);
            foreach (string head in (string[])["main", "aux1"]) Assert.Equal(witness.Head(head), session.Output(head).ToArray());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Session_OfAPicture_GivesTheSameBitsInAnyBatch(int batch)
    {
        using Model model = Branching();
        using var alone = new Session(model, 1, BothHeads);
        using var together = new Session(model, batch, BothHeads);
        float[] pictures = Networks.Picture(together.InputShape);
        int each = pictures.Length / batch;
        together.Run(pictures);
        for (int n = 0; n < batch; n++)
        {
            alone.Run(pictures.AsSpan(n * each, each));
            int answer = alone.Output().Length;
            Assert.Equal(alone.Output().ToArray(), together.Output().Slice(n * answer, answer).ToArray());
        }
    }

    [Fact]
    public void Session_OnAnyThreadsAndLanes_GivesTheSameBits()
    {
        using Model model = Branching();
        float[] picture = Networks.Picture(model.Graph.Input.Shape);
        float[]? first = null;
        foreach (int threads in (int[])[1, 2, 3])
        {
            foreach (LaneWidth width in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported))
            {
                using var workers = new Workers(threads, width);
                using var session = new Session(model, model.Graph.Input.Shape, null, workers);
                session.Run(picture);
                first ??= session.Output().ToArray();
                Assert.Equal(first, session.Output().ToArray());
            }
        }
    }

    [Fact]
    public void Session_GivenChannelsFirst_EqualsChannelsLast()
    {
        using Model model = Branching();
        using var session = new Session(model, 2);
        float[] spoken = Networks.Picture(session.InputShape);
        using var picture = Tensor.FromChannelsFirst(session.InputShape, spoken);
        session.Run(picture);
        float[] expected = session.Output().ToArray();
        session.RunChannelsFirst(spoken);
        Assert.Equal(expected, session.Output().ToArray());
    }

    [Fact]
    public void Session_AskedForTheMean_AveragesTheHeadsProbabilities()
    {
        var b = new GraphBuilder("heads");
        Value x = b.Input(new Shape(1, 4));
        b.Head("main", x.Apply("a", new Scale(1)));
        b.Head("aux1", x.Apply("b", new Scale(2)), 0.3f);
        b.Head("aux2", x.Apply("c", new Scale(0.5f)).Apply("softmax", new Softmax()), 0.3f);
        using var model = new Model(b.Build(), new Parameters()) { AnsweringHead = "mean" };
        using var session = new Session(model);
        float[] given = [1, 2, 3, -4];
        session.Run(given);
        float[] answer = session.Output().ToArray();
        for (int c = 0; c < given.Length; c++)
            Assert.Equal(((double[])[1, 2, 0.5]).Average(factor => Math.Exp(factor * given[c]) / given.Sum(v => Math.Exp(factor * v))), answer[c], 1e-6);
        Assert.True(Scores.AreProbabilities(session.Graph, session.Graph.Heads[0]));
    }

    [Fact]
    public void Session_ByDefault_ComputesTheAnsweringHeadAlone()
    {
        using Model model = Branching() with { AnsweringHead = "aux1" };
        using var session = new Session(model);
        Assert.Equal(["aux1"], session.Heads);
        Assert.DoesNotContain(session.Graph.Nodes, n => n.Name == "again");
        Assert.Equal(new Shape(1, 9, 5, 4), session.OutputShape());
    }

    [Fact]
    public void Session_OfAnotherExtent_InfersItsShapes()
    {
        using Model model = Branching();
        using var session = new Session(model, new Shape(1, 3, 7, 9));
        Assert.Equal(new Shape(1, 12, 7, 9), session.OutputShape());
    }

    [Fact]
    public void Session_OfTooFewValues_SaysWhatItWants()
    {
        using Model model = Branching();
        using var session = new Session(model, 2);
        var e = Assert.Throws<PointwiseException>(() => session.Run(new float[7]));
        Assert.Equal("branching: input: values do not fill the input\n  expected: 120 values for [2,3,5,4]\n  found:    7\n  fix:      resize the pictures, or compile for their number and size", e.Message);
    }

    [Fact]
    public void Session_OfABatchOfNone_IsRefused()
    {
        using Model model = Branching();
        var e = Assert.Throws<PointwiseException>(() => new Session(model, 0));
        Assert.Contains("at least 1 picture", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Session_AskedForAnUnknownHead_NamesTheHeads()
    {
        using Model model = Branching();
        var e = Assert.Throws<PointwiseException>(() => new Session(model, 1, new SessionOptions { Heads = ["aux7"] }));
        Assert.Contains("main, aux1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Session_WithoutAnUnknownPass_NamesThePasses()
    {
        using Model model = Branching();
        var e = Assert.Throws<PointwiseException>(() => new Session(model, 1, new SessionOptions { WithoutPasses = ["Fuse"] }));
        Assert.Contains("DropDropout, FoldBatchNorm, FuseActivation", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Session_OfADisposedSession_SaysSo()
    {
        using Model model = Branching();
        var session = new Session(model);
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(session.Run);
        Assert.Throws<ObjectDisposedException>(() => session.Output().Length);
    }
}
