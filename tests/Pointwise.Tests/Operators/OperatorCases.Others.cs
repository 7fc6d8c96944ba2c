using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators;

internal static partial class OperatorCases
{
    private static readonly int[] ChannelCounts = [1, 3, 4, 7, 8, 9, 15, 16, 17, 32, 33];

    private static IEnumerable<OperatorCase> FullyConnected()
    {
        foreach ((int n, int c, int o) in ((int, int, int)[])[(1, 1, 1), (1, 33, 70), (2, 16, 16), (3, 7, 10), (7, 17, 33), (14, 31, 32), (17, 64, 5), (33, 9, 48), (1, 300, 130), (3, 1024, 10)])
            yield return new OperatorCase($"Linear {n}x{c} to {o}", new Linear(o), new Shape(n, c));
        yield return new OperatorCase("Linear relu 3x24 to 17", new Linear(17, Activation: Activation.Relu), new Shape(3, 24));
        yield return new OperatorCase("Linear no bias 5x8 to 9", new Linear(9, Bias: false), new Shape(5, 8));
        yield return new OperatorCase("Linear no bias relu 1x8 to 3", new Linear(3, Bias: false, Activation: Activation.Relu), new Shape(1, 8));
    }

    private static IEnumerable<OperatorCase> ValueByValue()
    {
        foreach (int c in ChannelCounts)
        {
            var shape = new Shape(c % 2 == 0 ? 1 : 3, c, 5, 3);
            yield return new OperatorCase($"Relu {shape}", new Relu(), shape);
            yield return new OperatorCase($"Sigmoid {shape}", new Sigmoid(), shape) { Values = [Draws.Scaled(3)] };
            yield return new OperatorCase($"Scale {shape}", new Scale(-1.75f), shape);
            yield return new OperatorCase($"Dropout {shape}", new Dropout(0.4f), shape);
            yield return new OperatorCase($"PRelu {shape}", new PRelu(), shape);
            yield return new OperatorCase($"PRelu shared {shape}", new PRelu(Shared: true), shape);
        }

        yield return new OperatorCase("Sigmoid, far out", new Sigmoid(), new Shape(2, 21)) { Values = [Draws.Uniform(-80, 80)] };
        yield return new OperatorCase("Sigmoid, far below", new Sigmoid(), new Shape(2, 21)) { Values = [Draws.Uniform(-20, -4)] };
        yield return new OperatorCase("Relu, vectors", new Relu(), new Shape(7, 19));
        yield return new OperatorCase("Relu, long", new Relu(), new Shape(3, 40, 30, 20));
        yield return new OperatorCase("Sigmoid, long", new Sigmoid(), new Shape(3, 33, 31, 14));
        yield return new OperatorCase("PRelu, vectors", new PRelu(), new Shape(7, 19));
        yield return new OperatorCase("PRelu, long", new PRelu(), new Shape(3, 33, 31, 14));
        yield return new OperatorCase("PRelu shared, long", new PRelu(Shared: true), new Shape(3, 33, 31, 14));
        yield return new OperatorCase("Scale, long", new Scale(1.7f), new Shape(3, 33, 31, 14));
        yield return new OperatorCase("Flatten, long", new Flatten(), new Shape(3, 33, 31, 14));
        yield return new OperatorCase("Scale by 0", new Scale(0), new Shape(3, 5));
        yield return new OperatorCase("Dropout of nothing", new Dropout(0), new Shape(3, 5, 2, 2));
        yield return new OperatorCase("Dropout, vectors", new Dropout(0.7f), new Shape(5, 37));
        yield return new OperatorCase("Dropout, long", new Dropout(0.5f), new Shape(2, 33, 40, 20));
        yield return new OperatorCase("Flatten 3x5x4x3", new Flatten(), new Shape(3, 5, 4, 3));
        yield return new OperatorCase("Flatten 1x33x7x7", new Flatten(), new Shape(1, 33, 7, 7));
        yield return new OperatorCase("Flatten one pixel", new Flatten(), new Shape(3, 17, 1, 1));
        yield return new OperatorCase("Flatten one channel", new Flatten(), new Shape(2, 1, 5, 3));
        yield return new OperatorCase("Flatten vectors", new Flatten(), new Shape(3, 9));
    }

    private static IEnumerable<OperatorCase> Joins()
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            foreach (int c in ChannelCounts)
            {
                var shape = new Shape(c % 2 == 0 ? 3 : 1, c, 3, 5);
                yield return new OperatorCase($"Add {activation} {shape}", new Add(activation), shape, shape);
            }

            var large = new Shape(3, 33, 31, 14);
            yield return new OperatorCase($"Add {activation}, long", new Add(activation), large, large);
            yield return new OperatorCase($"Add {activation}, vectors", new Add(activation), new Shape(4, 18), new Shape(4, 18));
        }

        yield return new OperatorCase("Concat of one", new Concat(), new Shape(1, 5, 3, 3));
        yield return new OperatorCase("Concat of two", new Concat(), new Shape(3, 7, 5, 3), new Shape(3, 16, 5, 3));
        yield return new OperatorCase("Concat of four", new Concat(), new Shape(2, 8, 7, 1), new Shape(2, 17, 7, 1), new Shape(2, 1, 7, 1), new Shape(2, 4, 7, 1));
        yield return new OperatorCase("Concat, long", new Concat(), new Shape(3, 33, 31, 14), new Shape(3, 5, 31, 14));
        yield return new OperatorCase("Concat of vectors", new Concat(), new Shape(3, 7), new Shape(3, 33));
    }

    private static IEnumerable<OperatorCase> Norms()
    {
        foreach (int c in ChannelCounts)
        {
            var shape = new Shape(c % 2 == 0 ? 1 : 3, c, 5, 7);
            Activation activation = c % 2 == 0 ? Activation.None : Activation.Relu;
            yield return new OperatorCase($"BatchNorm {activation} {shape}", new BatchNorm(Activation: activation), shape);
            yield return new OperatorCase($"InstanceNorm {shape}", new InstanceNorm(c % 2 == 0 ? 1e-5f : 0.1f), shape);
            yield return new OperatorCase($"LocalResponseNorm {shape}", new LocalResponseNorm(5, 0.3f, 0.75f, 1), shape);
        }

        yield return new OperatorCase("BatchNorm, far from zero", new BatchNorm(1e-3f), new Shape(3, 17, 6, 5)) { Values = [Draws.Scaled(0.5, mean: 20)] };
        yield return new OperatorCase("BatchNorm, momentum 1", new BatchNorm(Momentum: 1), new Shape(3, 6, 1, 7));
        yield return new OperatorCase("BatchNorm, many rows", new BatchNorm(), new Shape(3, 20, 40, 41));
        yield return new OperatorCase("LocalResponseNorm, AlexNet's", new LocalResponseNorm(5, 1e-4f, 0.75f, 2), new Shape(1, 24, 7, 1)) { Values = [Draws.Uniform(0, 100)] };
        yield return new OperatorCase("LocalResponseNorm, GoogLeNet's", new LocalResponseNorm(5, 1e-4f, 0.75f, 1), new Shape(1, 64, 4, 5)) { Values = [Draws.Uniform(0, 30)] };
        yield return new OperatorCase("LocalResponseNorm, many rows", new LocalResponseNorm(5, 0.2f, 0.75f, 1), new Shape(2, 19, 31, 33));
        yield return new OperatorCase("LocalResponseNorm, of one", new LocalResponseNorm(1, 0.5f, 0.5f, 1), new Shape(3, 9, 2, 2));
        yield return new OperatorCase("LocalResponseNorm, even", new LocalResponseNorm(4, 0.5f, 1.5f, 0.5f), new Shape(1, 18, 2, 3));
        yield return new OperatorCase("LocalResponseNorm, even, leaning ahead", new LocalResponseNorm(4, 0.5f, 1.5f, 0.5f, LeansAhead: true), new Shape(1, 18, 2, 3));
        yield return new OperatorCase("LocalResponseNorm, of two, leaning ahead", new LocalResponseNorm(2, 0.5f, 0.75f, 1, LeansAhead: true), new Shape(2, 33, 2, 3));
        yield return new OperatorCase("InstanceNorm, far from zero", new InstanceNorm(1e-3f), new Shape(3, 17, 6, 5)) { Values = [Draws.Scaled(0.5, mean: 20)] };
        yield return new OperatorCase("InstanceNorm, many rows", new InstanceNorm(), new Shape(3, 20, 40, 41));
        yield return new OperatorCase("LocalResponseNorm, wider than the channels", new LocalResponseNorm(9, 0.5f, 0.75f, 1), new Shape(2, 3, 2, 2));
    }

    private static IEnumerable<OperatorCase> Losses()
    {
        foreach ((int n, int c) in ((int, int)[])[(1, 1), (3, 2), (1, 7), (3, 8), (2, 10), (3, 15), (1, 16), (5, 17), (3, 33), (2, 1000)])
        {
            yield return new OperatorCase($"Softmax {n}x{c}", new Softmax(), new Shape(n, c)) { Values = [Draws.Scaled(3)] };
            yield return CrossEntropy($"{n}x{c}", new SoftmaxCrossEntropy(), n, c, Draws.OneHot);
        }

        yield return new OperatorCase("Softmax, many rows", new Softmax(), new Shape(700, 33));
        yield return new OperatorCase("Softmax, far out", new Softmax(), new Shape(3, 11)) { Values = [Draws.Uniform(-300, 300)] };
        yield return CrossEntropy("smoothed", new SoftmaxCrossEntropy(0.1f), 3, 17, Draws.OneHot);
        yield return CrossEntropy("of distributions", new SoftmaxCrossEntropy(), 3, 9, Draws.Distribution);
        yield return CrossEntropy("weighted", new SoftmaxCrossEntropy(ClassWeights: [0.5f, 2, 1, 0, 3]), 7, 5, Draws.OneHot);
        yield return CrossEntropy("weighted, smoothed, of distributions", new SoftmaxCrossEntropy(0.2f, [0.5f, 2, 1, 0.25f, 3, 1, 1.5f]), 4, 7, Draws.Distribution);
        yield return CrossEntropy("of many rows", new SoftmaxCrossEntropy(0.1f), 700, 33, Draws.OneHot);
        yield return CrossEntropy("far out", new SoftmaxCrossEntropy(), 3, 11, Draws.OneHot) with { Values = [Draws.Uniform(-300, 300), Draws.OneHot] };
        foreach ((int n, int c, int h, int w) in ((int, int, int, int)[])[(1, 2, 3, 5), (3, 11, 5, 3), (2, 16, 4, 4), (1, 21, 7, 1), (2, 33, 1, 6), (2, 4, 40, 50)])
            yield return Pixels($"{n}x{c}x{h}x{w}", new SoftmaxCrossEntropy(), new Shape(n, c, h, w));
        yield return Pixels("weighted", new SoftmaxCrossEntropy(ClassWeights: [0.5f, 2, 1, 0, 3]), new Shape(2, 5, 6, 7));
        yield return Pixels("weighted, smoothed", new SoftmaxCrossEntropy(0.1f, [0.5f, 2, 1, 0, 3]), new Shape(2, 5, 6, 7));
        yield return Pixels("all ignored", new SoftmaxCrossEntropy(0.1f), new Shape(2, 5, 3, 2)) with { Values = [Draws.Scaled(2), Draws.Nothing] };
    }

    private static OperatorCase Pixels(string what, SoftmaxCrossEntropy op, Shape maps) =>
        new($"SoftmaxCrossEntropy of pixels {what}", op, maps, maps) { Values = [Draws.Scaled(2), Draws.Labels] };

    private static OperatorCase CrossEntropy(string what, SoftmaxCrossEntropy op, int n, int c, Draw targets) =>
        new($"SoftmaxCrossEntropy {what}", op, new Shape(n, c), new Shape(n, c)) { Values = [Draws.Scaled(2), targets] };
}
