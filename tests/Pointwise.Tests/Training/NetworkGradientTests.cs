using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;
using Pointwise.Tests.Operators.Reference;
using Pointwise.Tests.Parity;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Training;

public class NetworkGradientTests
{
    [Fact]
    public void Step_OfBranchesAndHeads_EqualsTheChainRuleInDoublePrecision()
    {
        Graph graph = TrainingGraph.Compile(SmallNetwork.Build(), labelSmoothing: 0.1f, classWeights: [1, 2, 0.5f, 1]);
        using Parameters parameters = Formula.Parameters(graph);
        var reference = new NetworkReference(graph, parameters.Names.ToDictionary(n => n, n => FieldOf(parameters[n].Shape, parameters[n].ToChannelsFirst())), Fed(graph));
        using var workers = new Workers(2);
        using TrainingStep step = SmallNetwork.Step(graph, parameters, workers);
        step.Run(1, 1);
        Assert.Equal(reference.Loss, step.TotalLoss, 1e-5);
        Dictionary<string, Field> gradients = reference.Gradients();
        Assert.Equal(gradients.Count, step.Trained.Count);
        foreach (Trained trained in step.Trained)
        {
            float[] expected = [.. gradients[trained.Spec.Name].Values.Select(v => (float)v)];
            Near.Check($"gradient of {trained.Spec.Name}", expected, trained.Gradient.ToChannelsFirst(), 2e-5);
        }
    }

    private static Dictionary<string, Field> Fed(Graph graph)
    {
        Node target = graph.Nodes.Single(n => n.Name == TrainingGraph.Targets);
        float[] picture = new float[graph.Input.Shape.Elements], targets = new float[target.Shape.Elements];
        SmallNetwork.Fill(graph, picture, targets);
        return new() { [graph.Input.Name] = FieldOf(graph.Input.Shape, Formula.Pictures(graph.Input.Shape)), [target.Name] = FieldOf(target.Shape, targets) };
    }

    private static Field FieldOf(Shape shape, float[] values)
    {
        Field field = Field.Of(shape);
        for (int i = 0; i < values.Length; i++) field.Values[i] = values[i];
        return field;
    }
}
