using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators;

public sealed class SoftmaxTests : IDisposable
{
    private readonly Workers workers = new(1);

    public void Dispose() => workers.Dispose();

    [Fact]
    public void Softmax_OfLargeLogits_DoesNotOverflow()
    {
        using var run = new NormalizationRun(new Softmax(), workers, new Shape(2, 3));
        float[] y = run.Forward(training: true, [1000, 1000, -1000, float.NegativeInfinity, 3, 3]);
        Assert.Equal([0.5f, 0.5f, 0, 0, 0.5f, 0.5f], y);
        run.Backward(1, 0, 0, 0, 2, 4);
        Assert.Equal([0.25f, -0.25f, 0, 0, -0.5f, 0.5f], run.InputGradient);
    }

    [Fact]
    public void Softmax_OfWhatIsNotANumber_IsNotANumberInThatRowAlone()
    {
        using var run = new NormalizationRun(new Softmax(), workers, new Shape(2, 2));
        float[] y = run.Forward(training: false, [float.NaN, 1, 2, 2]);
        Assert.Equal([float.NaN, float.NaN, 0.5f, 0.5f], y);
    }

    [Fact]
    public void CrossEntropy_OfEvenLogits_IsTheLogarithmOfTheClasses()
    {
        using NormalizationRun run = Loss(new SoftmaxCrossEntropy(), 2, 4);
        Assert.Equal(MathF.Log(4), run.Forward(training: true, new float[8], [1, 0, 0, 0, 0, 0, 1, 0])[0], 1e-6f);
        run.Backward(2);
        Assert.Equal([-0.75f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, -0.75f, 0.25f], run.InputGradient);
    }

    [Fact]
    public void CrossEntropy_WithSmoothingAndWeights_EqualsPyTorchs()
    {
        // F.cross_entropy([[2, 1, 0], [0, 1, 3]], [0, 1], weight=[1, 2, 0.5], label_smoothing=0.1)
        // = (0.9 * (w0 a0 + w1 b1) + 0.1 / 3 * sum of w (a + b)) / (w0 + w1), a and b the rows' -log p
        double la = Math.Log(Math.Exp(2) + Math.E + 1), lb = Math.Log(1 + Math.E + Math.Exp(3));
        double[] a = [la - 2, la - 1, la], b = [lb, lb - 1, lb - 3];
        double all = a[0] + b[0] + 2 * (a[1] + b[1]) + 0.5 * (a[2] + b[2]);
        double expected = (0.9 * (a[0] + 2 * b[1]) + 0.1 / 3 * all) / 3;
        using NormalizationRun run = Loss(new SoftmaxCrossEntropy(0.1f, [1, 2, 0.5f]), 2, 3);
        Assert.Equal(expected, run.Forward(training: true, [2, 1, 0, 0, 1, 3], [1, 0, 0, 0, 1, 0])[0], 1e-6);
        Assert.Equal(expected, run.Forward(training: false, [2, 1, 0, 0, 1, 3], [1, 0, 0, 0, 1, 0])[0], 1e-6);
    }

    [Fact]
    public void CrossEntropy_OfPixelsWithoutALabel_LeavesThemOut()
    {
        // F.cross_entropy of maps with ignore_index and label_smoothing: the mean over labelled pixels alone
        var maps = new Shape(1, 2, 1, 3);
        using var run = new NormalizationRun(new SoftmaxCrossEntropy(0.2f), workers, maps, maps);
        double right = Math.Log(1 + Math.Exp(-2)), wrong = 2 + right;
        double expected = (0.9 * right + 0.1 * wrong + Math.Log(2)) / 2;
        Assert.Equal(expected, run.Forward(training: true, [2, 5, 1, 0, -5, 1], [1, 0, 0, 0, 0, 1])[0], 1e-6);
        run.Backward(1);
        Assert.Equal([0, 0], [run.InputGradient[1], run.InputGradient[4]]);
        Assert.Equal((0.5f - 0.9f) / 2, run.InputGradient[5], 1e-6f);
    }

    [Fact]
    public void CrossEntropy_OfExtremeLogits_IsFinite()
    {
        using NormalizationRun run = Loss(new SoftmaxCrossEntropy(), 1, 3);
        Assert.Equal(20000, run.Forward(training: true, [10000, -10000, float.NegativeInfinity], [0, 1, 0])[0]);
        run.Backward(1);
        Assert.Equal([1, -1, 0], run.InputGradient);
    }

    [Fact]
    public void CrossEntropy_WithoutAnyWeight_IsZeroAndSendsNothing()
    {
        using NormalizationRun run = Loss(new SoftmaxCrossEntropy(0, [0, 1]), 1, 2);
        Assert.Equal(0, run.Forward(training: true, [3, 1], [1, 0])[0]);
        run.Backward(1);
        Assert.Equal([0, 0], run.InputGradient);
    }

    [Fact]
    public void CrossEntropy_OnAnyThreadsAndLanes_GivesTheSameBits()
    {
        float[] expected = Train(1, LaneWidths.Best);
        Assert.Equal(expected, Train(2, LaneWidths.Best));
        Assert.Equal(expected, Train(3, LaneWidths.Best));
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported)) Assert.Equal(expected, Train(1, width));
    }

    [Fact]
    public void CrossEntropy_WithEqualWeights_IsEqual()
    {
        Assert.Equal(new SoftmaxCrossEntropy(), new SoftmaxCrossEntropy(0, []));
        Assert.Equal(new SoftmaxCrossEntropy(0.1f, [1, 2]), new SoftmaxCrossEntropy(0.1f, [1, 2]));
        Assert.Equal(new SoftmaxCrossEntropy(0.1f, [1, 2]).GetHashCode(), new SoftmaxCrossEntropy(0.1f, [1, 2]).GetHashCode());
        Assert.NotEqual(new SoftmaxCrossEntropy(0.1f, [1, 2]), new SoftmaxCrossEntropy(0.1f, [1, 3]));
        var op = new SoftmaxCrossEntropy(0.1f, [1, 0.3f]);
        Assert.Equal(op, SoftmaxCrossEntropy.Read(op.Attributes));
        Assert.Equal(new SoftmaxCrossEntropy(), SoftmaxCrossEntropy.Read(new SoftmaxCrossEntropy().Attributes));
    }

    [Fact]
    public void CrossEntropy_WithTooFewWeights_IsRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => new SoftmaxCrossEntropy(0, [1, 2]).OutputShape(new Shape(4, 3), new Shape(4, 3)));
        Assert.Equal("class_weights: weights do not fit the classes\n  expected: 3, one a class\n  found:    2\n  fix:      give one weight a class, or none", e.Message);
    }

    private NormalizationRun Loss(SoftmaxCrossEntropy op, int n, int classes) => new(op, workers, new Shape(n, classes), new Shape(n, classes));

    private static float[] Train(int threads, LaneWidth width)
    {
        const int n = 37, classes = 1003;
        using var many = new Workers(threads, width);
        float[] weights = [.. Enumerable.Range(0, classes).Select(c => 0.5f + c % 5)];
        float[] logits = [.. Enumerable.Range(0, n * classes).Select(i => MathF.Sin(i * 0.7f) * 6)];
        float[] targets = [.. Enumerable.Range(0, n * classes).Select(i => i % classes == i / classes * 11 ? 1f : 0)];
        using var loss = new NormalizationRun(new SoftmaxCrossEntropy(0.1f, [.. weights]), many, new Shape(n, classes), new Shape(n, classes));
        using var softmax = new NormalizationRun(new Softmax(), many, new Shape(n, classes));
        float[] value = loss.Forward(training: true, logits, targets), shares = softmax.Forward(training: true, logits);
        loss.Backward(1);
        softmax.Backward(targets);
        return [.. value, .. shares, .. loss.InputGradient, .. softmax.InputGradient];
    }
}
