using System.Text;
using Pointwise.Data;
using Pointwise.Data.Codecs;
using Xunit;

namespace Pointwise.Tests.Data;

public class PortablePictureTests
{
    [Theory]
    [InlineData("P2\n# a comment\n3 2\n255\n0 1 2\n3 4 255\n", 1)]
    [InlineData("P2 3 2 255 0 1 2 3 4 255", 1)]
    [InlineData("P3\n1 2\n255\n0 1 2\n3 4 255", 3)]
    public void Read_Text_GivesItsPixels(string text, int channels)
    {
        Picture picture = PictureFile.Read("x.pgm", Encoding.ASCII.GetBytes(text));
        Assert.Equal((2, channels), (picture.Height, picture.Channels));
        Assert.Equal([0, 1, 2, 3, 4, 255], picture.Pixels.ToArray());
    }

    [Fact]
    public void Read_OtherRanges_AreBroughtTo255()
    {
        Assert.Equal([0, 128, 255], PictureFile.Read("x", Encoding.ASCII.GetBytes("P2 3 1 2 0 1 2")).Pixels.ToArray());
        Assert.Equal([0, 128, 255], PictureFile.Read("x", (byte[])[.. Encoding.ASCII.GetBytes("P5 3 1 65535\n"), 0, 0, 128, 0, 255, 255]).Pixels.ToArray());
    }

    [Theory]
    [InlineData("P1\n# a comment\n3 2\n101\n0 1 0\n")]
    [InlineData("P1 3 2 1 0 1\n010")]
    public void Read_TextBitmaps_AreBlackWhereOne(string text) =>
        Assert.Equal([0, 255, 0, 255, 0, 255], PictureFile.Read("x.pbm", Encoding.ASCII.GetBytes(text)).Pixels.ToArray());

    [Fact]
    public void Read_BinaryBitmap_FillsRowsToWholeBytes()
    {
        Picture picture = PictureFile.Read("x.pbm", (byte[])[.. "P4\n9 2\n"u8, 0b1010_0000, 0b1000_0000, 0b0000_0001, 0b0111_1111]);
        Assert.Equal([0, 255, 0, 255, 255, 255, 255, 255, 0, 255, 255, 255, 255, 255, 255, 255, 0, 255], picture.Pixels.ToArray());
    }

    [Theory]
    [InlineData(1, "GRAYSCALE")]
    [InlineData(2, "GRAYSCALE_ALPHA")]
    [InlineData(3, "RGB")]
    [InlineData(4, "RGB_ALPHA")]
    [InlineData(4, "")]
    public void Read_AnyMap_HasItsChannels(int channels, string type)
    {
        string lines = $"P7\n# a comment\nHEIGHT 1\nWIDTH 2\nMAXVAL 255\nDEPTH {channels}\n{(type.Length > 0 ? $"TUPLTYPE {type}\n" : "")}ENDHDR\n";
        byte[] values = [.. Enumerable.Range(40, 2 * channels).Select(i => (byte)i)];
        Picture picture = PictureFile.Read("x.pam", (byte[])[.. Encoding.ASCII.GetBytes(lines), .. values]);
        Assert.Equal((1, 2, channels), (picture.Height, picture.Width, picture.Channels));
        Assert.Equal(values, picture.Pixels.ToArray());
    }

    [Fact]
    public void Read_AnyMapOfBits_IsBlackAndWhite() =>
        Assert.Equal([0, 255], PictureFile.Read("x.pam", (byte[])[.. "P7 WIDTH 2 HEIGHT 1 MAXVAL 1 DEPTH 1 TUPLTYPE BLACKANDWHITE ENDHDR\n"u8, 0, 1]).Pixels.ToArray());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Save_ThenLoad_IsTheSame(int channels)
    {
        using var folder = new TemporaryFolder();
        var picture = new Picture(3, 5, channels, Enumerable.Range(0, 15 * channels).Select(i => (byte)(5 * i)).ToArray());
        PortableDecoder.Save(folder.File("a.pnm"), picture);
        Picture read = PictureFile.Load(folder.File("a.pnm"));
        Assert.Equal((3, 5, channels), (read.Height, read.Width, read.Channels));
        Assert.Equal(picture.Pixels.ToArray(), read.Pixels.ToArray());
    }

    [Theory]
    [InlineData("", "no picture of a known format")]
    [InlineData("P9 1 1 255 0", "no picture of a known format")]
    [InlineData("P2", "width missing or out of range\n  expected: 1 to 16384\n  found:    the end of the file")]
    [InlineData("P2 0 1 255 0", "width missing or out of range")]
    [InlineData("P2 -1 1 255 0", "width missing or out of range\n  expected: 1 to 16384\n  found:    no number")]
    [InlineData("P2 99999999999999999999 1 255 0", "width missing or out of range")]
    [InlineData("P2 1 1 65536 0", "largest value missing or out of range")]
    [InlineData("P5 16384 16384 255\n0", "too many pixels")]
    [InlineData("P5 8000 8000 255\n0", "ends too early\n  expected: 64000000 bytes of pixels\n  found:    1 bytes")]
    [InlineData("P2 8000 8000 255\n0", "ends too early")]
    [InlineData("P5 1 1 255\n00", "bytes after the end")]
    [InlineData("P2 1 1 255 0 0", "bytes after the end")]
    [InlineData("P2 1 1 3 4", "pixel missing or out of range\n  expected: 0 to 3\n  found:    4")]
    [InlineData("P5 1 1 3\n4", "pixel above the largest value")]
    [InlineData("P1 2 1 2 0", "pixel missing or out of range\n  expected: 0 or 1\n  found:    byte 32")]
    [InlineData("P1 8000 8000 0", "ends too early")]
    [InlineData("P4 8000 8000\n0", "ends too early\n  expected: 8000000 bytes of pixels\n  found:    1 bytes")]
    [InlineData("P7 WIDTH 2 HEIGHT 1 DEPTH 3 MAXVAL 255 TUPLTYPE GRAYSCALE ENDHDR\n000000", "header of a kind that is not supported")]
    [InlineData("P7 WIDTH 2 HEIGHT 1 DEPTH 5 MAXVAL 255 ENDHDR\n", "header of a kind that is not supported")]
    [InlineData("P7 WIDTH 2 HEIGHT 1 DEPTH 1 ENDHDR\n00", "header of a kind that is not supported")]
    [InlineData("P7 WIDTH 2 COLOUR 1 ENDHDR\n", "unknown line of the header")]
    [InlineData("P7 WIDTH 2 HEIGHT 1", "word missing")]
    [InlineData("P2 2 1 255 0 x", "pixel missing or out of range\n  expected: 0 to 255\n  found:    no number")]
    public void Read_BadBytes_AreRefusedByName(string text, string problem)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<PointwiseException>(() => PictureFile.Read("x.pgm", bytes));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
        Assert.StartsWith("x.pgm", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CutOrChangedAnywhere_IsReadOrATypedError()
    {
        byte[] good = Encoding.ASCII.GetBytes("P3\n# c\n2 2\n255\n0 1 2 3 4 5 6 7 8 9 10 11\n");
        for (int i = 0; i < good.Length; i++)
        {
            Try(good[..i]);
            for (int value = 0; value < 256; value += 7) Try([.. good[..i], (byte)value, .. good[(i + 1)..]]);
        }
    }

    [Fact]
    public void Load_MissingFile_NamesIt() =>
        Assert.Contains("none.pgm: cannot be read", Assert.Throws<PointwiseException>(() => PictureFile.Load("none.pgm")).Message, StringComparison.Ordinal);

    private static void Try(byte[] bytes)
    {
        try
        {
            PictureFile.Read("x", bytes);
        }
        catch (PointwiseException)
        {
        }
    }
}
