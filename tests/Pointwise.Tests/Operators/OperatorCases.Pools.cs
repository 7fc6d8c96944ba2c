using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators;

internal static partial class OperatorCases
{
    /// <summary>Windows of pools, and pictures that they do not divide evenly.</summary>
    private static readonly (string Name, Window Window, int N, int C, int H, int W)[] PoolWindows =
    [
        ("2x2/2", Window.Square(2, stride: 2), 1, 16, 8, 7),
        ("2x2/2 ceil", Window.Square(2, stride: 2, ceilMode: true), 3, 17, 7, 9),
        ("3x3/1", Window.Square(3, padding: 1), 1, 9, 7, 6),
        ("3x3/2", Window.Square(3, stride: 2), 3, 8, 8, 7),
        ("3x3/2 ceil", Window.Square(3, stride: 2, ceilMode: true), 1, 33, 8, 6),
        ("3x3/2 padded", Window.Square(3, stride: 2, padding: 1), 1, 15, 8, 9),
        ("3x3/2 padded ceil", Window.Square(3, stride: 2, padding: 1, ceilMode: true), 3, 7, 8, 6),
        ("3x3/3 padded ceil", Window.Square(3, stride: 3, padding: 1, ceilMode: true), 1, 4, 9, 10),
        ("2x2/3 ceil, unread pixels", Window.Square(2, stride: 3, ceilMode: true), 1, 5, 10, 9),
        ("5x5/3", Window.Square(5, stride: 3), 1, 32, 14, 12),
        ("1x1/2", Window.Square(1, stride: 2), 3, 3, 5, 6),
        ("2x3/1,2 bottom and right padded", new Window(2, 3, 1, 2, PadBottom: 1, PadRight: 2), 1, 1, 5, 6),
        ("3x2/2,3 top and left padded", new Window(3, 2, 2, 3, PadTop: 1, PadLeft: 1, CeilMode: true), 3, 31, 6, 8),
        ("1x7", new Window(1, 7), 1, 6, 3, 9),
        ("7x1", new Window(7, 1), 1, 2, 7, 1),
        ("all of 7x7", Window.Square(7), 3, 18, 7, 7),
        ("3x3/2 same, upper", Window.Square(3, stride: 2) with { Padding = PaddingRule.SameUpper }, 1, 9, 8, 7),
        ("2x3/1,2 same, lower, dilated", new Window(2, 3, 1, 2, DilationH: 3, DilationW: 2, Padding: PaddingRule.SameLower), 3, 17, 5, 8),
        ("3x3/2 dilated ceil", Window.Square(3, stride: 2, padding: 1, ceilMode: true, dilation: 2), 1, 16, 10, 9),
        ("2x2/3 dilated 2x3, padded", new Window(2, 2, 3, 1, 1, 2, 0, 1, 2, 3), 3, 5, 9, 8),
        ("of many rows", Window.Square(3, stride: 2, ceilMode: true), 2, 20, 47, 46),
    ];

    private static IEnumerable<OperatorCase> Pools()
    {
        foreach ((string name, Window window, int n, int c, int h, int w) in PoolWindows)
        {
            var shape = new Shape(n, c, h, w);
            yield return new OperatorCase($"MaxPool {name}", new MaxPool(window), shape);
            yield return new OperatorCase($"AveragePool {name}", new AveragePool(window), shape);
            yield return new OperatorCase($"AveragePool {name}, padding counted", new AveragePool(window, CountPadding: true), shape);
            yield return new OperatorCase($"BiasedAveragePool {name}", new BiasedAveragePool(new AveragePool(window, CountPadding: n == 1), c % 2 == 0 ? Activation.None : Activation.Relu), shape);
            yield return new OperatorCase($"LpPool {name}", new LpPool(window, 1 + n), shape);
        }

        foreach ((string name, Window window, int n, int c, int h, int w) in PoolWindows)
        {
            var convolution = new Conv2D(20 + c, Window.Square(1), Bias: n == 1, Activation: c % 2 == 0 ? Activation.Relu : Activation.None);
            yield return new OperatorCase($"PooledConv2D {name}", new PooledConv2D(new MaxPool(window), convolution), new Shape(n, c, h, w));
        }

        yield return new OperatorCase("PooledConv2D in several pieces", new PooledConv2D(new MaxPool(Window.Square(3, padding: 1)), new Conv2D(70, Window.Square(1))), new Shape(2, 83, 30, 29));
        foreach (int c in (int[])[64, 79, 130])
        {
            yield return new OperatorCase($"MaxPool 3x3/1 of {c} channels", new MaxPool(Window.Square(3, padding: 1)), new Shape(2, c, 6, 7));
            yield return new OperatorCase($"MaxPool 3x3/2 of {c} channels", new MaxPool(Window.Square(3, stride: 2, ceilMode: true)), new Shape(1, c, 8, 6));
        }

        foreach (int p in (int[])[1, 2, 3, 4, 7])
        {
            yield return new OperatorCase($"LpPool of {p}", new LpPool(Window.Square(3, stride: 2, padding: 1), p), new Shape(3, 11, 7, 8));
            yield return new OperatorCase($"GlobalLpPool of {p}", new GlobalLpPool(p), new Shape(2, 19, 7, 5));
        }

        yield return new OperatorCase("LpPool of zeros", new LpPool(Window.Square(2, stride: 2), 3), new Shape(1, 9, 4, 6)) { Values = [Draws.Uniform(0, 0)], IsSmooth = false };
        yield return new OperatorCase("MaxPool dilated", new MaxPool(Window.Square(3, stride: 2, padding: 1, dilation: 2)), new Shape(1, 9, 9, 8));
        yield return new OperatorCase("MaxPool below zero", new MaxPool(Window.Square(3, stride: 2, padding: 1)), new Shape(3, 9, 8, 7)) { Values = [Draws.Uniform(-3, -1)] };
        yield return new OperatorCase("MaxPool of equals", new MaxPool(Window.Square(3, stride: 2, padding: 1)), new Shape(3, 17, 9, 8)) { Values = [Draws.Few], IsSmooth = false };

        foreach (int c in ChannelCounts)
            yield return new OperatorCase($"GlobalAveragePool {c}", new GlobalAveragePool(), new Shape(c % 2 == 0 ? 1 : 3, c, 7, 5));
        foreach (int c in ChannelCounts)
            yield return new OperatorCase($"GlobalMaxPool {c}", new GlobalMaxPool(), new Shape(c % 2 == 0 ? 1 : 3, c, 7, 5));
        yield return new OperatorCase("GlobalMaxPool of one pixel", new GlobalMaxPool(), new Shape(3, 10, 1, 1));
        yield return new OperatorCase("GlobalAveragePool of one pixel", new GlobalAveragePool(), new Shape(3, 10, 1, 1));
        yield return new OperatorCase("GlobalAveragePool of many pixels", new GlobalAveragePool(), new Shape(2, 19, 40, 41));

        foreach ((int h, int w, int toH, int toW) in ((int, int, int, int)[])[(8, 8, 4, 4), (14, 15, 4, 4), (7, 5, 3, 2), (3, 3, 7, 5), (1, 7, 1, 3), (6, 6, 1, 1), (5, 4, 5, 4), (41, 63, 4, 3)])
            yield return new OperatorCase($"AdaptiveAveragePool {h}x{w} to {toH}x{toW}", new AdaptiveAveragePool(toH, toW), new Shape(h % 2 == 0 ? 1 : 3, h * 2 + 1, h, w));
    }
}
