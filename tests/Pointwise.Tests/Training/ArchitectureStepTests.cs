using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Training;

/// <summary>Networks with shortcuts, dense blocks, fire modules and depthwise convolutions take a step of training.</summary>
public class ArchitectureStepTests
{
    [Theory]
    [InlineData("inception-v2", 64)]
    [InlineData("resnet18", 64)]
    [InlineData("resnet50", 64)]
    [InlineData("densenet121", 64)]
    [InlineData("squeezenet1_0", 63)]
    [InlineData("squeezenet1_1", 48)]
    [InlineData("mobilenet-v1", 64)]
    [InlineData("resnet20", 32)]
    [InlineData("fcn8s-googlenet", 67)]
    [InlineData("fcn16s-inception-v3", 64)]
    [InlineData("fcn-small", 61)]
    public void Step_OfANetworkOfTheCatalog_GivesEveryParameterAGradient(string name, int side)
    {
        Graph graph = TrainingGraph.Compile(ArchitectureCatalog.Get(name).Build(new Shape(2, 3, side, side), 4));
        using Parameters parameters = Parameters.Initialize(graph, seed: 1);
        using var workers = new Workers(2);
        using TrainingStep step = SmallNetwork.Step(graph, parameters, workers);
        step.Run(1, 0);
        Assert.InRange(step.Loss("main"), 0.1f, 100f);
        Assert.Equal(graph.Parameters.Count(p => p.IsTrained), step.Trained.Count);
        Assert.All(step.Trained, trained =>
        {
            float[] gradient = trained.Gradient.Values.ToArray();
            Assert.True(gradient.All(float.IsFinite) && gradient.Any(v => v != 0), trained.Spec.Name);
        });
    }

    [Fact]
    public void Compile_OfVgg_KeepsEveryParameter()
    {
        Graph network = ArchitectureCatalog.Get("vgg16").Build(new Shape(2, 3, 64, 64), 4);
        Assert.Equal(network.Parameters, TrainingGraph.Compile(network).Parameters);
    }
}
