using System.Diagnostics;
using Pointwise.Data;
using Pointwise.Data.Resizing;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Data;

public class PictureReaderTests
{
    private static readonly Preprocessing Plain = new() { Scale = 1 };

    [Fact]
    public void Fill_ColourForAGreyNetwork_WeighsTheChannels() =>
        Assert.Equal([76, 29], Filled(new Picture(1, 2, 3, new byte[] { 255, 0, 0, 0, 0, 255 }), new Shape(1, 1, 1, 2), Plain));

    [Fact]
    public void Fill_GreyForAColourNetwork_RepeatsIt() =>
        Assert.Equal([5, 5, 5, 6, 6, 6], Filled(new Picture(1, 2, 1, new byte[] { 5, 6 }), new Shape(1, 3, 1, 2), Plain));

    [Fact]
    public void Fill_ForABlueFirstNetwork_TurnsTheChannelsRound() =>
        Assert.Equal([3 - 10, 2 - 20, 1 - 30], Filled(Pictures.Flat(1, 1, 1, 2, 3), new Shape(1, 3, 1, 1), Plain with { Channels = ChannelOrder.Bgr, Mean = [10, 20, 30], Deviation = [1, 1, 1] }));

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Fill_WithAlpha_LeavesItOut(int channels)
    {
        Picture seen = Pictures.OfFormula(20, 30, channels - 1);
        byte[] pixels = [.. Enumerable.Range(0, 20 * 30).SelectMany(p => seen.Pixels.Slice(p * (channels - 1), channels - 1).ToArray().Append((byte)(p % 251)))];
        foreach (int wanted in new[] { 1, 3 })
        {
            Preprocessing resized = Plain with { ResizeShortSide = 9 };
            Assert.Equal(Filled(seen, new Shape(1, wanted, 8, 8), resized), Filled(new Picture(20, 30, channels, pixels), new Shape(1, wanted, 8, 8), resized));
        }
    }

    [Fact]
    public void Fill_Normalises_EveryValue()
    {
        Picture picture = Pictures.OfFormula(16, 16, 3);
        var preprocessing = new Preprocessing { Mean = [0.1f, 0.2f, 0.3f], Deviation = [0.5f, 0.25f, -2] };
        float[] values = Filled(picture, new Shape(1, 3, 16, 16), preprocessing);
        for (int i = 0; i < values.Length; i++)
            Assert.Equal((picture.Pixels.Span[i] / 255.0 - preprocessing.Mean[i % 3]) / preprocessing.Deviation[i % 3], values[i], 1e-5);
    }

    [Theory]
    [InlineData(375, 500, 256, 224, 256, 341, 16, 58)]
    [InlineData(500, 375, 256, 224, 341, 256, 58, 16)]
    [InlineData(100, 101, 64, 61, 64, 64, 2, 2)]
    [InlineData(333, 500, 147, 128, 147, 220, 10, 46)]
    [InlineData(50, 50, 67, 60, 67, 67, 4, 4)]
    public void Fill_ShortSideThenCentre_IsTorchvisionsResizeAndCrop(int height, int width, int side, int crop, int resizedHeight, int resizedWidth, int top, int left)
    {
        Picture picture = Pictures.OfFormula(height, width, 3), resized = picture.Resize(resizedHeight, resizedWidth, Interpolation.Bicubic);
        float[] expected = Cut(resized, top, left, crop);
        Assert.Equal(expected, Filled(picture, new Shape(1, 3, crop, crop), Plain with { ResizeShortSide = side, Interpolation = Interpolation.Bicubic }));
    }

    [Fact]
    public void Fill_Stretched_IsResizedToTheInput()
    {
        Picture picture = Pictures.OfFormula(20, 50, 3);
        Assert.Equal(picture.Resize(8, 6).Pixels.ToArray().Select(v => (float)v), Filled(picture, new Shape(1, 3, 8, 6), Plain with { Stretch = true }));
    }

    [Fact]
    public void Fill_AnotherSizeWithoutResizing_IsRefused() => Assert.Equal(
        "x.pgm: picture of another size\n  expected: 28x28x1\n  found:    2x2x1\n  fix:      resize the picture to the network's input",
        Refusal(Pictures.Flat(2, 2, 0), new Shape(1, 1, 28, 28), Plain).Message);

    [Theory]
    [InlineData(10, 10, 20, 20, 16, "20x20", "16x16")]
    [InlineData(10, 40, 20, 8, 12, "20x8", "12x48")]
    public void Fill_CropLargerThanTheResizedPicture_IsRefused(int height, int width, int inputHeight, int inputWidth, int side, string expected, string found) => Assert.Equal(
        $"x.pgm: crop larger than the resized picture\n  expected: at least {expected}\n  found:    {found}\n  fix:      resize the short side to more pixels, or use a picture of other proportions",
        Refusal(Pictures.Flat(height, width, 0), new Shape(1, 1, inputHeight, inputWidth), Plain with { ResizeShortSide = side }).Message);

    [Theory]
    [InlineData(0, 1, 1, 0)]
    [InlineData(1, -1, 1, 0)]
    [InlineData(2, 2, 3, 11)]
    [InlineData(1, 1, 5, 100)]
    [InlineData(2_000_000_000, 2_000_000_000, 4, 100)]
    public void Fill_SizesThatTheMemoryDoesNotHold_AreRefused(int height, int width, int channels, int bytes) =>
        Assert.Equal("sizes and memory do not fit", Refusal(new Picture(height, width, channels, new byte[bytes]), new Shape(1, 1, 4, 4), Plain with { ResizeShortSide = 4 }).Problem);

    [Theory]
    [InlineData(1, 16384)]
    [InlineData(16384, 1)]
    [InlineData(1, 1)]
    [InlineData(4000, 16000)]
    public void Fill_ExtremeProportions_AreFastAndSmall(int height, int width)
    {
        foreach (int side in new[] { 256, Preprocessing.LargestSide })
        {
            Picture picture = Pictures.Flat(height, width, 77);
            long before = GC.GetAllocatedBytesForCurrentThread(), started = Stopwatch.GetTimestamp();
            float[] values = Filled(picture, new Shape(1, 3, 224, 224), Plain with { ResizeShortSide = side, Interpolation = Interpolation.Lanczos });
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
            Assert.True(Stopwatch.GetElapsedTime(started).TotalSeconds < 5);
            Assert.DoesNotContain(values, v => v != 77);
        }
    }

    [Fact]
    public void Fill_Again_AllocatesNothing()
    {
        Picture picture = Pictures.OfFormula(70, 90, 3);
        var reader = new PictureReader("x", new Shape(1, 3, 32, 32), Plain with { ResizeShortSide = 40 });
        var values = new float[reader.Floats];
        reader.Fill("x", picture, values);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 5; i++) reader.Fill("x", picture, values);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Fill_ByOneDeviationForThreeMeans_DividesEveryChannelByIt()
    {
        Picture picture = Pictures.OfFormula(8, 8, 3);
        PictureReader one = new("x", new Shape(1, 3, 8, 8), Plain with { Mean = [1, 2, 3], Deviation = [4] }), each = new("x", new Shape(1, 3, 8, 8), Plain with { Mean = [1, 2, 3], Deviation = [4, 4, 4] });
        float[] byOne = new float[one.Floats], byEach = new float[each.Floats];
        one.Fill("x", picture, byOne);
        each.Fill("x", picture, byEach);
        Assert.Equal(byEach, byOne);
    }

    [Fact]
    public void Make_ForNumbersThatDoNotFit_IsRefused()
    {
        Assert.Contains("mean and deviation do not fit", Assert.Throws<PointwiseException>(() => new PictureReader("m", new Shape(1, 1, 4, 4), Plain with { Mean = [1, 2, 3], Deviation = [1, 1, 1] })).Message, StringComparison.Ordinal);
        Assert.Equal("not an input for pictures", Assert.Throws<PointwiseException>(() => new PictureReader("m", new Shape(1, 2, 4, 4), Plain)).Problem);
        Assert.Equal("not an input for pictures", Assert.Throws<PointwiseException>(() => new PictureReader("m", new Shape(1, 3), Plain)).Problem);
    }

    internal static float[] Filled(Picture picture, Shape input, Preprocessing preprocessing, PictureView view = default)
    {
        var reader = new PictureReader("test", input, preprocessing);
        var values = new float[reader.Floats];
        values.AsSpan().Fill(float.NaN);
        reader.Fill("x", picture, values, view);
        return values;
    }

    internal static float[] Cut(Picture picture, int top, int left, int side)
    {
        return [.. Enumerable.Range(0, side).SelectMany(y => PixelRows.Of(picture).Row(top + y, left, side).ToArray().Select(v => (float)v))];
    }

    private static PointwiseException Refusal(Picture picture, Shape input, Preprocessing preprocessing)
    {
        var reader = new PictureReader("test", input, preprocessing);
        return Assert.Throws<PointwiseException>(() => reader.Fill("x.pgm", picture, new float[reader.Floats]));
    }
}
