using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Measuring;
using Pointwise.Operators;
using Xunit;

namespace Pointwise.Tests.Inference.Measuring;

public class LayerClockTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_NodeByNode_GivesWhatTheSessionGives(bool reshaping)
    {
        using var model = new Model(reshaping ? Networks.Reshaping() : Networks.Branching(), new Parameters());
        using var session = new Session(model, 2, new SessionOptions { Threads = 1 });
        float[] picture = Networks.Picture(session.InputShape), expected = new float[session.Output().Length];
        session.Run(picture, expected);
        var clock = new LayerClock(session, 2);
        for (int run = 0; run < 2; run++)
        {
            picture.CopyTo(session.Input);
            clock.Run(run);
            Assert.Equal(expected, session.Output());
        }

        Assert.Equal(session.Graph.Nodes.Where(n => n.Operator is not Input).Select(n => n.Name), clock.Layers().Select(l => l.Node));
    }
}
