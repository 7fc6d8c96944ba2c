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

    public static TheoryData<string> Forms => [.. WinogradForm.All.ToArray().Select(f => f.ToString())];

    [Theory, MemberData(nameof(Seeds))]
    public void Product_OfRandomShapes_AgreesWithTheReference(int seed)
    {
        var random = new Random(seed);
        using var workers = new Workers(2);
        for (int i = 0; i < ShapesPerBatch; i++)
        {
            WinogradForm form = WinogradForm.All[random.Next(WinogradForm.All.Length)];
            Sample sample = Draw(random, form, $"product {i} of seed {seed}", random.Next(16, 50), random.Next(1, 71));
            using var run = new WinogradRun(sample, sliced: i % 2 == 1, form);
            Closeness.Check($"{form} {sample}: output", sample.Reference.Forward(sample.Inputs, sample.Parameters, training: false), run.Forward(workers));
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
            WinogradForm form = WinogradForm.All[random.Next(WinogradForm.All.Length)];
            Sample sample = Draw(random, form, $"gradient {i} of seed {seed}", random.Next(1, 71), random.Next(16, 50), Activation.None);
            using var run = new WinogradRun(sample, sliced: i % 2 == 1, form);
            Closeness.Check($"{form} {sample}: gradient", sample.Gradients.Inputs[0]!, run.InputGradient(workers, accumulate: false));
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
            WinogradForm form = WinogradForm.All[random.Next(WinogradForm.All.Length)];
            Sample sample = Draw(random, form, $"weight gradient {i} of seed {seed}", random.Next(16, 71), random.Next(16, 50), Activation.None);
            using var run = new WinogradRun(sample, sliced: i % 2 == 1, form);
            Closeness.Check($"{form} {sample}: gradient of the weights", sample.Gradients.Parameters[0]!, run.WeightGradient(workers));
            run.CheckMargins();
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void WeightGradient_OnAnyLanesAndThreads_GivesTheSameBits(string name)
    {
        WinogradForm form = WinogradForm.All.ToArray().Single(f => f.ToString() == name);
        foreach ((int images, int channels, int filters, int height, int width) in (ReadOnlySpan<(int, int, int, int, int)>)[(1, 16, 130, 9, 10), (40, 33, 17, 6, 5), (3, 100, 21, 33, 46), (2, 48, 16, 68, 70)])
        {
            Sample sample = Case($"{images}x{channels}x{height}x{width} to {filters}", images, channels, filters, height, width, Padded(form, 1, 2, 1, 0), Activation.None);
            float[]? expected = null;
            foreach (LaneWidth lanes in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported).Reverse())
                foreach (int threads in lanes == LaneWidths.Best ? new[] { 1, 2, 3 } : [1])
                {
                    using var workers = new Workers(threads, lanes);
                    using var run = new WinogradRun(sample, sliced: threads == 2, form);
                    float[] found = run.WeightGradient(workers);
                    expected ??= found;
                    Closeness.CheckBits($"{form} {sample} on {threads} threads of {(int)lanes} lanes", expected, found);
                }
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void WeightGradient_OverManyTiles_StaysWithinTheTolerance(string name)
    {
        WinogradForm form = WinogradForm.All.ToArray().Single(f => f.ToString() == name);
        using var workers = new Workers(2);
        foreach ((int images, int side) in (ReadOnlySpan<(int, int)>)[(1, 28), (1, 36), (8, 14), (32, 14)])
        {
            Sample sample = Case($"{images} of {side}x{side}", images, 24, 40, side, side, Padded(form, 1, 1, 1, 1), Activation.None);
            using var run = new WinogradRun(sample, sliced: false, form);
            Closeness.Check($"{form} {sample}: gradient of the weights", sample.Gradients.Parameters[0]!, run.WeightGradient(workers));
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void Product_OnAnyLanesAndThreads_GivesTheSameBits(string name)
    {
        WinogradForm form = WinogradForm.All.ToArray().Single(f => f.ToString() == name);
        foreach ((int images, int channels, int filters, int height, int width) in (ReadOnlySpan<(int, int, int, int, int)>)[(2, 19, 37, 30, 41), (1, 16, 130, 9, 10), (40, 33, 17, 6, 5), (3, 200, 40, 13, 14)])
        {
            Sample sample = Case($"{images}x{channels}x{height}x{width} to {filters}", images, channels, filters, height, width, Padded(form, 1, 2, 1, 0), Activation.Relu);
            float[]? expected = null;
            foreach (LaneWidth lanes in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported).Reverse())
                foreach (int threads in lanes == LaneWidths.Best ? new[] { 1, 2, 3 } : [1])
                {
                    using var workers = new Workers(threads, lanes);
                    using var run = new WinogradRun(sample, sliced: threads == 2, form);
                    float[] found = run.Forward(workers);
                    expected ??= found;
                    Closeness.CheckBits($"{form} {sample} on {threads} threads of {(int)lanes} lanes", expected, found);
                }
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void Product_OfAPicture_GivesTheSameBitsAloneAndInABatch(string name)
    {
        WinogradForm form = WinogradForm.All.ToArray().Single(f => f.ToString() == name);
        const int Images = 7;
        using var workers = new Workers(2);
        Sample batch = Case($"batch of {Images}", Images, 24, 40, 11, 13, Padded(form, 1, 1, 1, 1), Activation.None);
        using var all = new WinogradRun(batch, sliced: false, form);
        float[] together = all.Forward(workers);
        for (int image = 0; image < Images; image++)
        {
            using var alone = new WinogradRun(batch, sliced: false, form, batch.Inputs[0].Alone(image));
            float[] found = alone.Forward(workers);
            Closeness.CheckBits($"{form}, picture {image}", together[(image * found.Length)..((image + 1) * found.Length)], found);
        }
    }

    [Theory, MemberData(nameof(Forms))]
    public void Product_OfManyChannels_StaysWithinTheTolerance(string name)
    {
        WinogradForm form = WinogradForm.All.ToArray().Single(f => f.ToString() == name);
        using var workers = new Workers(2);
        foreach (int channels in (ReadOnlySpan<int>)[64, 192, 512, 1024])
        {
            if (channels > form.MostChannels) continue;
            Sample sample = Case($"{channels} channels", 1, channels, 16, 16, 16, Padded(form, 1, 1, 1, 1), Activation.None);
            using var run = new WinogradRun(sample, sliced: false, form);
            Closeness.Check($"{form} {sample}: output", sample.Reference.Forward(sample.Inputs, sample.Parameters, training: false), run.Forward(workers));
        }
    }

    /// <summary>A window with so much padding, less where the kernel does not reach as far.</summary>
    private static Window Padded(WinogradForm form, int top, int left, int bottom, int right) => new(form.KernelH, form.KernelW, 1, 1,
        Math.Min(top, form.KernelH - 1), Math.Min(left, form.KernelW - 1), Math.Min(bottom, form.KernelH - 1), Math.Min(right, form.KernelW - 1));

    private static Sample Draw(Random random, WinogradForm form, string name, int channels, int filters, Activation? activation = null)
    {
        Window window = Padded(form, random.Next(form.KernelH), random.Next(form.KernelW), random.Next(form.KernelH), random.Next(form.KernelW));
        (int leastH, int leastW) = (Math.Max(1, form.KernelH - window.PadTop - window.PadBottom), Math.Max(1, form.KernelW - window.PadLeft - window.PadRight));
        int most = random.Next(4) == 0 ? 40 : 12;
        return Case(name, random.Next(1, 4), channels, filters, random.Next(leastH, leastH + most), random.Next(leastW, leastW + 12), window,
            activation ?? (random.Next(2) == 0 ? Activation.Relu : Activation.None), random.Next(2) == 0);
    }

    private static Sample Case(string name, int images, int channels, int filters, int height, int width, Window window, Activation activation, bool bias = true)
    {
        var op = new Conv2D(filters, window, Bias: bias, Activation: activation);
        var input = new Shape(images, channels, height, width);
        return Sample.Of(new OperatorCase($"{name}: {op} on {input}", op, input) { IsSmooth = activation == Activation.None });
    }
}
