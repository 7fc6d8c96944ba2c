using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tests.Parity;
using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Training;

public class StillNodeTests
{
    private static readonly Freezing Norms = new(Graph, ["norm"]);

    private static Graph Graph => TrainingGraph.Compile(SmallNetwork.Build());

    [Fact]
    public void Step_ThroughAStillBatchNorm_HasTheGradientOfItsLoss()
    {
        using Parameters parameters = Formula.Parameters(Graph);
        using var workers = new Workers(2);
        using TrainingStep step = Still(parameters, workers);
        step.Run(1, 1);
        Dictionary<string, float[]> gradients = SmallNetwork.Gradients(step);
        Assert.DoesNotContain("norm.weight", gradients.Keys);
        float[] stem = gradients["stem.weight"];
        double largest = stem.Max(Math.Abs);
        foreach (int i in Enumerable.Range(0, 12).Select(k => k * 13))
        {
            float start = parameters["stem.weight"].Values[i];
            double above = LossAt(start + 1e-3f), below = LossAt(start - 1e-3f);
            parameters["stem.weight"].Values[i] = start;
            Assert.Equal((above - below) / 2e-3, stem[i], 0.02 * largest);

            double LossAt(float value)
            {
                parameters["stem.weight"].Values[i] = value;
                step.Run(1, 1);
                return step.TotalLoss;
            }
        }
    }

    [Fact]
    public void Step_ThroughAStillBatchNorm_LeavesItsStatisticsAndGivesTheSameBitsAnywhere()
    {
        Dictionary<string, float[]>? first = null;
        foreach (int threads in (int[])[1, 3])
        {
            foreach (LaneWidth width in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported))
            {
                using Parameters parameters = Formula.Parameters(Graph);
                float[] mean = parameters["norm.running_mean"].Values.ToArray();
                using var workers = new Workers(threads, width);
                using TrainingStep step = Still(parameters, workers);
                step.Run(1, 1);
                Assert.Equal(mean, parameters["norm.running_mean"].Values.ToArray());
                first ??= SmallNetwork.Gradients(step);
                foreach ((string name, float[] gradient) in SmallNetwork.Gradients(step)) Assert.Equal(first[name], gradient);
            }
        }
    }

    [Fact]
    public void Still_IsABatchNormWithoutATrainedParameter()
    {
        Graph graph = Graph;
        Assert.Equal(["norm"], graph.Nodes.Where(Norms.IsStill).Select(n => n.Name));
        Assert.DoesNotContain(graph.Nodes, new Freezing(graph, ["norm.weight", "stem"]).IsStill);
    }

    private static TrainingStep Still(Parameters parameters, Workers workers)
    {
        Graph graph = Graph;
        var step = new TrainingStep(graph, parameters, workers, Norms.IsTrained, Norms.IsStill);
        SmallNetwork.Fill(graph, step.Picture, step.Targets);
        return step;
    }
}
