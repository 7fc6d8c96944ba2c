using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Pointwise.Tests.Training;
using Xunit;

namespace Pointwise.Tests.Inference;

public class SharedWeightsTests
{
    private static Model Small()
    {
        Graph graph = SmallNetwork.Build();
        return new Model(graph, Formula.Parameters(graph));
    }

    private static float[] Answer(Session session, float[] picture)
    {
        session.Run(picture);
        return session.Output().ToArray();
    }

    [Theory]
    [InlineData("googlenet-bn")]
    [InlineData("resnet20")]
    [InlineData("mobilenet-v1")]
    public void Sessions_OfOtherBatchesAndThreads_ShareAllWeights(string name)
    {
        Graph graph = ArchitectureCatalog.Get(name).Build(batch: 1);
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var first = new Session(model, 1, new SessionOptions { Threads = 1 });
        long alone = SharedWeights.Of(model.Parameters).Bytes;
        Assert.Equal(first.WeightBytes, alone);
        using var second = new Session(model, 2, new SessionOptions { Threads = 2 });
        using var third = new Session(model, 8, new SessionOptions { Threads = 1 });
        Assert.Equal(alone, SharedWeights.Of(model.Parameters).Bytes);
        Assert.Equal(alone, third.WeightBytes);
    }

    [Fact]
    public void Sessions_OfATransposedConvolution_ShareItsWeightsInAnyBatch()
    {
        var b = new GraphBuilder("growing");
        b.Head("main", b.Input(new Shape(1, 5, 4, 6)).Apply("turned", new Pointwise.Operators.ConvTranspose2D(7, Pointwise.Operators.Window.Square(3, stride: 2))));
        Graph graph = b.Build();
        using var model = new Model(graph, Formula.Parameters(graph));
        using var first = new Session(model, 1);
        using var second = new Session(model, 5);
        Assert.Equal(first.WeightBytes, SharedWeights.Of(model.Parameters).Bytes);
    }

    [Fact]
    public void Sessions_OfAnotherPictureSize_ShareWhatLiesAlike()
    {
        Architecture architecture = ArchitectureCatalog.Get("googlenet");
        Graph graph = architecture.Build(batch: 1);
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var first = new Session(model);
        using var second = new Session(model, new Shape(1, 3, 256, 320));
        long both = SharedWeights.Of(model.Parameters).Bytes;
        Assert.InRange(both, Math.Max(first.WeightBytes, second.WeightBytes), (first.WeightBytes + second.WeightBytes) * 3 / 4);
    }

    [Fact]
    public void Session_Disposed_LeavesTheOthersTheirWeightsAndGivesBackTheLast()
    {
        using Model model = Small();
        float[] picture = Networks.Picture(model.Graph.Input.Shape);
        var first = new Session(model, 3);
        var second = new Session(model, 3);
        float[] before = Answer(second, picture);
        first.Dispose();
        first.Dispose();
        Assert.Equal(before, Answer(second, picture));
        Assert.Equal(second.WeightBytes, SharedWeights.Of(model.Parameters).Bytes);
        second.Dispose();
        Assert.Equal(0, SharedWeights.Of(model.Parameters).Bytes);
    }

    [Fact]
    public void Session_AfterParametersMoved_TakesNoStaleWeights()
    {
        using Model model = Small();
        float[] picture = Networks.Picture(model.Graph.Input.Shape);
        using var old = new Session(model, 3);
        using var other = new Session(model, 3);
        float[] before = Answer(old, picture);
        model.Parameters["mix.weight"].Values[1] += 0.5f;
        model.Parameters["norm.running_var"].Values[2] *= 2;
        using var fresh = new Session(model, 3);
        float[] after = Answer(fresh, picture);
        Assert.NotEqual(before, after);
        Assert.Equal(before, Answer(old, picture));
        old.Refresh();
        Assert.Equal(after, Answer(old, picture));
        Assert.Equal(before, Answer(other, picture));
        other.Refresh();
        Assert.Equal(after, Answer(other, picture));
        Assert.Equal(fresh.WeightBytes, SharedWeights.Of(model.Parameters).Bytes);
    }

    [Fact]
    public void Refresh_OfTheOnlySession_StaysInItsMemory()
    {
        using Model model = Small();
        float[] picture = Networks.Picture(model.Graph.Input.Shape);
        using var session = new Session(model, 3);
        float[] before = Answer(session, picture);
        model.Parameters["mix.weight"].Values[1] += 0.5f;
        session.Refresh();
        float[] moved = Answer(session, picture);
        Assert.NotEqual(before, moved);
        Assert.Equal(session.WeightBytes, SharedWeights.Of(model.Parameters).Bytes);
        model.Parameters["mix.weight"].Values[1] -= 0.5f;
        session.Refresh();
        Assert.Equal(before, Answer(session, picture));
        Assert.Equal(session.WeightBytes, SharedWeights.Of(model.Parameters).Bytes);
    }

    [Fact]
    public void Sessions_MadeRunAndDisposedAtOnce_AnswerAlike()
    {
        using Model model = Small();
        float[] picture = Networks.Picture(model.Graph.Input.Shape);
        float[] expected;
        using (var session = new Session(model, 3)) expected = Answer(session, picture);
        Parallel.For(0, 4, _ =>
        {
            for (int i = 0; i < 10; i++)
            {
                using var session = new Session(model, 3, new SessionOptions { Threads = 1 + i % 2 });
                Assert.Equal(expected, Answer(session, picture));
            }
        });
        Assert.Equal(0, SharedWeights.Of(model.Parameters).Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(64)]
    public void Fingerprint_OfFloatsWithOneBitOrPlaceChanged_Differs(int count)
    {
        float[] values = [.. Enumerable.Range(1, count).Select(i => i / 3f)];
        var seen = new HashSet<Fingerprint> { default(Fingerprint).With(values) };
        for (int i = 0; i < count; i++)
        {
            for (int bit = 0; bit < 32; bit++)
            {
                float[] changed = [.. values];
                changed[i] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(changed[i]) ^ (1 << bit));
                Assert.True(seen.Add(default(Fingerprint).With(changed)));
            }

            for (int k = 0; k < i; k++)
            {
                float[] swapped = [.. values];
                (swapped[i], swapped[k]) = (swapped[k], swapped[i]);
                Assert.True(seen.Add(default(Fingerprint).With(swapped)));
                float[] turned = [.. values];
                (turned[i], turned[k]) = (-turned[i], -turned[k]);
                Assert.True(seen.Add(default(Fingerprint).With(turned)));
            }
        }

        Assert.True(seen.Add(default(Fingerprint).With([.. values, 0])));
        Assert.Equal(default(Fingerprint).With(values), default(Fingerprint).With([.. values]));
    }
}
