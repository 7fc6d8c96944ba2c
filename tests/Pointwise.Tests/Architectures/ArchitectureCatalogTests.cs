using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Architectures;

public class ArchitectureCatalogTests
{
    [Fact]
    public void Names_AreTheCatalogs() =>
        Assert.Equal(["googlenet", "googlenet-bn", "inception-v2", "inception-v3", "resnet18", "resnet50", "densenet121", "squeezenet1_0", "squeezenet1_1", "mobilenet-v1", "vgg16", "resnet20", "nin", "small-inception", "tiny-inception",
            "fcn32s-vgg16", "fcn16s-vgg16", "fcn8s-vgg16", "fcn32s-googlenet", "fcn16s-googlenet", "fcn8s-googlenet", "fcn32s-inception-v3", "fcn16s-inception-v3", "fcn8s-inception-v3", "fcn-small"], ArchitectureCatalog.Names);

    [Fact]
    public void Get_AMisspeltName_TellsTheNearest()
    {
        var e = Assert.Throws<PointwiseException>(() => ArchitectureCatalog.Get("googelnet"));
        Assert.Equal(
            "googelnet: no such network\n"
            + "  expected: googlenet, googlenet-bn, inception-v2, inception-v3, resnet18, resnet50, densenet121, squeezenet1_0, squeezenet1_1, mobilenet-v1, vgg16, resnet20, nin, small-inception, tiny-inception, fcn32s-vgg16, fcn16s-vgg16, fcn8s-vgg16, fcn32s-googlenet, fcn16s-googlenet, fcn8s-googlenet, fcn32s-inception-v3, fcn16s-inception-v3, fcn8s-inception-v3, fcn-small\n"
            + "  found:    googelnet\n"
            + "  fix:      did you mean googlenet? give a name of the catalog or a network file", e.Message);
    }

    [Fact]
    public void Everything_BuildsAtItsOwnSizeWithAndWithoutHeads()
    {
        foreach (Architecture architecture in ArchitectureCatalog.All)
        {
            foreach (bool heads in new[] { false, true })
            {
                Graph graph = architecture.Build(batch: 2, heads);
                Assert.Equal(architecture.Name, graph.Name);
                Shape picture = architecture.InputShape, scores = graph.Nodes[graph.Head("main").Node].Shape;
                Assert.Equal(architecture.Name.StartsWith("fcn", StringComparison.Ordinal) ? new Shape(2, architecture.Classes, picture.H, picture.W) : new Shape(2, architecture.Classes), scores);
                Assert.Equal(graph, architecture.Build(batch: 2, heads));
            }
        }
    }

    [Fact]
    public void Preprocessing_HasANumberForEveryChannel() => Assert.All(ArchitectureCatalog.All, a =>
    {
        Assert.Equal(a.InputShape.C, a.Preprocessing.Mean.Length);
        Assert.Equal(a.InputShape.C, a.Preprocessing.Deviation.Length);
        Assert.True(a.Preprocessing.ResizeShortSide >= a.InputShape.H);
    });

    [Fact]
    public void PreprocessingFor_AnotherSize_KeepsTheCropsShare()
    {
        Architecture googlenet = ArchitectureCatalog.Get("googlenet");
        Assert.Equal(googlenet.Preprocessing, googlenet.PreprocessingFor(googlenet.InputShape));
        Assert.Equal(128, googlenet.PreprocessingFor(new Shape(1, 3, 112, 112)).ResizeShortSide);
    }

    [Fact]
    public void PreprocessingFor_OneChannel_IsGrey()
    {
        Preprocessing grey = ArchitectureCatalog.Get("googlenet-bn").PreprocessingFor(new Shape(1, 1, 224, 224));
        Assert.Equal(ChannelOrder.Grey, grey.Channels);
        Assert.Equal([0.5f], grey.Mean);
        Assert.Equal([0.5f], grey.Deviation);
    }

    [Fact]
    public void Build_OfWhatIsNoPicture_IsRefused() =>
        Assert.Throws<PointwiseException>(() => ArchitectureCatalog.Get("nin").Build(new Shape(1, 10), 10));
}
