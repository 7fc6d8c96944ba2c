using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Parity;
using Xunit;

namespace Pointwise.Tests.Inference;

public class TransformedNetworkTests
{
    [Theory]
    [InlineData("googlenet", 15)]
    [InlineData("googlenet-bn", 15)]
    [InlineData("inception-v3", 40)]
    public void Session_WithTransforms_AgreesWithGatheredRows(string name, int leastTransformed)
    {
        Graph graph = ArchitectureCatalog.Get(name).Build(batch: 1);
        using var model = new Model(graph, Formula.Parameters(graph));
        using var workers = new Workers(2);
        using var picture = Tensor.FromChannelsFirst(graph.Input.Shape, Formula.Pictures(graph.Input.Shape));
        using var witness = new NodeByNode(graph, model.Parameters, picture.Values, workers, gathers: true);
        using var session = new Session(model, 1);
        session.Run(picture);
        Assert.InRange(witness.Gathered, leastTransformed, int.MaxValue);
        Near.Check($"{name}: main", witness.Head("main"), session.Output("main"), 1e-4);
    }
}
