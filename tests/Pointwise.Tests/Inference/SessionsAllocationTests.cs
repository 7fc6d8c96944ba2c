using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Inference;

[Collection(AloneCollection.Name)]
public class SessionsAllocationTests
{
    [Theory]
    [InlineData("googlenet")]
    [InlineData("googlenet-bn")]
    [InlineData("inception-v3")]
    public void Run_AfterTheFirstOfEachBatch_AllocatesNoManagedMemory(string network)
    {
        Graph graph = ArchitectureCatalog.Get(network).Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var sessions = new Sessions(model, new SessionOptions { Threads = 2 });
        float[] pictures = Networks.Picture(graph.Input.Shape.WithBatch(3)), answer = new float[3 * sessions.For(3).Output().Length / 3];
        Assert.Equal(0, Allocations.Of(() =>
        {
            for (int batch = 1; batch <= 3; batch += 2)
                sessions.For(batch).RunChannelsFirst(pictures.AsSpan(0, pictures.Length / 3 * batch));
            sessions.For(3).Run(pictures, answer);
        }));
        Assert.Equal(2, sessions.Count);
    }

    [Fact]
    public void Run_OfAnotherSizeOfPictures_AllocatesNoManagedMemoryAfterTheFirst()
    {
        Graph graph = ArchitectureCatalog.Get("inception-v3").Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var sessions = new Sessions(model, new SessionOptions { Threads = 2 });
        Shape small = new(1, 3, 139, 171);
        float[] pictures = Networks.Picture(graph.Input.Shape);
        Assert.Equal(0, Allocations.Of(() =>
        {
            sessions.For(1).Run(pictures);
            sessions.For(small).Run(pictures.AsSpan(0, (int)small.Elements));
        }));
        Assert.Equal(2, sessions.Count);
    }
}
