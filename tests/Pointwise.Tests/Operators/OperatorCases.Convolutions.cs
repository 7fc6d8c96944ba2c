using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators;

internal static partial class OperatorCases
{
    private static readonly (int Channels, int Filters)[] WidthPairs =
    [
        (1, 1), (1, 70), (2, 3), (3, 16), (4, 5), (5, 8), (7, 33), (8, 9), (9, 17), (15, 47), (16, 16), (17, 15), (31, 32), (32, 64), (33, 70), (33, 1),
    ];

    private static IEnumerable<OperatorCase> Convolutions() =>
        [.. PointwiseConvolutions(), .. SquareConvolutions(), .. OddConvolutions(), .. GroupedConvolutions(), .. LongConvolutions(), .. ResidualConvolutions()];

    private static OperatorCase Convolution(string what, Conv2D op, int n, int c, int h, int w) =>
        new($"Conv2D {what} {n}x{c}x{h}x{w} to {op.Filters}", op, new Shape(n, c, h, w));

    private static IEnumerable<OperatorCase> PointwiseConvolutions()
    {
        foreach ((int c, int f) in WidthPairs)
        {
            var plain = new Conv2D(f, Window.Square(1));
            yield return Convolution("1x1", plain, c % 2 == 0 ? 1 : 3, c, 5, c % 3 == 0 ? 7 : 3);
        }

        yield return Convolution("1x1 relu", new Conv2D(19, Window.Square(1), Activation: Activation.Relu), 1, 33, 7, 1);
        yield return Convolution("1x1 no bias", new Conv2D(20, Window.Square(1), Bias: false), 3, 7, 1, 7);
        yield return Convolution("1x1 no bias relu", new Conv2D(48, Window.Square(1), Bias: false, Activation: Activation.Relu), 1, 16, 7, 7);
        yield return Convolution("1x1/2", new Conv2D(17, Window.Square(1, stride: 2)), 1, 9, 8, 7);
        yield return Convolution("1x1/3", new Conv2D(6, Window.Square(1, stride: 3)), 3, 5, 8, 10);
        yield return Convolution("1x1 padded", new Conv2D(5, Window.Square(1, padding: 1)), 1, 4, 3, 5);
        yield return Convolution("1x1 one pixel", new Conv2D(10, Window.Square(1)), 1, 24, 1, 1);
    }

    private static IEnumerable<OperatorCase> SquareConvolutions()
    {
        foreach ((int c, int f) in WidthPairs)
        {
            Activation activation = f % 2 == 0 ? Activation.Relu : Activation.None;
            yield return Convolution("3x3", new Conv2D(f, Window.Square(3, padding: 1), Activation: activation), c % 4 == 1 ? 3 : 1, c, c % 3 == 0 ? 4 : 7, 6);
        }

        yield return Convolution("3x3 unpadded", new Conv2D(11, Window.Square(3)), 1, 8, 7, 9);
        yield return Convolution("3x3 no bias", new Conv2D(18, Window.Square(3, padding: 1), Bias: false), 3, 17, 5, 5);
        yield return Convolution("3x3 one row", new Conv2D(9, Window.Square(3, padding: 1)), 3, 8, 1, 7);
        yield return Convolution("3x3 one column", new Conv2D(9, Window.Square(3, padding: 1)), 1, 8, 7, 1);
        yield return Convolution("3x3 one pixel", new Conv2D(6, Window.Square(3, padding: 1)), 1, 5, 1, 1);
        yield return Convolution("3x3/2", new Conv2D(17, Window.Square(3, stride: 2, padding: 1)), 3, 9, 8, 7);
        yield return Convolution("3x3/2 unpadded", new Conv2D(32, Window.Square(3, stride: 2)), 1, 16, 8, 10);
        yield return Convolution("3x3/3", new Conv2D(8, Window.Square(3, stride: 3, padding: 1)), 1, 7, 10, 11);
        yield return Convolution("3x3 dilated 2", new Conv2D(12, Window.Square(3, padding: 2, dilation: 2)), 1, 5, 7, 9);
        yield return Convolution("3x3/2 dilated 3", new Conv2D(7, Window.Square(3, stride: 2, padding: 3, dilation: 3)), 3, 3, 9, 10);
        yield return Convolution("5x5", new Conv2D(32, Window.Square(5, padding: 2)), 1, 16, 7, 7);
        yield return Convolution("5x5 beyond the picture", new Conv2D(5, Window.Square(5, padding: 2)), 3, 3, 2, 2);
        yield return Convolution("5x5 to one pixel", new Conv2D(20, Window.Square(5)), 1, 8, 5, 5);
        yield return Convolution("7x7/2 stem", new Conv2D(16, Window.Square(7, stride: 2, padding: 3), Bias: false), 1, 3, 15, 14);
        yield return Convolution("2x2/2", new Conv2D(9, Window.Square(2, stride: 2)), 1, 6, 7, 8);
        yield return Convolution("2x2/3, unread pixels", new Conv2D(4, Window.Square(2, stride: 3)), 3, 5, 9, 10);
        yield return Convolution("4x4", new Conv2D(3, Window.Square(4, padding: 1)), 1, 2, 6, 5);
    }

    private static IEnumerable<OperatorCase> OddConvolutions()
    {
        yield return Convolution("1x7", new Conv2D(17, new Window(1, 7, PadLeft: 3, PadRight: 3)), 1, 8, 7, 9);
        yield return Convolution("7x1", new Conv2D(16, new Window(7, 1, PadTop: 3, PadBottom: 3), Activation: Activation.Relu), 3, 9, 9, 5);
        yield return Convolution("1x3", new Conv2D(7, new Window(1, 3, PadLeft: 1, PadRight: 1)), 1, 15, 3, 4);
        yield return Convolution("3x1/2,1", new Conv2D(15, new Window(3, 1, StrideH: 2, PadTop: 1, PadBottom: 1)), 1, 4, 8, 3);
        yield return Convolution("3x3 top and left padded", new Conv2D(10, new Window(3, 3, PadTop: 1, PadLeft: 2)), 1, 6, 6, 5);
        yield return Convolution("3x3/2 bottom and right padded", new Conv2D(10, new Window(3, 3, 2, 2, PadBottom: 1, PadRight: 1)), 3, 6, 8, 8);
        yield return Convolution("2x3/1,2 all different", new Conv2D(5, new Window(2, 3, 1, 2, 3, 0, 1, 2, 2, 1)), 1, 3, 7, 8);
    }

    private static IEnumerable<OperatorCase> GroupedConvolutions()
    {
        yield return Convolution("1x1 in 2 groups", new Conv2D(10, Window.Square(1), Groups: 2), 1, 6, 5, 5);
        yield return Convolution("3x3 in 2 groups", new Conv2D(34, Window.Square(3, padding: 1), Groups: 2), 3, 16, 5, 4);
        yield return Convolution("3x3 in 3 groups relu", new Conv2D(9, Window.Square(3, padding: 1), Groups: 3, Activation: Activation.Relu), 1, 33, 6, 4);
        yield return Convolution("3x3/2 in 4 groups", new Conv2D(12, Window.Square(3, stride: 2, padding: 1), Groups: 4, Bias: false), 1, 20, 8, 7);
        foreach (int c in (int[])[1, 3, 8, 16, 17, 33])
            yield return Convolution("3x3 depthwise", new Conv2D(c, Window.Square(3, padding: 1), Groups: c), c % 2 == 0 ? 1 : 3, c, 6, 5);
        yield return Convolution("3x3/2 depthwise", new Conv2D(18, Window.Square(3, stride: 2, padding: 1), Groups: 18), 1, 18, 8, 7);
        yield return Convolution("3x3/3 depthwise", new Conv2D(5, Window.Square(3, stride: 3), Groups: 5), 3, 5, 10, 8);
        yield return Convolution("5x5 depthwise dilated relu", new Conv2D(9, Window.Square(5, padding: 4, dilation: 2), Groups: 9, Activation: Activation.Relu), 1, 9, 9, 7);
        yield return Convolution("1x1 depthwise", new Conv2D(7, Window.Square(1), Groups: 7), 1, 7, 3, 3);
        yield return Convolution("3x3 depthwise, asymmetric", new Conv2D(16, new Window(3, 3, PadTop: 2, PadRight: 1), Groups: 16, Bias: false), 1, 16, 5, 6);
        yield return Convolution("7x7/2 depthwise times 8", new Conv2D(24, Window.Square(7, stride: 2, padding: 3), Groups: 3), 1, 3, 14, 13);
        yield return Convolution("3x3 depthwise times 2", new Conv2D(34, Window.Square(3, padding: 1), Groups: 17), 1, 17, 5, 5);
    }

    /// <summary>Enough rows, depth or filters for several pieces of work.</summary>
    private static IEnumerable<OperatorCase> LongConvolutions()
    {
        yield return Convolution("1x1 many rows", new Conv2D(20, Window.Square(1)), 3, 12, 28, 27);
        yield return Convolution("1x1 deep", new Conv2D(36, Window.Square(1), Activation: Activation.Relu), 1, 530, 5, 3);
        yield return Convolution("1x1 wide", new Conv2D(300, Window.Square(1)), 1, 20, 4, 7);
        yield return Convolution("3x3 many rows", new Conv2D(10, Window.Square(3, padding: 1)), 1, 6, 40, 41);
        yield return Convolution("3x3 deep", new Conv2D(9, Window.Square(3, padding: 1)), 1, 150, 4, 4);
        yield return Convolution("3x3 transformed", new Conv2D(32, Window.Square(3, padding: 1)), 3, 32, 16, 16);
        yield return Convolution("3x3 transformed, relu", new Conv2D(21, Window.Square(3, padding: 1), Activation: Activation.Relu), 3, 17, 13, 19);
        yield return Convolution("3x3 transformed, no bias", new Conv2D(70, Window.Square(3, padding: 2), Bias: false), 2, 16, 9, 11);
        yield return Convolution("3x3 transformed, unpadded", new Conv2D(16, Window.Square(3), Activation: Activation.Relu), 1, 37, 22, 15);
        yield return Convolution("3x3 transformed, asymmetric", new Conv2D(33, new Window(3, 3, PadTop: 2, PadRight: 1)), 3, 31, 14, 12);
        yield return Convolution("3x3 transformed, many tiles", new Conv2D(24, Window.Square(3, padding: 1)), 2, 48, 40, 37);
        yield return Convolution("3x3 transformed, small map", new Conv2D(50, Window.Square(3, padding: 1), Activation: Activation.Relu), 2, 49, 7, 7);
        yield return Convolution("5x5 transformed", new Conv2D(33, Window.Square(5, padding: 2)), 2, 19, 15, 17);
        yield return Convolution("5x5 transformed, relu, unpadded", new Conv2D(16, Window.Square(5), Activation: Activation.Relu), 3, 24, 16, 13);
        yield return Convolution("5x5 transformed, small map, asymmetric", new Conv2D(34, new Window(5, 5, PadTop: 4, PadLeft: 1, PadRight: 3)), 1, 40, 7, 7);
        yield return Convolution("1x7 transformed", new Conv2D(35, new Window(1, 7, PadLeft: 3, PadRight: 3)), 2, 21, 7, 17);
        yield return Convolution("1x7 transformed, one row, unpadded", new Conv2D(48, new Window(1, 7), Bias: false), 1, 48, 1, 33);
        yield return Convolution("7x1 transformed, relu", new Conv2D(20, new Window(7, 1, PadTop: 3, PadBottom: 3), Activation: Activation.Relu), 3, 33, 17, 5);
        yield return Convolution("7x1 transformed, one column, asymmetric", new Conv2D(64, new Window(7, 1, PadTop: 5)), 1, 31, 22, 1);
        yield return Convolution("1x3 transformed", new Conv2D(70, new Window(1, 3, PadLeft: 1, PadRight: 1)), 2, 40, 9, 8);
        yield return Convolution("3x1 transformed, relu", new Conv2D(49, new Window(3, 1, PadTop: 1, PadBottom: 2), Activation: Activation.Relu), 1, 66, 11, 13);
        yield return Convolution("3x3 depthwise many rows", new Conv2D(24, Window.Square(3, padding: 1), Groups: 24), 3, 24, 33, 30);
    }

    /// <summary>Each of the ways a convolution is computed, with a shortcut.</summary>
    private static IEnumerable<OperatorCase> ResidualConvolutions()
    {
        (string What, Conv2D Op, Shape X)[] cases =
        [
            ("1x1", new Conv2D(19, Window.Square(1), Activation: Activation.Relu), new Shape(3, 33, 7, 5)),
            ("1x1 no bias", new Conv2D(48, Window.Square(1), Bias: false), new Shape(1, 16, 7, 7)),
            ("1x1 no bias relu", new Conv2D(5, Window.Square(1), Bias: false, Activation: Activation.Relu), new Shape(1, 8, 3, 3)),
            ("3x3", new Conv2D(17, Window.Square(3, padding: 1)), new Shape(1, 9, 6, 7)),
            ("3x3/2 in 2 groups", new Conv2D(34, Window.Square(3, stride: 2, padding: 1), Groups: 2, Activation: Activation.Relu), new Shape(1, 6, 9, 8)),
            ("3x3 depthwise", new Conv2D(18, Window.Square(3, padding: 1), Groups: 18, Activation: Activation.Relu), new Shape(3, 18, 6, 5)),
            ("3x3 transformed", new Conv2D(37, Window.Square(3, padding: 1), Activation: Activation.Relu), new Shape(2, 32, 17, 15)),
        ];
        return cases.Select(c => new OperatorCase($"ResidualConv2D {c.What} {c.X} to {c.Op.Filters}", new ResidualConv2D(c.Op), c.X, c.Op.OutputShape(c.X)));
    }
}
