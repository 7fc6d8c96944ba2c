using Pointwise.Data;
using Pointwise.Data.Resizing;
using Pointwise.Graphs;
using Xunit;

namespace Pointwise.Tests.Data.Resizing;

public class ResamplerTests
{
    public static TheoryData<Interpolation> Smooth => [Interpolation.Area, Interpolation.Bilinear, Interpolation.Bicubic, Interpolation.Lanczos];

    public static TheoryData<Interpolation> All => [.. Enum.GetValues<Interpolation>()];

    [Theory]
    [MemberData(nameof(Smooth))]
    public void Resize_AnySizesAndChannels_IsTheDefinitionRounded(Interpolation interpolation)
    {
        var random = new Random(11);
        for (int i = 0; i < 60; i++)
        {
            int channels = 1 + i % 4;
            Picture picture = Noise(random, random.Next(1, 30), random.Next(1, 30), channels);
            int height = random.Next(1, 30), width = random.Next(1, 30);
            double[] expected = ResamplingReference.Resize(picture, height, width, interpolation);
            byte[] found = picture.Resize(height, width, interpolation).Pixels.ToArray();
            // two roundings to bytes, the first one weighed by the second pass' weights: at most 1.3 in sum
            for (int k = 0; k < found.Length; k++)
                Assert.True(!(Math.Abs(Math.Clamp(expected[k], 0, 255) - found[k]) >= 1.25) || Clipped(interpolation), $"{i}: {picture.Height}x{picture.Width}x{channels} to {height}x{width}, {k}: {found[k]} for {expected[k]}");
        }

        // between the passes a value beyond 0-255 is clipped: there the definition of one pass holds alone
        static bool Clipped(Interpolation interpolation) => interpolation is Interpolation.Bicubic or Interpolation.Lanczos;
    }

    [Theory]
    [MemberData(nameof(Smooth))]
    public void Resize_AlongOneAxis_IsTheDefinitionRounded(Interpolation interpolation)
    {
        var random = new Random(12);
        for (int i = 0; i < 60; i++)
        {
            int channels = 1 + i % 4, from = random.Next(1, 60), to = random.Next(1, 60);
            Picture row = Noise(random, 1, from, channels), column = new(from, 1, channels, row.Pixels);
            double[] expected = ResamplingReference.Resize(row, 1, to, interpolation);
            byte[] across = row.Resize(1, to, interpolation).Pixels.ToArray(), down = column.Resize(to, 1, interpolation).Pixels.ToArray();
            Assert.Equal(across, down);
            for (int k = 0; k < across.Length; k++)
            {
                if (!double.IsNaN(expected[k])) Assert.Equal(Math.Clamp(expected[k], 0, 255), across[k], 0.51);
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Read_AWindow_IsThatPartOfTheWhole(Interpolation interpolation)
    {
        Picture picture = Pictures.OfFormula(29, 41, 3), whole = picture.Resize(24, 60, interpolation);
        var window = new byte[10 * 13 * 3];
        foreach ((int top, int left) in new[] { (0, 0), (14, 47), (5, 9), (-3, -4), (20, 55), (-10, 0), (30, 70) })
        {
            window.AsSpan().Fill(99);
            new Resampler().Read(PixelRows.Of(picture), new PixelWindow(Cropping.Whole(29, 41), 24, 60, top, left), interpolation, 3, 10, 13, window);
            for (int i = 0; i < window.Length; i++)
            {
                int y = i / 39 + top, x = i / 3 % 13 + left;
                byte expected = y is >= 0 and < 24 && x is >= 0 and < 60 ? whole.Pixels.Span[(y * 60 + x) * 3 + i % 3] : (byte)0;
                Assert.True(expected == window[i], $"{top},{left} at {i}: {window[i]} for {expected}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Resize_ToItsOwnSize_ChangesNothing(Interpolation interpolation)
    {
        Picture picture = Pictures.OfFormula(9, 11, 3);
        Assert.Equal(picture.Pixels.ToArray(), picture.Resize(9, 11, interpolation).Pixels.ToArray());
        Assert.Equal(picture.Resize(9, 11).Resize(4, 3, interpolation, new Region(2, 1, 5, 5)).Pixels.ToArray(), picture.Resize(4, 3, interpolation, new Region(2, 1, 5, 5)).Pixels.ToArray());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Resize_OneColour_KeepsIt(Interpolation interpolation) =>
        Assert.Equal(Pictures.Flat(31, 7, 1, 128, 255, 0).Pixels.ToArray(), Pictures.Flat(6, 50, 1, 128, 255, 0).Resize(31, 7, interpolation).Pixels.ToArray());

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, -1)]
    [InlineData(16385, 1)]
    [InlineData(16000, 16000)]
    public void Resize_ToAnImpossibleSize_IsRefused(int height, int width) => Assert.Equal(
        $"resize: result of impossible size\n  expected: 1 to 16384 pixels a side, at most 64000000 in all\n  found:    {height}x{width}\n  fix:      correct height and width",
        Assert.Throws<PointwiseException>(() => Pictures.Flat(2, 2, 0).Resize(height, width)).Message);

    [Theory]
    [InlineData(-1, 0, 2, 2)]
    [InlineData(0, 0, 3, 2)]
    [InlineData(1, 1, 1, 2)]
    [InlineData(0, float.NaN, 2, 2)]
    [InlineData(0, 0, 2, float.PositiveInfinity)]
    public void Resize_APartOutside_IsRefused(float left, float top, float right, float bottom) =>
        Assert.Equal("part outside the picture", Assert.Throws<PointwiseException>(() => Pictures.Flat(2, 2, 0).Resize(2, 2, region: new Region(left, top, right, bottom))).Problem);

    private static Picture Noise(Random random, int height, int width, int channels)
    {
        var pixels = new byte[height * width * channels];
        random.NextBytes(pixels);
        return new Picture(height, width, channels, pixels);
    }
}
