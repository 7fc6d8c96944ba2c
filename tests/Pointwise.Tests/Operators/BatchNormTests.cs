using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators;

public sealed class BatchNormTests : IDisposable
{
    private readonly Workers workers = new(1);

    public void Dispose() => workers.Dispose();

    [Fact]
    public void BatchNorm_InTraining_MovesRunningStatisticsAsPyTorchDoes()
    {
        // torch.nn.BatchNorm2d(2) after one step: values 1..4 of channel 0 have mean 2.5, biased variance 1.25, unbiased 5/3
        using NormalizationRun run = Fresh(new BatchNorm(), new Shape(2, 2, 1, 2));
        float[] y = run.Forward(training: true, [1, 2, 10, 10, 3, 4, 10, 14]);
        Assert.Equal([0.25f, 1.1f], run.Parameter(2));
        AssertClose([0.9f + 0.1f * 5 / 3, 0.9f + 0.1f * 4], run.Parameter(3));
        float d = 1 / MathF.Sqrt(1.25f + 1e-5f), e = 1 / MathF.Sqrt(3 + 1e-5f);
        AssertClose([-1.5f * d, -0.5f * d, -e, -e, 0.5f * d, 1.5f * d, -e, 3 * e], y);
    }

    [Fact]
    public void BatchNorm_InInference_NormalisesWithRunningStatistics()
    {
        using NormalizationRun run = new NormalizationRun(new BatchNorm(0), workers, new Shape(1, 2, 1, 2)).With(0, 2, 3).With(1, 1, -1).With(2, 5, 0).With(3, 4, 9);
        Assert.Equal([1, 3, 2, -4], run.Forward(training: false, [5, 7, 3, -3]));
        Assert.Equal([5, 0], run.Parameter(2));
        Assert.Equal([4, 9], run.Parameter(3));
    }

    [Fact]
    public void BatchNorm_OfOneValuePerChannel_GivesTheShiftAndFiniteStatistics()
    {
        using NormalizationRun run = Fresh(new BatchNorm(), new Shape(1, 2)).With(1, 0.5f, -0.5f);
        Assert.Equal([0.5f, -0.5f], run.Forward(training: true, [3, 4]));
        AssertClose([0.9f, 0.9f], run.Parameter(3));
        run.Backward(1, 2);
        Assert.Equal([0, 0], run.InputGradient);
    }

    [Fact]
    public void BatchNorm_OfAnEmptyBatch_LeavesTheStatistics()
    {
        using NormalizationRun run = Fresh(new BatchNorm(), new Shape(0, 2, 3, 3));
        Assert.Empty(run.Forward(training: true, []));
        run.Backward();
        Assert.Equal([1, 1], run.Parameter(3));
    }

    [Fact]
    public void BatchNorm_Backward_GivesThePapersGradients()
    {
        // x = -1, 1 with epsilon 0 is its own normal form: dx = w (dy - mean(dy) - x mean(dy x)) = 0 for two values
        using NormalizationRun run = Fresh(new BatchNorm(0), new Shape(4, 1)).With(0, 2);
        run.Forward(training: true, [-1, 1, -1, 1]);
        run.Backward(1, 2, 3, 6);
        Assert.Equal([4], run.ParameterGradient(0));
        Assert.Equal([12], run.ParameterGradient(1));
        // mean(dy) = 3, mean(dy x) = 1
        Assert.Equal([-2, -4, 2, 4], run.InputGradient);
    }

    [Fact]
    public void BatchNorm_WithRelu_MasksBothPasses()
    {
        using NormalizationRun run = Fresh(new BatchNorm(0, 0.1f, Activation.Relu), new Shape(4, 1)).With(0, 2);
        Assert.Equal([0, 2, 0, 2], run.Forward(training: true, [-1, 1, -1, 1]));
        run.Backward(100, 2, 100, 6);
        Assert.Equal([8], run.ParameterGradient(0));
        Assert.Equal([8], run.ParameterGradient(1));
        Assert.Equal([0, -4, 0, 4], run.InputGradient);
    }

    [Fact]
    public void BatchNorm_FarFromZero_KeepsTheVariance()
    {
        // 100,000 + {-1, 1} over many rows: sums of squares in float would lose the variance entirely
        const int count = 40_000;
        using NormalizationRun run = Fresh(new BatchNorm(0, 1), new Shape(count, 1));
        float[] y = run.Forward(training: true, [.. Enumerable.Range(0, count).Select(i => 100_000f + (i % 2 * 2 - 1))]);
        Assert.Equal([100_000], run.Parameter(2));
        Assert.Equal((float)(count / (count - 1.0)), run.Parameter(3)[0], 1e-6f);
        Assert.Equal(-1, y[0], 1e-6f);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(70)]
    [InlineData(192)]
    public void BatchNorm_OnOneTwoAndThreeThreads_GivesTheSameBits(int channels)
    {
        float[] expected = Train(1, LaneWidths.Best, channels);
        Assert.Equal(expected, Train(2, LaneWidths.Best, channels));
        Assert.Equal(expected, Train(3, LaneWidths.Best, channels));
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported)) Assert.Equal(expected, Train(1, width, channels));
    }

    [Theory]
    [InlineData(-1f, 0.1f, "epsilon: out of range")]
    [InlineData(float.NaN, 0.1f, "epsilon: out of range")]
    [InlineData(1e-5f, 1.5f, "momentum: out of range\n  expected: 0 to 1\n  found:    1.5")]
    public void BatchNorm_WithImpossibleNumbers_IsRefused(float epsilon, float momentum, string text)
    {
        var e = Assert.Throws<PointwiseException>(() => new BatchNorm(epsilon, momentum).OutputShape(new Shape(1, 2, 3, 3)));
        Assert.StartsWith(text, e.Message, StringComparison.Ordinal);
    }

    private static float[] Train(int threads, LaneWidth width, int channels)
    {
        using var many = new Workers(threads, width);
        var shape = new Shape(3, channels, 17, 19);
        using var run = new NormalizationRun(new BatchNorm(1e-5f, 0.1f, Activation.Relu), many, shape);
        run.With(0, Noise(channels, 7)).With(1, Noise(channels, 8));
        float[] y = run.Forward(training: true, Noise((int)shape.Elements, 1));
        run.Backward(Noise((int)shape.Elements, 2));
        return [.. y, .. run.InputGradient, .. run.ParameterGradient(0), .. run.ParameterGradient(1), .. run.Parameter(2), .. run.Parameter(3)];
    }

    private static float[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 4 - 1)];
    }

    private static void AssertClose(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-6f);
    }

    private NormalizationRun Fresh(BatchNorm op, Shape shape)
    {
        float[] ones = [.. Enumerable.Repeat(1f, shape.C)];
        return new NormalizationRun(op, workers, shape).With(0, ones).With(3, ones);
    }
}
