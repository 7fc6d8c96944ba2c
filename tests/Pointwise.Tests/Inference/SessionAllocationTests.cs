using Pointwise.Graphs;
using Pointwise.Inference;
using Xunit;

namespace Pointwise.Tests.Inference;

[Collection(AloneCollection.Name)]
public class SessionAllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Session_Running_AllocatesNoManagedMemory(int threads)
    {
        using var model = new Model(Networks.Branching(), new Parameters());
        using var session = new Session(model, 2, new SessionOptions { Heads = ["main", "aux1"], Threads = threads });
        float[] picture = Networks.Picture(session.InputShape), answer = new float[session.Output().Length];
        Assert.Equal(0, Allocations.Of(() =>
        {
            session.Run(picture, answer);
            session.RunChannelsFirst(picture);
        }));
    }
}
