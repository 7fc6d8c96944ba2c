using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Xunit;

namespace Pointwise.Tests.Inference;

public class SessionsTests
{
    /// <summary>A network that takes any picture.</summary>
    private static Model Sliding()
    {
        var b = new GraphBuilder("sliding");
        Value x = b.Input(new Shape(1, 3, 9, 9)).Conv2D("conv", 6, Pointwise.Operators.Window.Square(3, padding: 1)).BatchNorm("norm").Relu("relu");
        b.Head("main", x.GlobalAveragePool("mean").Flatten("flat").Linear("fc", 4));
        Graph graph = b.Build();
        return new Model(graph, Formula.Parameters(graph));
    }

    [Fact]
    public void For_TheSameShape_PlansOnce()
    {
        using Model model = Sliding();
        using var sessions = new Sessions(model);
        Session one = sessions.For(1), larger = sessions.For(new Shape(2, 3, 12, 7));
        Assert.NotSame(one, larger);
        Assert.Same(one, sessions.For(new Shape(1, 3, 9, 9)));
        Assert.Same(larger, sessions.For(new Shape(2, 3, 12, 7)));
        Assert.Equal(2, sessions.Count);
    }

    [Fact]
    public void For_MoreShapesThanAreKept_GivesUpTheOneNotAskedForLongest()
    {
        using Model model = Sliding();
        using var sessions = new Sessions(model, most: 2);
        Session one = sessions.For(1), two = sessions.For(2);
        Assert.Same(one, sessions.For(1));
        sessions.For(3);
        Assert.Equal(2, sessions.Count);
        Assert.Throws<ObjectDisposedException>(two.Run);
        Assert.Same(one, sessions.For(1));
        Assert.NotSame(two, sessions.For(2));
    }

    [Fact]
    public void For_AnyBatch_GivesEachPictureTheSameBits()
    {
        using Model model = Sliding();
        using var sessions = new Sessions(model, new SessionOptions { Threads = 2 });
        float[] pictures = Networks.Picture(new Shape(5, 3, 9, 9));
        Session five = sessions.For(5);
        five.Run(pictures);
        float[] together = five.Output().ToArray();
        Session one = sessions.For(1);
        for (int i = 0; i < 5; i++)
        {
            one.Run(pictures.AsSpan(i * 243, 243));
            Assert.Equal(together[(4 * i)..(4 * i + 4)], one.Output().ToArray());
        }
    }

    [Fact]
    public void Refresh_AfterParametersMoved_ReachesEverySession()
    {
        using Model model = Sliding();
        using var sessions = new Sessions(model);
        sessions.For(1);
        Session two = sessions.For(2);
        model.Parameters["norm.bias"].Values[0] += 1;
        sessions.Refresh();
        float[] pictures = Networks.Picture(two.InputShape);
        two.Run(pictures);
        using var fresh = new Session(model, 2);
        fresh.Run(pictures);
        Assert.Equal(fresh.Output().ToArray(), two.Output().ToArray());
        Assert.Equal(fresh.WeightBytes, SharedWeights.Of(model.Parameters).Bytes);
    }

    [Fact]
    public void Sessions_OfNone_AreRefused()
    {
        using Model model = Sliding();
        var e = Assert.Throws<PointwiseException>(() => new Sessions(model, most: 0));
        Assert.Equal("sessions: out of range\n  expected: at least 1\n  found:    0\n  fix:      keep at least one session", e.Message);
    }
}
