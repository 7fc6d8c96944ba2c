using Pointwise.Graphs;
using Pointwise.Inference;
using Xunit;

namespace Pointwise.Tests.Inference;

[Collection(AloneCollection.Name)]
public class SessionAllocationTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void Session_Running_AllocatesNoManagedMemory(int threads, bool reshaping)
    {
        using var model = new Model(reshaping ? Networks.Reshaping() : Networks.Branching(), new Parameters());
        using var session = new Session(model, 2, new SessionOptions { Heads = ["main", "aux1"], Threads = threads });
        float[] picture = Networks.Picture(session.InputShape), answer = new float[session.Output().Length];
        Assert.Equal(0, Allocations.Of(() =>
        {
            session.Run(picture, answer);
            session.RunChannelsFirst(picture);
        }));
    }
}
