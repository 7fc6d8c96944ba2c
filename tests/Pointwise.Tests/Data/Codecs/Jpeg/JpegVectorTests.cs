using System.Security.Cryptography;
using Pointwise.Data;
using Pointwise.Data.Codecs;
using Pointwise.Data.Codecs.Jpeg;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Jpeg;

public class JpegVectorTests
{
    [Fact]
    public void Decode_EveryVector_HasThePixelsOfLibjpegTurbo()
    {
        int decoded = 0;
        foreach (Vector vector in JpegBytes.Vectors)
        {
            foreach ((int eighths, string answer) in vector.Decoded)
            {
                if (JpegBytes.Upright(vector.Name, vector.File, eighths) is not { } picture) continue;
                Assert.Equal($"{vector.Name} {eighths}/8 {answer}", $"{vector.Name} {eighths}/8 {Answer(picture)}");
                decoded++;
            }
        }

        Assert.InRange(decoded, 250, int.MaxValue);
    }

    [Theory]
    [InlineData(0, 64, 64)]
    [InlineData(65, 64, 64)]
    [InlineData(33, 64, 64)]
    [InlineData(32, 32, 32)]
    [InlineData(17, 32, 32)]
    [InlineData(16, 16, 16)]
    [InlineData(1, 8, 8)]
    public void Decode_WithAShortSide_NeverFallsBelowIt(int shortSide, int height, int width)
    {
        Picture picture = new JpegDecoder().Decode("q100", JpegBytes.Of("q100"), new DecodeOptions { ShortSide = shortSide });
        Assert.Equal((height, width), (picture.Height, picture.Width));
    }

    [Fact]
    public void Read_ByContent_NeedsNoName()
    {
        Assert.Equal(3, PictureFile.Read("photo.txt", JpegBytes.Of("s420")).Channels);
        Assert.Equal(1, PictureFile.Read("photo.png", JpegBytes.Of("grey")).Channels);
    }

    [Fact]
    public void Decode_TheSamePicture_AllocatesLittleBesideIt()
    {
        byte[] file = JpegBytes.Of("q100p");
        var decoder = new JpegDecoder();
        decoder.Decode("warm", file, new DecodeOptions());
        long before = GC.GetAllocatedBytesForCurrentThread();
        decoder.Decode("q100p", file, new DecodeOptions());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 64 * 64 * 3, 64 * 64 * 3 + 200_000);
    }

    private static string Answer(Picture picture) =>
        $"{picture.Height}x{picture.Width}x{picture.Channels}:{Convert.ToHexStringLower(SHA256.HashData(picture.Pixels.Span))[..16]}";
}
