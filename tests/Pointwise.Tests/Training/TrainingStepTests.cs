using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Pointwise.Tests.Inference;
using Pointwise.Tests.Parity;
using Pointwise.Training;
using Xunit;
using Gather = Pointwise.Operators.General.Gather;

namespace Pointwise.Tests.Training;

public class TrainingStepTests
{
    [Fact]
    public void Step_OfBranchesAndHeads_EqualsAStepWithNothingShared()
    {
        Graph graph = TrainingGraph.Compile(SmallNetwork.Build());
        using Parameters parameters = Formula.Parameters(graph), others = Formula.Parameters(graph);
        using var workers = new Workers(2);
        using TrainingStep step = SmallNetwork.Step(graph, parameters, workers);
        for (int repeat = 0; repeat < 2; repeat++)
        {
            step.Run(1, repeat);
            using var witness = new SeparateStep(graph, others, workers);
            Assert.Equal(witness.Gradients.Count, step.Trained.Count);
            foreach (Trained trained in step.Trained) Assert.Equal(witness.Gradients[trained.Spec.Name].Values.ToArray(), trained.Gradient.Values.ToArray());
            foreach (string name in parameters.Names) Assert.Equal(others[name].Values.ToArray(), parameters[name].Values.ToArray());
        }
    }

    [Fact]
    public void Step_ThroughMovedValues_EqualsAStepWithNothingShared()
    {
        Graph graph = TrainingGraph.Compile(Moving());
        using Parameters parameters = Formula.Parameters(graph), others = Formula.Parameters(graph);
        using var workers = new Workers(2);
        using TrainingStep step = SmallNetwork.Step(graph, parameters, workers);
        step.Run(1, 1);
        using var witness = new SeparateStep(graph, others, workers);
        Assert.Equal(witness.Gradients.Count, step.Trained.Count);
        foreach (Trained trained in step.Trained) Assert.Equal(witness.Gradients[trained.Spec.Name].Values.ToArray(), trained.Gradient.Values.ToArray());
    }

    [Fact]
    public void Step_OnAnyThreadsAndLanes_GivesTheSameBits()
    {
        Graph graph = TrainingGraph.Compile(SmallNetwork.Build(dropout: 0.5f));
        Dictionary<string, float[]>? first = null;
        foreach (int threads in (int[])[1, 3])
        {
            foreach (LaneWidth width in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported))
            {
                using var workers = new Workers(threads, width);
                using Parameters parameters = Formula.Parameters(graph);
                using TrainingStep step = SmallNetwork.Step(graph, parameters, workers);
                step.Run(7, 2);
                first ??= SmallNetwork.Gradients(step);
                foreach ((string name, float[] gradient) in SmallNetwork.Gradients(step)) Assert.Equal(first[name], gradient);
            }
        }
    }

    [Fact]
    public void Step_WithDropout_DependsOnSeedAndStepAlone()
    {
        Graph graph = TrainingGraph.Compile(SmallNetwork.Build(dropout: 0.5f));
        using Parameters parameters = Formula.Parameters(graph);
        using var workers = new Workers(1);
        using TrainingStep step = SmallNetwork.Step(graph, parameters, workers);
        float Loss(ulong seed, long at)
        {
            step.Run(seed, at);
            return step.Loss("aux1");
        }

        float first = Loss(1, 1);
        Assert.NotEqual(first, Loss(1, 2));
        Assert.NotEqual(first, Loss(2, 1));
        Assert.Equal(first, Loss(1, 1));
    }

    [Fact]
    public void Step_WithFrozenParameters_SendsGradientsNoFurtherThanNeeded()
    {
        Graph graph = TrainingGraph.Compile(SmallNetwork.Build());
        using Parameters parameters = Formula.Parameters(graph), same = Formula.Parameters(graph);
        using var workers = new Workers(1);
        using TrainingStep all = SmallNetwork.Step(graph, parameters, workers), some = SmallNetwork.Step(graph, same, workers, p => p.Name is "fc.weight" or "aux.fc.bias" or "right.weight");
        all.Run(1, 1);
        some.Run(1, 1);
        Assert.Equal(["right.weight", "aux.fc.bias", "fc.weight"], some.Trained.Select(t => t.Spec.Name));
        Dictionary<string, float[]> expected = SmallNetwork.Gradients(all);
        foreach ((string name, float[] gradient) in SmallNetwork.Gradients(some)) Assert.Equal(expected[name], gradient);
        Assert.True(some.Bytes < all.Bytes);
    }

    [Fact]
    public void Step_OfHeadsWithWeights_SumsTheirLosses()
    {
        Graph graph = TrainingGraph.Compile(SmallNetwork.Build());
        using Parameters parameters = Formula.Parameters(graph);
        using var workers = new Workers(1);
        using TrainingStep step = SmallNetwork.Step(graph, parameters, workers);
        step.Run(1, 1);
        Assert.Equal(step.Loss("main") + 0.3f * step.Loss("aux1"), step.TotalLoss);
        Assert.Equal(12, step.Logits("aux1").Length);
    }

    [Fact]
    public void Step_WhoseWeightsAreNotFinite_NamesTheFirstNode()
    {
        Graph graph = TrainingGraph.Compile(SmallNetwork.Build());
        using Parameters parameters = Formula.Parameters(graph);
        using var workers = new Workers(1);
        using TrainingStep step = SmallNetwork.Step(graph, parameters, workers);
        step.Run(1, 1);
        float[] mean = parameters["norm.running_mean"].Values.ToArray();
        Assert.Null(step.FirstNotFinite(1, 1));
        parameters["mix.weight"].Values[3] = float.PositiveInfinity;
        Assert.Equal("mix", step.FirstNotFinite(1, 1));
        step.Picture[5] = float.NaN;
        Assert.Equal("input", step.FirstNotFinite(1, 1));
        Assert.Equal(mean, parameters["norm.running_mean"].Values.ToArray());
    }

    [Fact]
    public void Step_ThroughAnOperatorWithoutBackward_NamesTheNode()
    {
        var b = new GraphBuilder("stuck");
        b.Head("main", b.Input(new Shape(1, 6)).Linear("fc", 3).Apply("sign", new Forwards()));
        Graph graph = TrainingGraph.Compile(b.Build());
        using Parameters parameters = Formula.Parameters(graph);
        using var workers = new Workers(1);
        var e = Assert.Throws<PointwiseException>(() => new TrainingStep(graph, parameters, workers));
        Assert.StartsWith("stuck: node sign: Forwards cannot be trained through\n", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_WithEverythingFrozen_IsRefused()
    {
        Graph graph = TrainingGraph.Compile(SmallNetwork.Build());
        using Parameters parameters = Formula.Parameters(graph);
        using var workers = new Workers(1);
        var e = Assert.Throws<PointwiseException>(() => new TrainingStep(graph, parameters, workers, _ => false));
        Assert.StartsWith("small: nothing to train\n", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_ThroughGatheredValues_NamesTheNode()
    {
        var b = new GraphBuilder("stuck");
        b.Head("main", b.Add("pick", new Gather(1), b.Input(new Shape(1, 6)).Linear("fc", 3), b.Add("which", new Constant(Literal.Of(new Shape(2), 0L, 2)))));
        Graph graph = TrainingGraph.Compile(b.Build());
        using Parameters parameters = Formula.Parameters(graph);
        using var workers = new Workers(1);
        var e = Assert.Throws<PointwiseException>(() => new TrainingStep(graph, parameters, workers));
        Assert.StartsWith("stuck: node pick: Gather cannot be trained through\n", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Values turned, cut, padded, repeated and reshaped on their way, with their sizes computed from shapes.</summary>
    private static Graph Moving()
    {
        var b = new GraphBuilder("moving");
        Value x = b.Input(new Shape(3, 3, 8, 6)).Conv2D("stem", 8, Window.Square(3, 2, 1));
        Value turned = x.Apply("turned", new Transpose([0, 2, 3, 1]));
        Value cut = b.Add("cut", new Slice(), turned, Networks.Numbers(b, "starts", -1), Networks.Numbers(b, "ends", int.MinValue), Networks.Numbers(b, "axes", 3), Networks.Numbers(b, "steps", -2));
        Value joined = b.Add("joined", new Concat(-1), turned, cut);
        Value padded = b.Add("padded", new Pad(), joined, Networks.Numbers(b, "pads", 0, 1, 0, -1, 0, 0, 2, 0));
        Value mean = b.Add("wide", new Expand(), x.GlobalAveragePool("mean"), Networks.Numbers(b, "one", 1, 1, 2, 2)).Apply("blocks", new SpaceToDepth(2)).Flatten("mean.flat");
        Value batch = b.Add("batch", new Gather(), padded.Apply("shape", new ShapeOf()), Networks.Numbers(b, "first", 0));
        Value flat = b.Add("flat", new Reshape(), padded, b.Add("sizes", new Concat(0), batch, Networks.Numbers(b, "rest", -1)));
        b.Head("main", b.Add("all", new Concat(1), flat, mean).Linear("fc", 4));
        return b.Build();
    }

    private sealed record Forwards : Operator
    {
        public override string Name => "Forwards";

        internal override bool HasBackward => false;

        public override Shape OutputShape(params ReadOnlySpan<Shape> inputs) => inputs[0];

        internal override void Forward(in ForwardPass pass) => pass.Inputs[0].Span.CopyTo(pass.Output.Span);
    }
}

[Collection(AloneCollection.Name)]
public class TrainingStepAllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Step_Running_AllocatesNoManagedMemory(int threads)
    {
        Graph graph = TrainingGraph.Compile(SmallNetwork.Build(dropout: 0.5f));
        using Parameters parameters = Formula.Parameters(graph);
        using var workers = new Workers(threads);
        using TrainingStep step = SmallNetwork.Step(graph, parameters, workers);
        float loss = 0;
        Assert.Equal(0, Allocations.Of(() =>
        {
            step.Run(1, 1);
            loss += step.TotalLoss + step.Loss("aux1") + step.Logits("main")[0];
        }));
    }
}
