using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Training;
using Pointwise.Training.Optimisers;
using Xunit;

namespace Pointwise.Tests.Training;

public class OptimiserTests
{
    private const int Steps = 7;

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(33)]
    [InlineData(40000)]
    public void Sgd_WithMomentumAndDecay_FollowsPyTorchsRule(int count) =>
        AgreesWithReference(new Sgd(0.9f) { WeightDecay = 0.01f }, count, (w, g, s, t) =>
        {
            double d = g + 0.01f * w;
            s[0] = t == 1 ? d : 0.9f * s[0] + d;
            return w - 0.05f * s[0];
        });

    [Fact]
    public void Sgd_Nesterov_LooksAhead() =>
        AgreesWithReference(new Sgd(0.8f, Nesterov: true), 33, (w, g, s, _) =>
        {
            s[0] = 0.8f * s[0] + g;
            return w - 0.05f * (g + 0.8f * s[0]);
        });

    [Fact]
    public void RmsProp_OfInceptionV3_FollowsTensorFlowsRule() =>
        AgreesWithReference(new RmsProp { WeightDecay = 0.001f }, 33, (w, g, s, t) =>
        {
            double d = g + 0.001f * w;
            s[0] = 0.9f * (t == 1 ? 1 : s[0]) + (1 - 0.9f) * d * d;
            s[1] = 0.9f * s[1] + 0.05f * d / Math.Sqrt(s[0] + 1);
            return w - s[1];
        });

    [Fact]
    public void AdamW_DecaysApartFromTheGradient() =>
        AgreesWithReference(new AdamW { WeightDecay = 0.1f }, 33, (w, g, s, t) =>
        {
            w *= 1 - 0.05f * 0.1f;
            s[0] = 0.9f * s[0] + (1 - 0.9f) * g;
            s[1] = 0.999f * s[1] + (1 - 0.999f) * g * g;
            double mean = s[0] / (1 - Math.Pow(0.9f, t)), square = s[1] / (1 - Math.Pow(0.999f, t));
            return w - 0.05f * mean / (Math.Sqrt(square) + 1e-8f);
        });

    [Fact]
    public void Sgd_ByHand_GivesPyTorchsNumbers()
    {
        // w = 1, gradient 0.5 each time, rate 0.1, momentum 0.9: v = 0.5, 0.95, 1.355
        using var run = new Run(new Sgd(0.9f), 1);
        run.Trained.Value.Values[0] = 1;
        float[] expected = [0.95f, 0.855f, 0.7195f];
        foreach (float value in expected)
        {
            run.Trained.Gradient.Values[0] = 0.5f;
            run.State.Step(0.1f);
            Assert.Equal(value, run.Trained.Value.Values[0], 1e-6f);
        }
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("rmsprop")]
    [InlineData("adamw")]
    public void Optimiser_OnAnyThreadsAndLanes_GivesTheSameBits(string name)
    {
        Optimiser optimiser = name switch { "sgd" => new Sgd(0.9f, true), "rmsprop" => new RmsProp(), _ => new AdamW() };
        optimiser = optimiser with { WeightDecay = 0.01f, ClipNorm = 0.5f };
        float[] expected = Result(optimiser, new Workers(1));
        foreach (LaneWidth width in new[] { LaneWidth.One, LaneWidth.Four, LaneWidth.Eight, LaneWidth.Sixteen }.Where(LaneWidths.IsSupported))
            foreach (int threads in new[] { 1, 2, 8 })
                Assert.Equal(expected, Result(optimiser, new Workers(threads, width)));
    }

    [Fact]
    public void ClipNorm_LongGradients_AreScaledTogether()
    {
        using var run = new Run(new Sgd(0) { ClipNorm = 1 }, 2);
        (run.Trained.Gradient.Values[0], run.Trained.Gradient.Values[1]) = (3, 4);
        run.Trained.Value.Values.Clear();
        run.State.Step(1);
        Assert.Equal(-0.6f, run.Trained.Value.Values[0], 1e-6f);
        Assert.Equal(-0.8f, run.Trained.Value.Values[1], 1e-6f);
    }

    [Fact]
    public void DecayWeightsOnly_LeavesBiasesAlone()
    {
        var optimiser = new Sgd { WeightDecay = 0.1f, DecayWeightsOnly = true };
        Assert.Equal(0.1f, optimiser.DecayOf(new ParameterSpec("weight", new Shape(3, 3), ParameterRole.Weight)));
        Assert.Equal(0, optimiser.DecayOf(new ParameterSpec("bias", new Shape(3), ParameterRole.Bias)));
        Assert.Equal(0.1f, (optimiser with { DecayWeightsOnly = false }).DecayOf(new ParameterSpec("bias", new Shape(3), ParameterRole.Bias)));
    }

    [Fact]
    public void Remembered_IsNamedAfterItsParameter()
    {
        using var run = new Run(new RmsProp(), 3);
        Assert.Equal(["layer.weight.mean_square", "layer.weight.movement"], run.State.Remembered.Select(r => r.Name));
        Assert.All(run.State.Remembered.First().Tensor.Values.ToArray(), v => Assert.Equal(1, v));
    }

    [Fact]
    public void Step_AfterTheFirst_AllocatesNothing()
    {
        foreach (Optimiser optimiser in new Optimiser[] { new Sgd { ClipNorm = 1 }, new RmsProp(), new AdamW() })
        {
            using var run = new Run(optimiser, 40000);
            run.State.Step(0.1f);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10; i++) run.State.Step(0.1f);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }
    }

    [Fact]
    public void Optimiser_ImpossibleAttributes_AreNamed()
    {
        var e = Assert.Throws<PointwiseException>(() => new Sgd(1).Check());
        Assert.Equal("sgd: Momentum: out of range\n  expected: from 0 up to 1, 1 excluded\n  found:    1\n  fix:      correct Momentum", e.Message);
        Assert.Throws<PointwiseException>(() => new Sgd(0, Nesterov: true).Check());
        Assert.Throws<PointwiseException>(() => new RmsProp(Epsilon: 0).Check());
        Assert.Throws<PointwiseException>(() => new AdamW { ClipNorm = float.NaN }.Check());
        Assert.Throws<PointwiseException>(() => new AdamW { WeightDecay = -1 }.Check());
    }

    private static void AgreesWithReference(Optimiser optimiser, int count, Func<double, double, double[], int, double> rule)
    {
        using var run = new Run(optimiser, count);
        double[] expected = [.. run.Trained.Value.Values.ToArray().Select(v => (double)v)];
        double[][] state = [.. expected.Select(_ => new double[2])];
        for (int step = 1; step <= Steps; step++)
        {
            run.DrawGradient(step);
            float[] gradient = run.Trained.Gradient.Values.ToArray();
            for (int i = 0; i < count; i++) expected[i] = rule(expected[i], gradient[i], state[i], step);
            run.State.Step(0.05f);
        }

        float[] found = run.Trained.Value.Values.ToArray();
        for (int i = 0; i < count; i++) Assert.Equal(expected[i], found[i], 1e-5);
    }

    private static float[] Result(Optimiser optimiser, Workers workers)
    {
        using var run = new Run(optimiser, 40007, workers);
        for (int step = 1; step <= 3; step++)
        {
            run.DrawGradient(step);
            run.State.Step(0.05f);
        }

        return run.Trained.Value.Values.ToArray();
    }

    private sealed class Run : IDisposable
    {
        private readonly Workers workers;

        public Run(Optimiser optimiser, int count, Workers? workers = null)
        {
            this.workers = workers ?? new Workers(2);
            var shape = new Shape(count);
            Trained = new Trained(new ParameterSpec("layer.weight", shape, ParameterRole.Weight), new Tensor(shape), new Tensor(shape));
            Draw(Trained.Value, 0);
            State = new OptimiserState(optimiser, [Trained], this.workers);
        }

        public Trained Trained { get; }

        public OptimiserState State { get; }

        public void DrawGradient(int step) => Draw(Trained.Gradient, (ulong)step);

        public void Dispose()
        {
            State.Dispose();
            Trained.Value.Dispose();
            Trained.Gradient.Dispose();
            workers.Dispose();
        }

        private static void Draw(Tensor tensor, ulong stream)
        {
            var random = new RandomStream(3, stream);
            for (int i = 0; i < tensor.Values.Length; i++) tensor.Values[i] = (float)random.Normal(i);
        }
    }
}
