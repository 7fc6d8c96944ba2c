using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Operators;
using Pointwise.Tests.Operators.Reference;
using Xunit;

namespace Pointwise.Tests.Kernels;

/// <summary>The transformed convolution on shapes that the choice would leave to the gathered one too.</summary>
public class WinogradProductTests
{
    private const int Batches = 10, ShapesPerBatch = 12;

    public static IEnumerable<TheoryDataRow<int>> Seeds => Enumerable.Range(1, Batches).Select(seed => new TheoryDataRow<int>(seed));

    [Theory, MemberData(nameof(Seeds))]
    public void Product_OfRandomShapes_AgreesWithTheReference(int seed)
    {
        var random = new Random(seed);
        using var workers = new Workers(2);
        for (int i = 0; i < ShapesPerBatch; i++)
        {
            Sample sample = Draw(random, $"product {i} of seed {seed}", random.Next(16, 50), random.Next(1, 71));
            using var run = new WinogradRun(sample, sliced: i % 2 == 1);
            Closeness.Check($"{sample}: output", sample.Reference.Forward(sample.Inputs, sample.Parameters, training: false), run.Forward(workers));
            run.CheckMargins();
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void TurnedProduct_OfRandomShapes_AgreesWithTheReference(int seed)
    {
        var random = new Random(seed + Batches);
        using var workers = new Workers(2);
        for (int i = 0; i < ShapesPerBatch; i++)
        {
            Sample sample = Draw(random, $"gradient {i} of seed {seed}", random.Next(1, 71), random.Next(16, 50), Activation.None);
            using var run = new WinogradRun(sample, sliced: i % 2 == 1);
            Closeness.Check($"{sample}: gradient", sample.Gradients.Inputs[0]!, run.InputGradient(workers, accumulate: false));
            Field sum = sample.Gradients.Inputs[0]!.Copy();
            for (int k = 0; k < sum.Values.Length; k++) sum.Values[k] *= 2;
            Closeness.Check($"{sample}: gradient added to itself", sum, run.InputGradient(workers, accumulate: true));
            run.CheckMargins();
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void WeightGradient_OfRandomShapes_AgreesWithTheReference(int seed)
    {
        var random = new Random(seed + 2 * Batches);
        using var workers = new Workers(2);
        for (int i = 0; i < ShapesPerBatch; i++)
        {
            Sample sample = Draw(random, $"weight gradient {i} of seed {seed}", random.Next(16, 71), random.Next(16, 50), Activation.None);
            using var run = new WinogradRun(sample, sliced: i % 2 == 1);
            Closeness.Check($"{sample}: gradient of the weights", sample.Gradients.Parameters[0]!, run.WeightGradient(workers));
            run.CheckMargins();
        }
    }

    [Theory]
    [InlineData(1, 16, 130, 9, 10)]
    [InlineData(40, 33, 17, 6, 5)]
    [InlineData(3, 100, 21, 33, 46)]
    [InlineData(2, 48, 16, 68, 70)]
    public void WeightGradient_OnAnyLanesAndThreads_GivesTheSameBits(int images, int channels, int filters, int height, int width)
    {
        Sample sample = Case($"{images}x{channels}x{height}x{width} to {filters}", images, channels, filters, height, width, new Window(3, 3, PadTop: 1, PadLeft: 2, PadBottom: 1), Activation.None);
        float[]? expected = null;
        foreach (LaneWidth lanes in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported).Reverse())
            foreach (int threads in lanes == LaneWidths.Best ? new[] { 1, 2, 3 } : [1])
            {
                using var workers = new Workers(threads, lanes);
                using var run = new WinogradRun(sample, sliced: threads == 2);
                float[] found = run.WeightGradient(workers);
                expected ??= found;
                Closeness.CheckBits($"{sample} on {threads} threads of {(int)lanes} lanes", expected, found);
            }
    }

    [Theory]
    [InlineData(2, 19, 37, 30, 41)]
    [InlineData(1, 16, 130, 9, 10)]
    [InlineData(40, 33, 17, 6, 5)]
    [InlineData(3, 200, 40, 13, 14)]
    public void Product_OnAnyLanesAndThreads_GivesTheSameBits(int images, int channels, int filters, int height, int width)
    {
        Sample sample = Case($"{images}x{channels}x{height}x{width} to {filters}", images, channels, filters, height, width, new Window(3, 3, PadTop: 1, PadLeft: 2, PadBottom: 1), Activation.Relu);
        float[]? expected = null;
        foreach (LaneWidth lanes in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported).Reverse())
            foreach (int threads in lanes == LaneWidths.Best ? new[] { 1, 2, 3 } : [1])
            {
                using var workers = new Workers(threads, lanes);
                using var run = new WinogradRun(sample, sliced: threads == 2);
                float[] found = run.Forward(workers);
                expected ??= found;
                Closeness.CheckBits($"{sample} on {threads} threads of {(int)lanes} lanes", expected, found);
            }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(192)]
    [InlineData(512)]
    [InlineData(1024)]
    public void Product_OfManyChannels_StaysWithinTheTolerance(int channels)
    {
        using var workers = new Workers(2);
        Sample sample = Case($"{channels} channels", 1, channels, 16, 16, 16, Window.Square(3, padding: 1), Activation.None);
        using var run = new WinogradRun(sample, sliced: false);
        Closeness.Check($"{sample}: output", sample.Reference.Forward(sample.Inputs, sample.Parameters, training: false), run.Forward(workers));
    }

    private static Sample Draw(Random random, string name, int channels, int filters, Activation? activation = null)
    {
        var window = new Window(3, 3, 1, 1, random.Next(3), random.Next(3), random.Next(3), random.Next(3));
        (int leastH, int leastW) = (Math.Max(1, 3 - window.PadTop - window.PadBottom), Math.Max(1, 3 - window.PadLeft - window.PadRight));
        int most = random.Next(4) == 0 ? 40 : 12;
        return Case(name, random.Next(1, 4), channels, filters, random.Next(leastH, most), random.Next(leastW, 13), window,
            activation ?? (random.Next(2) == 0 ? Activation.Relu : Activation.None), random.Next(2) == 0);
    }

    private static Sample Case(string name, int images, int channels, int filters, int height, int width, Window window, Activation activation, bool bias = true)
    {
        var op = new Conv2D(filters, window, Bias: bias, Activation: activation);
        var input = new Shape(images, channels, height, width);
        return Sample.Of(new OperatorCase($"{name}: {op} on {input}", op, input) { IsSmooth = activation == Activation.None });
    }
}
