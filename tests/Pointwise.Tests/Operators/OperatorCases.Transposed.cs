using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators;

internal static partial class OperatorCases
{
    private static OperatorCase Transposed(string what, ConvTranspose2D op, int n, int c, int h, int w) =>
        new($"ConvTranspose2D {what} {n}x{c}x{h}x{w} to {op.Filters}", op, new Shape(n, c, h, w));

    private static IEnumerable<OperatorCase> TransposedConvolutions()
    {
        foreach ((int c, int f) in WidthPairs)
        {
            Activation activation = f % 2 == 0 ? Activation.Relu : Activation.None;
            yield return Transposed("4x4/2", new ConvTranspose2D(f, Window.Square(4, stride: 2, padding: 1), Activation: activation), c % 2 == 0 ? 1 : 3, c, 4, c % 3 == 0 ? 5 : 3);
        }

        yield return Transposed("1x1", new ConvTranspose2D(9, Window.Square(1)), 3, 7, 5, 3);
        yield return Transposed("2x2/2", new ConvTranspose2D(17, Window.Square(2, stride: 2), Bias: false), 3, 9, 4, 5);
        yield return Transposed("3x3", new ConvTranspose2D(8, Window.Square(3)), 1, 5, 4, 6);
        yield return Transposed("3x3 padded, relu", new ConvTranspose2D(33, Window.Square(3, padding: 1), Activation: Activation.Relu), 3, 15, 7, 6);
        yield return Transposed("3x3/2 with output padding", new ConvTranspose2D(16, Window.Square(3, stride: 2, padding: 1), 1, 1), 1, 8, 5, 4);
        yield return Transposed("3x3/2,3 with output padding", new ConvTranspose2D(5, new Window(3, 3, 2, 3, 1, 0, 0, 2), 1, 2, Bias: false), 3, 3, 5, 4);
        yield return Transposed("2x2/3, pixels that no tap reaches", new ConvTranspose2D(6, Window.Square(2, stride: 3)), 3, 5, 3, 4);
        yield return Transposed("1x2/3, pixels that no tap reaches, relu", new ConvTranspose2D(18, new Window(1, 2, 3, 4), 2, 1, Activation: Activation.Relu), 1, 9, 3, 4);
        yield return Transposed("2x2/3, no bias, relu", new ConvTranspose2D(6, Window.Square(2, stride: 3), Bias: false, Activation: Activation.Relu), 1, 5, 3, 4);
        yield return Transposed("3x3 dilated 2", new ConvTranspose2D(12, Window.Square(3, padding: 2, dilation: 2)), 1, 5, 5, 6);
        yield return Transposed("3x2/2,3 dilated 3x2", new ConvTranspose2D(7, new Window(3, 2, 2, 3, 1, 2, 3, 0, 3, 2), 1, 0), 3, 3, 4, 5);
        yield return Transposed("padding beyond the kernel", new ConvTranspose2D(4, Window.Square(2, padding: 3)), 1, 6, 8, 9);
        yield return Transposed("to a size", new ConvTranspose2D(4, new Window(3, 3, 3, 2), Height: 10, Width: 8), 1, 3, 3, 3);
        yield return Transposed("to a smaller size", new ConvTranspose2D(4, new Window(4, 3, 2, 2), 1, 0, Height: 8, Width: 6), 3, 3, 4, 4);
        yield return Transposed("to a smaller size, upper", new ConvTranspose2D(4, new Window(4, 3, 2, 2, Padding: PaddingRule.SameUpper), Height: 9, Width: 6), 1, 3, 4, 4);
        yield return Transposed("same, upper", new ConvTranspose2D(8, new Window(3, 3, 2, 2, Padding: PaddingRule.SameUpper)), 1, 16, 3, 4);
        yield return Transposed("same, lower", new ConvTranspose2D(8, new Window(4, 5, 3, 2, Padding: PaddingRule.SameLower)), 3, 7, 3, 4);
        yield return Transposed("in 2 groups", new ConvTranspose2D(34, Window.Square(4, stride: 2, padding: 1), Groups: 2), 3, 16, 4, 3);
        yield return Transposed("in 3 groups, relu", new ConvTranspose2D(9, Window.Square(3, stride: 2), Groups: 3, Activation: Activation.Relu), 1, 33, 3, 4);
        foreach (int c in (int[])[3, 8, 16, 17, 33])
            yield return Transposed("4x4/2 depthwise", new ConvTranspose2D(c, Window.Square(4, stride: 2, padding: 1), Groups: c, Bias: c % 2 == 0, Activation: c % 3 == 0 ? Activation.Relu : Activation.None), c % 2 == 0 ? 1 : 3, c, 4, 5);
        yield return Transposed("2x2/3 depthwise, pixels that no tap reaches", new ConvTranspose2D(10, Window.Square(2, stride: 3), Groups: 10), 1, 10, 3, 4);
        yield return Transposed("depthwise times 2", new ConvTranspose2D(34, Window.Square(3, stride: 2, padding: 1), Groups: 17), 1, 17, 5, 4);
        yield return Transposed("3x3 transformed", new ConvTranspose2D(32, Window.Square(3, padding: 1)), 3, 32, 16, 16);
        yield return Transposed("3x3 transformed, relu, unpadded", new ConvTranspose2D(21, Window.Square(3), Activation: Activation.Relu), 2, 17, 13, 19);
        yield return Transposed("3x3 transformed, no bias, with output padding", new ConvTranspose2D(48, Window.Square(3, padding: 2), 1, 2, Bias: false), 1, 37, 14, 12);
        yield return Transposed("16x16/8 of two classes", new ConvTranspose2D(2, Window.Square(16, stride: 8, padding: 4)), 1, 2, 5, 7);
        yield return Transposed("15x15/8 of eleven classes, depthwise, fixed", new ConvTranspose2D(11, Window.Square(15, stride: 8) with { PadTop = 1, PadLeft = 1 }, Groups: 11, Bias: false, Bilinear: true, Fixed: true), 2, 11, 5, 6);
        yield return Transposed("3x3/2 of eleven classes, bilinear", new ConvTranspose2D(11, Window.Square(3, stride: 2), Bias: false, Bilinear: true), 2, 11, 5, 6);
        yield return Transposed("of many rows", new ConvTranspose2D(20, Window.Square(4, stride: 2, padding: 1)), 3, 12, 28, 27);
        yield return Transposed("deep", new ConvTranspose2D(36, Window.Square(2, stride: 2), Activation: Activation.Relu), 1, 530, 5, 3);
    }
}
