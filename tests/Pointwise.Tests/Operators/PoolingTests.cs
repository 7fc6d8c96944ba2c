using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators;

public class PoolingTests
{
    private static readonly float[] OneTo16 = [.. Enumerable.Range(1, 16).Select(i => (float)i)];
    private static readonly float[] OneTo9 = OneTo16[..9];

    [Theory]
    [InlineData(112, 3, 2, 0, true, 56)]
    [InlineData(112, 3, 2, 0, false, 55)]
    [InlineData(28, 2, 2, 0, true, 14)]
    [InlineData(7, 2, 2, 0, true, 4)]
    [InlineData(7, 2, 2, 0, false, 3)]
    [InlineData(4, 2, 2, 1, true, 3)]
    [InlineData(5, 2, 3, 1, true, 2)]
    [InlineData(2, 1, 3, 0, true, 1)]
    [InlineData(28, 3, 1, 1, true, 28)]
    public void MaxPool_CeilMode_GivesPyTorchsSize(int extent, int kernel, int stride, int padding, bool ceil, int expected)
    {
        Shape output = new MaxPool(Window.Square(kernel, stride, padding, ceil)).OutputShape(new Shape(1, 3, extent, extent));
        Assert.Equal(new Shape(1, 3, expected, expected), output);
    }

    [Fact]
    public void MaxPool_CutOffWindows_TakeWhatIsInside()
    {
        using var pool = new ByHand(new MaxPool(Window.Square(2, 2, ceilMode: true)), [new Shape(1, 1, 3, 3)]);
        Assert.Equal([5f, 6, 8, 9], pool.Forward(OneTo9));
        Assert.Equal([0f, 0, 0, 0, 1, 2, 0, 3, 4], pool.Backward([1, 2, 3, 4])[0]);
    }

    [Fact]
    public void MaxPool_OverlappingWindows_AddTheirGradients()
    {
        using var pool = new ByHand(new MaxPool(Window.Square(3, 2, 1)), [new Shape(1, 1, 4, 4)]);
        Assert.Equal([6f, 8, 14, 16], pool.Forward(OneTo16));
        using var dense = new ByHand(new MaxPool(Window.Square(2)), [new Shape(1, 1, 3, 3)]);
        Assert.Equal([9f, 9, 9, 9], dense.Forward([1, 2, 3, 4, 9, 5, 6, 7, 8]));
        Assert.Equal([0f, 0, 0, 0, 10, 0, 0, 0, 0], dense.Backward([1, 2, 3, 4])[0]);
        Assert.Equal([7f, 7, 7, 7, 17, 7, 7, 7, 7], dense.Backward([1, 2, 3, 4], accumulateOn: 7)[0]);
    }

    [Fact]
    public void MaxPool_Ties_GoToTheFirstTap()
    {
        using var pool = new ByHand(new MaxPool(Window.Square(2, 2)), [new Shape(1, 1, 2, 4)]);
        Assert.Equal([3f, float.NegativeInfinity], pool.Forward([1, 3, float.NegativeInfinity, float.NegativeInfinity, 3, 3, float.NegativeInfinity, float.NegativeInfinity]));
        Assert.Equal([0f, 5, 6, 0, 0, 0, 0, 0], pool.Backward([5, 6])[0]);
    }

    [Fact]
    public void MaxPool_NegativeValuesAndPadding_NeverTakesPadding()
    {
        using var pool = new ByHand(new MaxPool(Window.Square(3, 1, 1)), [new Shape(1, 1, 2, 2)]);
        Assert.Equal([-1f, -1, -1, -1], pool.Forward([-4, -3, -2, -1]));
        Assert.Equal([0f, 0, 0, 4], pool.Backward([1, 1, 1, 1])[0]);
    }

    [Fact]
    public void MaxPool_NotANumber_Wins()
    {
        using var pool = new ByHand(new MaxPool(Window.Square(2, 2)), [new Shape(1, 1, 2, 4)]);
        Assert.Equal([float.NaN, float.NaN], pool.Forward([float.NaN, 1, 1, 2, 3, 4, 9, float.NaN]));
        Assert.Equal([1f, 0, 0, 0, 0, 0, 0, 1], pool.Backward([1, 1])[0]);
    }

    [Fact]
    public void MaxPool_WindowOfPaddingAlone_IsMinusInfinityAndSendsNothing()
    {
        using var pool = new ByHand(new MaxPool(new Window(1, 1, 1, 1, 1, 1, 1, 1)), [new Shape(1, 1, 1, 1)]);
        float none = float.NegativeInfinity;
        Assert.Equal([none, none, none, none, 5, none, none, none, none], pool.Forward([5]));
        Assert.Equal([1f], pool.Backward([9, 9, 9, 9, 1, 9, 9, 9, 9])[0]);
    }

    [Fact]
    public void MaxPool_Dilated_SkipsPixels()
    {
        using var pool = new ByHand(new MaxPool(Window.Square(2, stride: 1, dilation: 2)), [new Shape(1, 1, 3, 3)]);
        Assert.Equal([7f], pool.Forward([5, 20, 6, 20, 20, 20, 7, 20, 2]));
        Assert.Equal([0f, 0, 0, 0, 0, 0, 4, 0, 0], pool.Backward([4])[0]);
    }

    [Fact]
    public void MaxPool_TooManyTaps_IsRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => new MaxPool(Window.Square(5000)).OutputShape(new Shape(1, 1, 5000, 5000)));
        Assert.Contains("found:    5000x5000", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AveragePool_PaddingCounted_DividesByTheWholeWindow()
    {
        using var pool = new ByHand(new AveragePool(Window.Square(3, 1, 1), CountPadding: true), [new Shape(1, 1, 2, 2)]);
        Assert.Equal([1f, 1, 1, 1], pool.Forward([1, 2, 2, 4]));
        Assert.Equal([1f, 1, 1, 1], pool.Backward([1, 2, 2, 4])[0]);
    }

    [Fact]
    public void AveragePool_PaddingNotCounted_DividesByThePixels()
    {
        using var pool = new ByHand(new AveragePool(Window.Square(2, 2, 1)), [new Shape(1, 1, 2, 2)]);
        Assert.Equal([1f, 2, 3, 4], pool.Forward([1, 2, 3, 4]));
        Assert.Equal([9f, 10, 11, 12], pool.Backward([1, 2, 3, 4], accumulateOn: 8)[0]);
    }

    [Fact]
    public void AveragePool_CeilModeWithPaddingCounted_DividesUpToThePaddedBorder()
    {
        // windows of 3x3/2 over 4x4 with a border of 1: the last reach one pixel beyond the border, which does not count
        var op = new AveragePool(Window.Square(3, 2, 1, ceilMode: true), CountPadding: true);
        using var pool = new ByHand(op, [new Shape(1, 1, 4, 4)]);
        float[] ones = [.. Enumerable.Repeat(36f, 16)];
        Assert.Equal([16f, 24, 12, 24, 36, 18, 12, 18, 9], pool.Forward(ones));
    }

    [Fact]
    public void AveragePool_CeilModeWithoutPadding_DividesByThePixels()
    {
        using var pool = new ByHand(new AveragePool(Window.Square(2, 2, ceilMode: true), CountPadding: true), [new Shape(1, 1, 3, 3)]);
        Assert.Equal([3f, 4.5f, 7.5f, 9], pool.Forward(OneTo9));
        Assert.Equal([1f, 1, 1, 1, 1, 1, 1, 1, 1], pool.Backward([4, 2, 2, 1])[0]);
    }

    [Fact]
    public void AdaptiveAveragePool_UnevenBins_OverlapAsInPyTorch()
    {
        // rows 0-1, 1-2 of 3; columns 0-1, 1-3, 3-4 of 5
        using var pool = new ByHand(new AdaptiveAveragePool(2, 3), [new Shape(1, 1, 3, 5)]);
        float[] rows = [0, 1, 2, 3, 4, 10, 11, 12, 13, 14, 20, 21, 22, 23, 24];
        Assert.Equal([5.5f, 7, 8.5f, 15.5f, 17, 18.5f], pool.Forward(rows));
        Assert.Equal([1f, 2, 1, 2, 1, 2, 4, 2, 4, 2, 1, 2, 1, 2, 1], pool.Backward([4, 6, 4, 4, 6, 4])[0]);
    }

    [Fact]
    public void AdaptiveAveragePool_LargerThanThePicture_RepeatsPixels()
    {
        using var pool = new ByHand(new AdaptiveAveragePool(4, 4), [new Shape(1, 1, 2, 2)]);
        Assert.Equal([1f, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4], pool.Forward([1, 2, 3, 4]));
        Assert.Equal([4f, 4, 4, 4], pool.Backward([.. Enumerable.Repeat(1f, 16)])[0]);
    }

    [Fact]
    public void GlobalAveragePool_TwoPictures_AveragesEachChannel()
    {
        using var pool = new ByHand(new GlobalAveragePool(), [new Shape(2, 2, 2, 2)]);
        Assert.Equal(new Shape(2, 2, 1, 1), pool.OutputShape);
        Assert.Equal([2.5f, 6.5f, 10.5f, 14.5f], pool.Forward(OneTo16));
        Assert.Equal([1f, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4], pool.Backward([4, 8, 12, 16])[0]);
    }

    [Fact]
    public void GlobalAveragePool_PictureWithoutPixels_IsRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => new GlobalAveragePool().OutputShape(new Shape(1, 3, 0, 4)));
        Assert.Equal("input: pictures without pixels\n  expected: at least 1x1 pixels\n  found:    0x4\n  fix:      give a larger picture", e.Message);
    }
}
