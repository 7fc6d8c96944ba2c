using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Training;
using Pointwise.Training.Optimisers;
using Xunit;

namespace Pointwise.Tests.Parity;

/// <summary>Four steps of a small network with two Inception modules and an auxiliary head, against PyTorch's.</summary>
public class TrainingParityTests
{
    private const double Tolerance = 1e-4;

    [Fact]
    public void FourSteps_OfTwoModulesAndTwoHeads_ArePyTorchs()
    {
        var stored = new StoredTensors(TestData.Require("parity", "training.safetensors"));
        Graph graph = TrainingGraph.Compile(Network());
        using Parameters parameters = Formula.Parameters(graph);
        using var workers = new Workers(2);
        using var step = new TrainingStep(graph, parameters, workers);
        using var optimiser = new OptimiserState(new Sgd { WeightDecay = 5e-4f }, step.Trained, workers);
        Fill(step, stored, graph.Input.Shape);
        for (int i = 0; i < 4; i++)
        {
            step.Run(seed: 1, i);
            Near.Check($"loss of step {i}", stored.Floats($"loss.{i}"), [step.TotalLoss], Tolerance);
            if (i == 0) CheckFirst(step, stored);
            optimiser.Step(0.05f);
        }

        string[] names = [.. stored.Names.Where(n => n.StartsWith("after4.", StringComparison.Ordinal)).Select(n => n["after4.".Length..])];
        Assert.Equal(parameters.Names.Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        foreach (string name in names) Near.Check($"{name} after 4 steps", stored.Floats($"after4.{name}"), parameters[name].ToChannelsFirst(), Tolerance);
    }

    private static void CheckFirst(TrainingStep step, StoredTensors stored)
    {
        Near.Check("main logits", stored.Floats("main_logits"), step.Logits("main"), Tolerance);
        Near.Check("aux logits", stored.Floats("aux_logits"), step.Logits("aux1"), Tolerance);
        Assert.Equal(stored.Names.Count(n => n.StartsWith("gradient.", StringComparison.Ordinal)), step.Trained.Count);
        foreach (Trained trained in step.Trained)
            Near.Check($"gradient of {trained.Spec.Name}", stored.Floats($"gradient.{trained.Spec.Name}"), trained.Gradient.ToChannelsFirst(), Tolerance);
    }

    private static void Fill(TrainingStep step, StoredTensors stored, Shape shape)
    {
        float[] input = stored.Floats("input");
        Near.Check("input", input, Formula.Pictures(shape), 1e-7);
        using var pictures = Tensor.FromChannelsFirst(shape, input);
        pictures.Values.CopyTo(step.Picture);
        long[] labels = stored.Integers("labels");
        step.Targets.Clear();
        for (int n = 0; n < labels.Length; n++) step.Targets[n * 10 + (int)labels[n]] = 1;
    }

    private static Graph Network()
    {
        var b = new GraphBuilder("two modules");
        Value x = Unit(b.Input(new Shape(8, 3, 33, 33)), "stem", 16, Window.Square(5, stride: 2, padding: 1));
        x = x.MaxPool("pool1", Window.Square(3, stride: 2, ceilMode: true)).LocalResponseNorm("norm");
        Value a = Module(x, "a", 8, 6, 12, 4, 8, 4);
        Value aux = a.AdaptiveAveragePool("aux_pool", 4, 4).Conv2D("aux_conv", 8, Window.Square(1)).Relu("aux_relu");
        b.Head("aux1", aux.Flatten("aux_flat").Linear("aux_fc", 10), 0.3f);
        Value end = Module(a.MaxPool("pool2", Window.Square(3, stride: 2, ceilMode: true)), "b", 12, 8, 16, 4, 8, 8);
        b.Head("main", end.GlobalAveragePool("mean").Flatten("flat").Linear("fc", 10));
        return b.Build();
    }

    private static Value Module(Value x, string name, int one, int threeReduce, int three, int fiveReduce, int five, int pool)
    {
        using IDisposable scope = x.Builder.Scope(name);
        Value branch1 = Unit(x, "branch1", one, Window.Square(1));
        Value branch2 = Unit(Unit(x, "branch2.0", threeReduce, Window.Square(1)), "branch2.1", three, Window.Square(3, padding: 1));
        Value branch3 = Unit(Unit(x, "branch3.0", fiveReduce, Window.Square(1)), "branch3.1", five, Window.Square(5, padding: 2));
        Value branch4 = Unit(x.MaxPool("branch4.0", Window.Square(3, padding: 1, ceilMode: true)), "branch4.1", pool, Window.Square(1));
        return Value.Concat("joined", branch1, branch2, branch3, branch4);
    }

    private static Value Unit(Value x, string name, int filters, Window window) =>
        x.Conv2D($"{name}.conv", filters, window, bias: false).BatchNorm($"{name}.bn", 1e-3f).Relu($"{name}.relu");
}
