using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Data.Drawn;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Training;
using Pointwise.Training.Experiments;
using Xunit;

namespace Pointwise.Tests.Training.Experiments;

public class ReductionExperimentsTests
{
    private static readonly Shape Input = new(1, 3, 24, 24);
    private static readonly CachedDataSet Train = new(new DrawnTextures(40, 24, 1), 0), Test = new(new DrawnTextures(20, 24, 2), 0);

    [Fact]
    public void Naive_ComparesTheSameNetworkWithoutReductions()
    {
        ExperimentResult result = Run("naive", 2);
        Assert.Equal(["naive", "with reductions"], result.Variants.Select(v => v.Name));
        Assert.True(result.Variants[0].MultiplyAdds > 2 * result.Variants[1].MultiplyAdds);
        Assert.All(result.Variants, v => Assert.Equal([1UL, 2UL], v.Trials.Select(t => t.Seed)));
        Assert.All(result.Variants, v => Assert.InRange(v.SecondsPerStep, 1e-9, 60));
    }

    [Fact]
    public void Reductions_OfEveryKind_HaveTheSameWidthsAndLearn()
    {
        ExperimentResult result = Run("reductions", 1);
        Assert.Equal(4, result.Variants.Length);
        Assert.Single(result.Variants.Select(v => (v.MultiplyAdds, v.Parameters)).Distinct());
        Assert.Equal(4, result.Variants.Select(v => v.Trials[0].Score.Loss).Distinct().Count());
    }

    [Fact]
    public void Selection_LetsOneChannelPassAFilter_AndStays()
    {
        Dictionary<string, float[]> before = [], after = Trained("selection", before);
        Assert.NotEmpty(before);
        foreach ((string name, float[] weights) in before)
        {
            Assert.Equal(weights, after[name]);
            Assert.All(weights, w => Assert.True(w is 0 or 1));
        }
    }

    [Fact]
    public void RandomMixing_Stays() => Assert.All(Trained("random mixing", []), pair => Assert.NotEmpty(pair.Value));

    [Fact]
    public void PrincipalComponents_AreOrthonormal()
    {
        using Model model = Start("principal components", out ExperimentVariant variant, out TrainingOptions options);
        TrainingLoop.Run(variant.Prepare(new TrainingRun(model, Train, options)), stop: TestContext.Current.CancellationToken);
        foreach (string name in FixedReductions.Weights(model.Graph))
        {
            Tensor weights = model.Parameters[name];
            int channels = weights.Shape.C;
            for (int a = 0; a < weights.Shape.N; a++)
            {
                for (int b = 0; b <= a; b++)
                {
                    double dot = 0;
                    for (int c = 0; c < channels; c++) dot += (double)weights.Values[a * channels + c] * weights.Values[b * channels + c];
                    Assert.Equal(a == b ? 1 : 0, dot, 1e-5);
                }
            }
        }
    }

    [Fact]
    public void Get_UnknownOrWithoutReductions_IsRefused()
    {
        Assert.Contains("did you mean naive", Refusal("naiv", "tiny-inception").Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("nothing to compare", Refusal("naive", "nin").Message, StringComparison.Ordinal);
    }

    private static PointwiseException Refusal(string name, string network) =>
        Assert.Throws<PointwiseException>(() => ReductionExperiments.Get(name, ArchitectureCatalog.Get(network), Train, new Shape(1, 3, 32, 32)));

    private static ExperimentResult Run(string name, int seeds) => ReductionExperiments.Get(name, ArchitectureCatalog.Get("tiny-inception"), Train, Input)
        .Run(Train, Test, new TrainingOptions { Epochs = 2, BatchSize = 20 }, seeds, null, TestContext.Current.CancellationToken);

    private static Dictionary<string, float[]> Trained(string name, Dictionary<string, float[]> before)
    {
        using Model model = Start(name, out ExperimentVariant variant, out TrainingOptions options);
        TrainingRun run = variant.Prepare(new TrainingRun(model, Train, options));
        Keep(before);
        float[] first = model.Parameters["conv1.conv.weight"].Values.ToArray();
        TrainingLoop.Run(run, stop: TestContext.Current.CancellationToken);
        Assert.NotEqual(first, model.Parameters["conv1.conv.weight"].Values.ToArray());
        Dictionary<string, float[]> after = [];
        Keep(after);
        return after;

        void Keep(Dictionary<string, float[]> to)
        {
            foreach (string weights in FixedReductions.Weights(model.Graph)) to[weights] = model.Parameters[weights].Values.ToArray();
        }
    }

    private static Model Start(string name, out ExperimentVariant variant, out TrainingOptions options)
    {
        Experiment experiment = ReductionExperiments.Get("reductions", ArchitectureCatalog.Get("tiny-inception"), Train, Input);
        variant = experiment.Variants.Single(v => v.Name == name);
        options = new TrainingOptions { Epochs = 2, BatchSize = 20 };
        return variant.Start(1);
    }
}
