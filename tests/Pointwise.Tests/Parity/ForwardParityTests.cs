using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Inference;
using Xunit;

namespace Pointwise.Tests.Parity;

public class ForwardParityTests
{
    [Theory]
    [InlineData("googlenet-bn", "googlenet.safetensors")]
    [InlineData("inception-v3", "inception_v3.safetensors")]
    [InlineData("resnet50", "resnet50.safetensors")]
    [InlineData("densenet121", "densenet121.safetensors")]
    [InlineData("squeezenet1_1", "squeezenet1_1.safetensors")]
    public void Network_WithTheFormulasWeights_GivesPyTorchsLogits(string name, string file)
    {
        var stored = new StoredTensors(TestData.Require("parity", file));
        Graph graph = ArchitectureCatalog.Get(name).Build(batch: 2);
        using var model = new Model(graph, Formula.Parameters(graph));
        using var session = new Session(model, 2);
        session.RunChannelsFirst(Formula.Pictures(session.InputShape));
        Near.Check($"{name}: logits", stored.Floats("logits"), session.Output(), 2e-4);
    }
}
