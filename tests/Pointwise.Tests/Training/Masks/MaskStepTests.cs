using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Training.Masks;

[Collection(AloneCollection.Name)]
public class MaskStepTests
{
    [Fact]
    public void Run_OfAFullyConvolutionalNetwork_AllocatesNothing()
    {
        Graph graph = TrainingGraph.Compile(ArchitectureCatalog.Get("fcn-small").Build(new Shape(2, 3, 45, 38), 3), classWeights: [1, 2, 0.5f]);
        using Parameters parameters = Parameters.Initialize(graph, 1);
        using var workers = new Workers(2);
        using TrainingStep step = SmallNetwork.Step(graph, parameters, workers);
        long number = 0;
        Assert.Equal(0, Allocations.Of(() => step.Run(1, number++)));
        Assert.InRange(step.Loss("main"), 0.1f, 100f);
    }
}
