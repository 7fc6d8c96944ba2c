using System.Text;
using Pointwise.Data;
using Pointwise.Tests.Data.Codecs.Bmp;
using Pointwise.Tests.Data.Codecs.Png;
using Pointwise.Data.Codecs.Png;
using Xunit;

namespace Pointwise.Tests.Data.Codecs;

public class OtherContentTests
{
    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("GIF89a", "a GIF")]
    [InlineData("PK\u0003\u0004", "a zip archive")]
    [InlineData("<!DOCTYPE html>", "text that begins like HTML")]
    [InlineData("Not Found", "text: Not Foun")]
    [InlineData("BMW drove by here", "text: BMW drov")]
    [InlineData("PNG is a format", "text: PNG is a")]
    [InlineData("P6Q", "text: P6Q")]
    [InlineData("RIFF____WEBPVP8 ", "a WebP")]
    [InlineData("RIFF____WAVEfmt ", "a RIFF file")]
    [InlineData("\0\0\0\u001cftypheic\0\0", "an HEIC")]
    [InlineData("\0\0\0\u001cftypavif\0\0", "an AVIF")]
    [InlineData("\0\0\0\u001cftypisom\0\0", "an MP4")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "a Git LFS pointer")]
    [InlineData("\0\0\0\0\0\0\0\0\0", "bytes of zero")]
    [InlineData("\u0001\u0002", "bytes 0102")]
    public void Read_NoPicture_IsToldByContent(string text, string found)
    {
        var e = Assert.Throws<PointwiseException>(() => PictureFile.Read("x.png", Encoding.Latin1.GetBytes(text)));
        Assert.StartsWith("x.png: byte 0: no picture of a known format", e.Message, StringComparison.Ordinal);
        Assert.StartsWith(found, e.Found, StringComparison.Ordinal);
        Assert.Contains("PNG, ", e.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PictureNamedAsAnotherFormat_IsRead()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal([77], PictureFile.Load(folder.Write("photo.jpg", PngBytes.Of(1, 1, 8, PngColour.Grey, [0, 77]))).Pixels.ToArray());
        Assert.Equal([3, 2, 1], PictureFile.Load(folder.Write("photo.png", BmpBytes.Of(1, 1, 24, [1, 2, 3, 0]))).Pixels.ToArray());
        Assert.Equal([65], PictureFile.Load(folder.Write("photo.bmp", "P5 1 1 255 A"u8.ToArray())).Pixels.ToArray());
    }
}
