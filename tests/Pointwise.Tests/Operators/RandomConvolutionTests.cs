using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Operators.Reference;
using Xunit;

namespace Pointwise.Tests.Operators;

public class RandomConvolutionTests
{
    private const int Batches = 20, ShapesPerBatch = 25;

    public static IEnumerable<TheoryDataRow<int>> Seeds => Enumerable.Range(1, Batches).Select(seed => new TheoryDataRow<int>(seed));

    [Theory, MemberData(nameof(Seeds))]
    public void Convolution_OfRandomShapes_AgreesWithTheReference(int seed) => Check(seed, Random);

    [Theory, MemberData(nameof(Seeds))]
    public void TransposedConvolution_OfRandomShapes_AgreesWithTheReference(int seed) => Check(seed, RandomTransposed);

    private static void Check(int seed, Func<Random, string, OperatorCase> draw)
    {
        var random = new Random(seed);
        using var workers = new Workers(2);
        for (int i = 0; i < ShapesPerBatch; i++)
        {
            Sample sample = Sample.Of(draw(random, $"random convolution {i} of seed {seed}"));
            using var run = new OperatorRun(sample, workers, sliced: i % 2 == 1, training: true);
            run.Forward();
            Closeness.Check($"{sample}: output", sample.Reference.Forward(sample.Inputs, sample.Parameters, training: true), run.Output);
            run.Forget();
            run.Backward();
            Closeness.Check($"{sample}: gradient of the input", sample.Gradients.Inputs[0]!, run.InputGradient(0));
            for (int p = 0; p < sample.Parameters.Length; p++)
                Closeness.Check($"{sample}: gradient of parameter {p}", sample.Gradients.Parameters[p]!, run.ParameterGradient(p));
            run.CheckMargins();
        }
    }

    private static OperatorCase Random(Random random, string name)
    {
        (int kernelH, int kernelW) = (random.Next(1, 6), random.Next(1, 6));
        (int dilationH, int dilationW) = (random.Next(1, 4), random.Next(1, 4));
        (int padH, int padW) = ((kernelH - 1) * dilationH, (kernelW - 1) * dilationW);
        var window = new Window(kernelH, kernelW, random.Next(1, 4), random.Next(1, 4),
            random.Next(padH + 1), random.Next(padW + 1), random.Next(padH + 1), random.Next(padW + 1), dilationH, dilationW);
        int groups = random.Next(3) == 0 ? random.Next(2, 6) : 1;
        bool depthwise = random.Next(6) == 0;
        int channels = depthwise ? random.Next(1, 36) : groups * random.Next(1, groups == 1 ? 36 : 8);
        int filters = depthwise ? channels * random.Next(1, 3) : groups * random.Next(1, groups == 1 ? 71 : 20);
        var op = new Conv2D(filters, window, depthwise ? channels : groups, random.Next(2) == 0, random.Next(3) == 0 ? Activation.Relu : Activation.None);
        (int leastH, int leastW) = (Math.Max(1, padH + 1 - window.PadTop - window.PadBottom), Math.Max(1, padW + 1 - window.PadLeft - window.PadRight));
        var input = new Shape(random.Next(1, 4), channels, leastH + random.Next(8), leastW + random.Next(8));
        return new OperatorCase($"{name}: {op} on {input}", op, input);
    }

    private static OperatorCase RandomTransposed(Random random, string name)
    {
        var window = new Window(random.Next(1, 6), random.Next(1, 6), random.Next(1, 5), random.Next(1, 5), DilationH: random.Next(1, 4), DilationW: random.Next(1, 4),
            Padding: random.Next(4) == 0 ? PaddingRule.SameLower : PaddingRule.Given);
        bool depthwise = random.Next(6) == 0;
        int groups = random.Next(3) == 0 ? random.Next(2, 5) : 1, channels = depthwise ? random.Next(2, 36) : groups * random.Next(1, groups == 1 ? 36 : 8);
        int filters = depthwise ? channels * random.Next(1, 3) : groups * random.Next(1, groups == 1 ? 50 : 12);
        var op = new ConvTranspose2D(filters, window, random.Next(3), random.Next(3), Groups: depthwise ? channels : groups,
            Bias: random.Next(2) == 0, Activation: random.Next(3) == 0 ? Activation.Relu : Activation.None);
        var input = new Shape(random.Next(1, 4), channels, random.Next(1, 7), random.Next(1, 7));
        if (window.Padding == PaddingRule.Given)
        {
            Shape whole = op.OutputShape(input);
            window = window with { PadTop = random.Next((whole.H + 1) / 2), PadLeft = random.Next((whole.W + 1) / 2), PadBottom = random.Next((whole.H + 1) / 2), PadRight = random.Next((whole.W + 1) / 2) };
        }

        op = op with { Window = window };
        return new OperatorCase($"{name}: {op} on {input}", op, input);
    }
}
