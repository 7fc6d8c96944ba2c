using Pointwise.Kernels;
using Xunit;

namespace Pointwise.Tests.Kernels;

public class WinogradChoiceTests
{
    [Theory]
    [InlineData(64, 192, 56)]
    [InlineData(128, 192, 28)]
    [InlineData(96, 32, 32)]
    [InlineData(160, 80, 16)]
    [InlineData(32, 32, 147)]
    public void For_WideMaps_TakesLargeTiles(int channels, int filters, int side) =>
        Assert.Equal(new WinogradForm(3, 3, 4, 4), WinogradChoice.For(3, 3, channels, filters, side, side));

    [Theory]
    [InlineData(160, 320, 14)]
    [InlineData(96, 208, 14)]
    [InlineData(192, 384, 7)]
    [InlineData(448, 384, 8)]
    [InlineData(512, 512, 7)]
    public void For_SmallMapsOfManyChannels_TakesSmallTiles(int channels, int filters, int side) =>
        Assert.Equal(new WinogradForm(3, 3, 2, 2), WinogradChoice.For(3, 3, channels, filters, side, side));

    [Theory]
    [InlineData(1, 7, 192, 192, 17, 1, 4)]
    [InlineData(7, 1, 128, 192, 17, 4, 1)]
    [InlineData(1, 3, 64, 64, 35, 1, 4)]
    [InlineData(3, 1, 64, 64, 35, 4, 1)]
    [InlineData(5, 5, 48, 64, 35, 4, 4)]
    [InlineData(5, 5, 32, 128, 7, 2, 2)]
    [InlineData(5, 5, 128, 32, 14, 2, 2)]
    [InlineData(5, 5, 32, 128, 14, 4, 4)]
    public void For_OtherKernels_TakesWhatFitsAndRoundsLittle(int kernelH, int kernelW, int channels, int filters, int side, int outH, int outW) =>
        Assert.Equal(new WinogradForm(kernelH, kernelW, outH, outW), WinogradChoice.For(kernelH, kernelW, channels, filters, side, side));

    /// <summary>Estimated to take as long as larger tiles, and measured to take a little less; and two thirds of the weights.</summary>
    [Theory]
    [InlineData(1, 3, 1, 2)]
    [InlineData(3, 1, 2, 1)]
    public void For_FormsThatTakeAboutAsLong_TakesFewerWeights(int kernelH, int kernelW, int outH, int outW) =>
        Assert.Equal(new WinogradForm(kernelH, kernelW, outH, outW), WinogradChoice.For(kernelH, kernelW, 384, 384, 8, 8));

    [Theory]
    [InlineData(3, 3, 3, 64, 56)]
    [InlineData(3, 3, 96, 15, 32)]
    [InlineData(3, 3, 64, 64, 1)]
    [InlineData(3, 3, 512, 512, 3)]
    [InlineData(3, 3, 2048, 64, 28)]
    [InlineData(1, 7, 512, 64, 17)]
    [InlineData(1, 1, 64, 64, 28)]
    [InlineData(1, 5, 64, 64, 28)]
    [InlineData(7, 7, 64, 64, 28)]
    public void For_FewChannelsTinyMapsDeepSumsOrOtherKernels_TakesGatheredRows(int kernelH, int kernelW, int channels, int filters, int side) =>
        Assert.Null(WinogradChoice.For(kernelH, kernelW, channels, filters, side, side));

    [Fact]
    public void For_MorePictures_TakesLargerTilesSinceTheirWeightsAreFetchedOnce()
    {
        Circumstances one = Circumstances.OnePicture;
        Assert.Equal(new WinogradForm(3, 3, 2, 2), WinogradChoice.For(3, 3, 160, 320, 14, 14, one));
        Assert.Equal(new WinogradForm(3, 3, 4, 4), WinogradChoice.For(3, 3, 160, 320, 14, 14, one with { Images = 8 }));
        Assert.Equal(new WinogradForm(3, 3, 4, 4), WinogradChoice.For(3, 3, 192, 384, 7, 7, one with { Images = 8 }));
    }

    [Fact]
    public void For_NarrowLanes_TransformsMoreSinceComputingWeighsMoreThanFetching()
    {
        Circumstances narrow = Circumstances.OnePicture with { Width = LaneWidth.Four };
        Assert.Equal(new WinogradForm(3, 3, 4, 4), WinogradChoice.For(3, 3, 160, 320, 14, 14, narrow));
    }

    [Theory]
    [InlineData(3, 3, 64, 192, 8, 56, 4, 4)]
    [InlineData(3, 3, 192, 384, 8, 7, 4, 4)]
    [InlineData(3, 3, 240, 160, 1, 8, 2, 2)]
    [InlineData(3, 3, 64, 64, 8, 4, 4, 4)]
    [InlineData(5, 5, 16, 32, 8, 28, 4, 4)]
    [InlineData(5, 5, 48, 128, 8, 7, 4, 4)]
    [InlineData(1, 7, 192, 192, 8, 17, 1, 4)]
    [InlineData(7, 1, 192, 192, 8, 17, 4, 1)]
    [InlineData(1, 3, 384, 384, 8, 8, 1, 4)]
    public void ForWeights_OfManyTiles_TakesAForm(int kernelH, int kernelW, int channels, int filters, int images, int side, int outH, int outW) =>
        Assert.Equal(new WinogradForm(kernelH, kernelW, outH, outW), WinogradChoice.ForWeights(kernelH, kernelW, channels, filters, images, side, side));

    [Theory]
    [InlineData(3, 3, 192, 384, 1, 7)]
    [InlineData(3, 3, 64, 64, 1, 4)]
    [InlineData(3, 3, 15, 64, 8, 28)]
    [InlineData(3, 3, 64, 15, 8, 28)]
    [InlineData(1, 1, 64, 64, 8, 28)]
    [InlineData(7, 7, 64, 64, 8, 28)]
    public void ForWeights_OfFewTilesFewChannelsOrOtherKernels_TakesGatheredRows(int kernelH, int kernelW, int channels, int filters, int images, int side) =>
        Assert.Null(WinogradChoice.ForWeights(kernelH, kernelW, channels, filters, images, side, side));

    [Theory]
    [InlineData(3, 1, 1, 36)]
    [InlineData(5, 1, 1, 64)]
    [InlineData(3, 2, 1, 9)]
    [InlineData(3, 1, 2, 9)]
    [InlineData(7, 1, 1, 49)]
    public void PreparedFloats_FollowTheChoice(int kernel, int dilation, int stride, int taps)
    {
        var geometry = new KernelGeometry(kernel, kernel, stride, stride, 1, 1, dilation, dilation);
        long floats = new Convolution(geometry, 1, 64, 64).PreparedFloats(LaneWidth.One, 28, 28);
        Assert.InRange(floats, taps * 64 * 64, taps * 64 * 64 + 256);
    }
}
