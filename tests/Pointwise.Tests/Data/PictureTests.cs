using Pointwise.Data;
using Xunit;

namespace Pointwise.Tests.Data;

public class PictureTests
{
    [Theory]
    [InlineData(PixelOrder.Rgb, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(PixelOrder.Bgr, new byte[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(PixelOrder.Rgba, new byte[] { 1, 2, 3, 99, 4, 5, 6, 98 })]
    [InlineData(PixelOrder.Bgra, new byte[] { 3, 2, 1, 99, 6, 5, 4, 98 })]
    public void From_AnyOrder_IsRedFirst(PixelOrder order, byte[] memory)
    {
        Picture picture = Picture.From(memory, 1, 2, order);
        Assert.Equal((1, 2, 3), (picture.Height, picture.Width, picture.Channels));
        Assert.Equal([1, 2, 3, 4, 5, 6], picture.Pixels.ToArray());
        Assert.Equal([1, 2, 3, 4, 5, 6], Picture.From(memory, 2, 1, order).Pixels.ToArray());
    }

    [Fact]
    public void From_Grey_IsCopied()
    {
        byte[] memory = [1, 2, 3, 4];
        Picture picture = Picture.From(memory, 2, 2, PixelOrder.Grey);
        memory[0] = 9;
        Assert.Equal(1, picture.Channels);
        Assert.Equal([1, 2, 3, 4], picture.Pixels.ToArray());
    }

    [Fact]
    public void From_RowsWithAStride_LeavesTheRestOut()
    {
        // the last row may end with its last pixel
        byte[] memory = [1, 2, 3, 99, 99, 4, 5, 6, 99, 99, 7, 8, 9];
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], Picture.From(memory, 3, 1, PixelOrder.Rgb, 5).Pixels.ToArray());
        Assert.Equal([2, 5], Picture.From([2, 3, 4, 5], 2, 1, PixelOrder.Grey, 3).Pixels.ToArray());
    }

    [Theory]
    [InlineData(2, 2, PixelOrder.Rgb, 0, 11)]
    [InlineData(2, 2, PixelOrder.Bgra, 9, 16)]
    [InlineData(0, 2, PixelOrder.Grey, 0, 8)]
    [InlineData(2, 0, PixelOrder.Grey, 0, 8)]
    [InlineData(-1, 2, PixelOrder.Grey, 0, 8)]
    [InlineData(2, 2, PixelOrder.Rgb, 5, 100)]
    [InlineData(2, 2, PixelOrder.Rgb, -6, 100)]
    [InlineData(int.MaxValue, int.MaxValue, PixelOrder.Rgba, 0, 100)]
    [InlineData(1, int.MaxValue, PixelOrder.Rgba, 0, 100)]
    [InlineData(int.MaxValue, 1, PixelOrder.Grey, int.MaxValue, 100)]
    public void From_MemoryThatDoesNotFit_IsRefused(int height, int width, PixelOrder order, int stride, int bytes)
    {
        var e = Assert.Throws<PointwiseException>(() => Picture.From(new byte[bytes], height, width, order, stride));
        Assert.StartsWith("picture from memory: sizes and memory do not fit", e.Message, StringComparison.Ordinal);
    }
}
