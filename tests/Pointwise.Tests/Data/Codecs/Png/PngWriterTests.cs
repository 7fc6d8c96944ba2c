using Pointwise.Data;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Png;

public class PngWriterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void SavePng_ThenLoad_IsTheSame(int channels)
    {
        using var folder = new TemporaryFolder();
        foreach ((int height, int width) in new[] { (1, 1), (1, 40), (40, 1), (33, 31), (120, 700) })
        {
            Picture picture = Clouds(height, width, channels);
            PictureFile.SavePng(folder.File("a.png"), picture);
            Picture read = PictureFile.Load(folder.File("a.png"));
            Assert.Equal((height, width, channels), (read.Height, read.Width, read.Channels));
            Assert.True(picture.Pixels.Span.SequenceEqual(read.Pixels.Span));
        }

        Assert.Equal(["a.png"], folder.Names);
    }

    [Fact]
    public void SavePng_SmoothPicture_IsPackedWell()
    {
        using var memory = new MemoryStream();
        var ramp = new byte[256 * 256 * 3];
        for (int i = 0; i < ramp.Length; i++) ramp[i] = (byte)(i / 768 + i / 3 % 256);
        PictureFile.SavePng(memory, new Picture(256, 256, 3, ramp));
        Assert.InRange(memory.Length, 100, 2000);
        memory.WriteByte(0);
    }

    [Fact]
    public void SavePng_ValuesThatDoNotFit_AreRefused()
    {
        using var folder = new TemporaryFolder();
        var e = Assert.Throws<PointwiseException>(() => PictureFile.SavePng(folder.File("a.png"), new Picture(2, 2, 3, new byte[11])));
        Assert.Contains("sizes and values of the picture do not fit", e.Message, StringComparison.Ordinal);
        Assert.Throws<PointwiseException>(() => PictureFile.SavePng(Stream.Null, new Picture(0, 2, 3, default)));
        Assert.Throws<PointwiseException>(() => PictureFile.SavePng(Stream.Null, new Picture(1, 1, 5, new byte[5])));
        Assert.Empty(folder.Names);
    }

    /// <summary>Smooth with noise, so that rows choose different filters.</summary>
    private static Picture Clouds(int height, int width, int channels)
    {
        var random = new Random(height * 1000 + width);
        var pixels = new byte[height * width * channels];
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i / channels % width, y = i / channels / width;
            pixels[i] = (byte)(128 + 60 * Math.Sin(x * 0.05) + 60 * Math.Cos(y * 0.07 + i % channels) + random.Next(y % 7 + 1));
        }

        return new Picture(height, width, channels, pixels);
    }
}
