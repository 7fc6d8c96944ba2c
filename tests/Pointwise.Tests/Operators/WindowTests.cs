using FsCheck;
using FsCheck.Fluent;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Tests.Operators.Reference;
using Xunit;

namespace Pointwise.Tests.Operators;

public class WindowTests
{
    [Fact]
    public void Window_OfAnyNumbers_HasAsManyOutputsAsWalkingFinds()
    {
        Gen<(Window Window, int H, int W)> windows =
            from kernel in Gen.Choose(1, 7).Two()
            from stride in Gen.Choose(1, 5).Two()
            from before in Gen.Choose(0, 4).Two()
            from after in Gen.Choose(0, 4).Two()
            from dilation in Gen.Choose(1, 3).Two()
            from ceil in Gen.Elements(false, true)
            from extent in Gen.Choose(1, 40).Two()
            select (new Window(kernel.Item1, kernel.Item2, stride.Item1, stride.Item2, before.Item1, before.Item2, after.Item1, after.Item2,
                dilation.Item1, dilation.Item2, ceil), extent.Item1, extent.Item2);
        Property agrees = Prop.ForAll(windows.ToArbitrary(), given =>
            given.Window.OutputH(given.H) == Sliding.Down(given.Window, given.H).Outputs
            && given.Window.OutputW(given.W) == Sliding.Across(given.Window, given.W).Outputs);
        agrees.Check(Config.QuickThrowOnFailure.WithMaxTest(5000).WithReplay(20140917, 1));
    }

    [Theory]
    [InlineData(0, 1, 0, 1, "impossible kernel")]
    [InlineData(3, 0, 0, 1, "impossible stride")]
    [InlineData(3, 1, -1, 1, "impossible padding")]
    [InlineData(3, 1, 0, 0, "impossible dilation")]
    [InlineData(int.MaxValue, 1, 0, int.MaxValue, "impossible dilation")]
    [InlineData(9, 1, 0, 1, "nothing is left of the picture")]
    public void Window_ThatCannotBe_IsRefused(int kernel, int stride, int padding, int dilation, string problem)
    {
        var window = Window.Square(kernel, stride, padding, dilation: dilation);
        var e = Assert.Throws<PointwiseException>(() => window.OutputShape(new Shape(1, 3, 8, 8), 4));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Window_ByARuleOfOneSize_HasAnOutputAStrideAndTheLeastPaddingForIt()
    {
        for (int extent = 1; extent < 20; extent++)
            for (int kernel = 1; kernel < 6; kernel++)
                for (int stride = 1; stride < 5; stride++)
                    for (int dilation = 1; dilation < 4; dilation++)
                    {
                        Window upper = new Window(kernel, kernel, stride, stride, DilationH: dilation, DilationW: dilation, Padding: PaddingRule.SameUpper).For(extent, extent);
                        Window lower = new Window(kernel, kernel, stride, stride, DilationH: dilation, DilationW: dilation, Padding: PaddingRule.SameLower).For(extent, extent);
                        int outputs = (extent + stride - 1) / stride, total = upper.PadTop + upper.PadBottom;
                        Assert.Equal(outputs, upper.OutputH(extent));
                        Assert.Equal(outputs, lower.OutputW(extent));
                        Assert.Equal(Math.Max(0, (outputs - 1) * stride + (kernel - 1) * dilation + 1 - extent), total);
                        Assert.Equal((total / 2, total - total / 2), (upper.PadTop, upper.PadBottom));
                        Assert.Equal((total - total / 2, total / 2), (lower.PadLeft, lower.PadRight));
                    }
    }

    [Fact]
    public void Window_ByARuleAndNumbersAtOnce_IsRefused()
    {
        var window = new Window(3, 3, PadTop: 1, Padding: PaddingRule.SameUpper);
        var e = Assert.Throws<PointwiseException>(() => window.OutputShape(new Shape(1, 3, 8, 8), 4));
        Assert.Equal("window: impossible padding\n  expected: none beside the rule SameUpper\n  found:    1,0,0,0\n  fix:      correct the padding", e.Message);
    }
}
