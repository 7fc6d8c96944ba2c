using Pointwise.Kernels;
using Xunit;

namespace Pointwise.Tests.Kernels;

public class WinogradChoiceTests
{
    [Theory]
    [InlineData(64, 192, 56)]
    [InlineData(128, 192, 28)]
    [InlineData(160, 320, 14)]
    [InlineData(96, 32, 32)]
    [InlineData(160, 80, 16)]
    [InlineData(336, 160, 8)]
    public void Pays_ForWideMaps(int channels, int filters, int side) => Assert.True(WinogradChoice.Pays(channels, filters, side, side));

    [Theory]
    [InlineData(3, 64, 56)]
    [InlineData(96, 15, 32)]
    [InlineData(192, 384, 7)]
    [InlineData(64, 64, 1)]
    [InlineData(512, 512, 5)]
    [InlineData(2048, 64, 28)]
    public void DoesNotPay_ForFewChannelsSmallMapsOrDeepSums(int channels, int filters, int side) =>
        Assert.False(WinogradChoice.Pays(channels, filters, side, side));

    [Theory]
    [InlineData(3, 1, 1, true)]
    [InlineData(3, 2, 1, false)]
    [InlineData(3, 1, 2, false)]
    [InlineData(5, 1, 1, false)]
    public void PreparedFloats_FollowTheChoice(int kernel, int dilation, int stride, bool transformed)
    {
        var geometry = new KernelGeometry(kernel, kernel, stride, stride, 1, 1, dilation, dilation);
        long floats = new Convolution(geometry, 1, 64, 64).PreparedFloats(LaneWidth.One, 1, 28, 28), taps = transformed ? WinogradTransform.Products : kernel * kernel;
        Assert.InRange(floats, taps * 64 * 64, taps * 64 * 64 + 256);
    }
}
