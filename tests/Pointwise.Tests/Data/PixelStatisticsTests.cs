using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Tests.Data.Batching;
using Xunit;

namespace Pointwise.Tests.Data;

public class PixelStatisticsTests
{
    private static readonly Shape Input = new(1, 3, 20, 30);

    [Fact]
    public void Normalize_PicturesOfTheInputsSize_GivesMeanZeroAndDeviationOne()
    {
        var data = new TestData24(i => Pictures.OfFormula(20, 30, 3));
        Preprocessing preprocessing = PixelStatistics.Normalize(data, Input);
        Assert.Equal((20, ChannelOrder.Rgb), (preprocessing.ResizeShortSide, preprocessing.Channels));
        float[] values = PictureReaderTests.Filled(data.Read(0), Input, preprocessing);
        for (int c = 0; c < 3; c++)
        {
            double[] channel = [.. values.Where((_, i) => i % 3 == c).Select(v => (double)v)];
            Assert.Equal(0, channel.Average(), 1e-5);
            Assert.Equal(1, channel.Average(v => v * v), 1e-5);
        }
    }

    [Fact]
    public void Normalize_PicturesOfOtherSizes_CropsSevenEighths()
    {
        var data = new TestData24(i => i == 9 ? Pictures.OfFormula(50, 40, 3) : Pictures.OfFormula(20, 30, 3));
        Assert.Equal(35, PixelStatistics.Normalize(data, Input).ResizeShortSide);
        Assert.Equal(256, PixelStatistics.Normalize(data, new Shape(1, 3, 224, 224)).ResizeShortSide);
    }

    [Fact]
    public void Normalize_OnAnyThreads_IsTheSame()
    {
        var data = new TestData24(i => Pictures.OfFormula(90 + i, 120 - i, 3));
        Preprocessing expected = PixelStatistics.Normalize(data, Input, threads: 1);
        Assert.Equal(expected, PixelStatistics.Normalize(data, Input, threads: 2));
        Assert.Equal(expected, PixelStatistics.Normalize(data, Input, threads: 8));
    }

    [Fact]
    public void Normalize_OneColour_DividesByOne()
    {
        Preprocessing preprocessing = PixelStatistics.Normalize(new TestData24(_ => Pictures.Flat(20, 30, 51, 0, 255)), Input);
        Assert.Equal([0.2f, 0, 1], preprocessing.Mean);
        Assert.Equal([1, 1, 1], preprocessing.Deviation);
    }

    [Fact]
    public void Normalize_BadPictures_StopsAtTheFirstOrGoesOn()
    {
        var data = new TestData24(i => i is 4 or 11 ? throw new PointwiseException($"{i}.png", "damaged", "a picture", "noise", "get it anew") : Pictures.OfFormula(20, 30, 3));
        Assert.StartsWith("4.png", Assert.Throws<PointwiseException>(() => PixelStatistics.Normalize(data, Input)).Message, StringComparison.Ordinal);
        Preprocessing good = PixelStatistics.Normalize(new TestData24(_ => Pictures.OfFormula(20, 30, 3)), Input);
        Assert.Equal(good, PixelStatistics.Normalize(data, Input, OnBadPicture.Skip));
        var none = new TestData24(_ => throw new PointwiseException("x.png", "damaged", "a picture", "noise", "get it anew"));
        Assert.Equal("no picture can be read", Assert.Throws<PointwiseException>(() => PixelStatistics.Normalize(none, Input, OnBadPicture.Skip)).Problem);
    }
}
