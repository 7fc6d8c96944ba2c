using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators;

public sealed class LocalResponseNormTests : IDisposable
{
    private readonly Workers workers = new(1);

    public void Dispose() => workers.Dispose();

    [Fact]
    public void LocalResponseNorm_AtTheEnds_CutsItsWindow()
    {
        // beta 1, alpha / size 1, k 1: x / (1 + sum of squares)
        float[] x = [1, 2, 3, 4], sums = [5, 14, 29, 25];
        float[] y = Run(new LocalResponseNorm(3, 3, 1, 1), x);
        for (int c = 0; c < 4; c++) Assert.Equal(x[c] / (1 + sums[c]), y[c], 1e-7f);
    }

    [Fact]
    public void LocalResponseNorm_OfAnEvenSize_TakesOneMoreChannelBefore()
    {
        float[] x = [1, 2, 3], sums = [1, 5, 13];
        float[] y = Run(new LocalResponseNorm(2, 2, 1, 1), x);
        for (int c = 0; c < 3; c++) Assert.Equal(x[c] / (1 + sums[c]), y[c], 1e-7f);
    }

    [Theory]
    [InlineData(0.75f)]
    [InlineData(0.5f)]
    public void LocalResponseNorm_OfGoogLeNet_DividesAlphaByTheSize(float beta)
    {
        float[] x = [.. Enumerable.Range(0, 64).Select(c => (c % 7 - 3) * 40f)];
        float[] y = Run(new LocalResponseNorm(5, 1e-4f, beta, 1), x);
        for (int c = 0; c < x.Length; c++)
        {
            double sum = Enumerable.Range(c - 2, 5).Where(i => i is >= 0 and < 64).Sum(i => (double)x[i] * x[i]);
            double expected = x[c] * Math.Pow(1 + 1e-4 / 5 * sum, -beta);
            Assert.Equal(expected, y[c], 1e-6 * Math.Abs(expected));
        }
    }

    [Fact]
    public void LocalResponseNorm_WithAWindowFarBeyondTheChannels_SumsThemAll()
    {
        float[] y = Run(new LocalResponseNorm(int.MaxValue, int.MaxValue, 1, 0), [1, 2, 3]);
        for (int c = 0; c < 3; c++) Assert.Equal((c + 1) / 14f, y[c], 1e-6f);
    }

    [Theory]
    [InlineData(0.75f)]
    [InlineData(0.6f)]
    public void LocalResponseNorm_OnAnyThreadsAndLanes_GivesTheSameBits(float beta)
    {
        float[] expected = Train(1, LaneWidths.Best, beta);
        Assert.Equal(expected, Train(2, LaneWidths.Best, beta));
        Assert.Equal(expected, Train(3, LaneWidths.Best, beta));
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported)) Assert.Equal(expected, Train(1, width, beta));
    }

    [Fact]
    public void LocalResponseNorm_OfSizeZero_IsRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => new LocalResponseNorm(0, 1, 1, 1).OutputShape(new Shape(1, 2, 3, 3)));
        Assert.Equal("size: out of range\n  expected: at least 1\n  found:    0\n  fix:      give a positive size", e.Message);
    }

    private float[] Run(LocalResponseNorm op, float[] x)
    {
        using var run = new NormalizationRun(op, workers, new Shape(1, x.Length, 1, 1));
        float[] training = run.Forward(training: true, x);
        Assert.Equal(training, run.Forward(training: false, x));
        return training;
    }

    private static float[] Train(int threads, LaneWidth width, float beta)
    {
        using var many = new Workers(threads, width);
        var shape = new Shape(2, 70, 23, 11);
        using var run = new NormalizationRun(new LocalResponseNorm(5, 0.5f, beta, 1), many, shape);
        float[] y = run.Forward(training: true, [.. Enumerable.Range(0, (int)shape.Elements).Select(i => MathF.Sin(i) * 5)]);
        run.Backward([.. Enumerable.Range(0, (int)shape.Elements).Select(i => MathF.Cos(i))]);
        return [.. y, .. run.InputGradient];
    }
}
