using System.Buffers.Binary;
using Pointwise.Data;
using Pointwise.Data.Codecs.Png;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Png;

public class PngDecoderTests
{
    private static readonly byte[] End = PngBytes.Chunk("IEND");

    [Fact]
    public void Read_OnePixel_IsRead()
    {
        Assert.Equal([7, 8, 9], PictureFile.Read("x", PngBytes.Of(1, 1, 8, PngColour.Rgb, [0, 7, 8, 9])).Pixels.ToArray());
        Assert.Equal([255], PictureFile.Read("x", PngBytes.Of(1, 1, 1, PngColour.Grey, [4, 0x80])).Pixels.ToArray());
        Assert.Equal([1, 2, 3, 4], PictureFile.Read("x", PngBytes.Of(1, 1, 8, PngColour.RgbAlpha, [0, 1, 2, 3, 4], interlaced: true)).Pixels.ToArray());
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(3, 5)]
    [InlineData(17, 13)]
    public void Read_Interlaced_PutsEveryPixelInItsPlace(int width, int height)
    {
        var rows = new List<byte>();
        foreach (PngPass pass in PngPass.Adam7)
        {
            if (pass.Width(width) == 0) continue;
            for (int y = pass.Top; y < height; y += pass.StepY)
            {
                rows.Add(0);
                for (int x = pass.Left; x < width; x += pass.StepX) rows.Add((byte)(x + 16 * y));
            }
        }

        byte[] pixels = PictureFile.Read("x", PngBytes.Of(width, height, 8, PngColour.Grey, [.. rows], interlaced: true)).Pixels.ToArray();
        Assert.Equal(Enumerable.Range(0, width * height).Select(i => (byte)(i % width + 16 * (i / width))), pixels);
    }

    [Fact]
    public void Read_SixteenBits_AreRoundedExactly()
    {
        var rows = new List<byte>();
        for (int high = 0; high < 256; high++)
        {
            rows.Add(0);
            for (int low = 0; low < 256; low++) rows.AddRange([(byte)high, (byte)low]);
        }

        byte[] pixels = PictureFile.Read("x", PngBytes.Of(256, 256, 16, PngColour.Grey, [.. rows])).Pixels.ToArray();
        for (int v = 0; v < 65536; v++) Assert.True(pixels[v] == (int)Math.Floor(v * 255 / 65535m + 0.5m), $"{v} -> {pixels[v]}");
    }

    [Fact]
    public void Read_TransparentColour_AddsAlphaByAllItsBits()
    {
        byte[] grey = PngBytes.Of(2, 1, 16, PngColour.Grey, [0, 1, 2, 1, 3], before: PngBytes.Chunk("tRNS", 1, 3));
        Assert.Equal([1, 255, 1, 0], PictureFile.Read("x", grey).Pixels.ToArray());
        byte[] colour = PngBytes.Of(2, 1, 8, PngColour.Rgb, [0, 1, 2, 3, 1, 2, 4], before: PngBytes.Chunk("tRNS", 0, 1, 0, 2, 0, 3));
        Assert.Equal([1, 2, 3, 0, 1, 2, 4, 255], PictureFile.Read("x", colour).Pixels.ToArray());
    }

    [Fact]
    public void Read_Palette_GivesColoursAndAlpha()
    {
        byte[] palette = PngBytes.Chunk("PLTE", 1, 2, 3, 4, 5, 6), rows = [0, 0b0100_0000];
        Assert.Equal([1, 2, 3, 4, 5, 6, 1, 2, 3], PictureFile.Read("x", PngBytes.Of(3, 1, 1, PngColour.Palette, rows, before: palette)).Pixels.ToArray());
        Picture alpha = PictureFile.Read("x", PngBytes.Of(3, 1, 1, PngColour.Palette, rows, false, palette, PngBytes.Chunk("tRNS", 9)));
        Assert.Equal((4, "1 2 3 9 4 5 6 255 1 2 3 9"), (alpha.Channels, string.Join(' ', alpha.Pixels.ToArray())));
    }

    /// <summary>Three columns and two rows: 1 2 3, 4 5 6.</summary>
    [Theory]
    [InlineData(0, "1 2 3 4 5 6")]
    [InlineData(1, "1 2 3 4 5 6")]
    [InlineData(2, "3 2 1 6 5 4")]
    [InlineData(3, "6 5 4 3 2 1")]
    [InlineData(4, "4 5 6 1 2 3")]
    [InlineData(5, "1 4 2 5 3 6")]
    [InlineData(6, "4 1 5 2 6 3")]
    [InlineData(7, "6 3 5 2 4 1")]
    [InlineData(8, "3 6 2 5 1 4")]
    [InlineData(9, "1 2 3 4 5 6")]
    public void Read_Orientation_TurnsThePicture(byte orientation, string pixels)
    {
        byte[] exif = PngBytes.Chunk("eXIf", [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
        byte[] passes = [0, 1, 0, 3, 0, 2, 0, 4, 5, 6];
        foreach (byte[] file in new[] { PngBytes.Of(3, 2, 8, PngColour.Grey, [0, 1, 2, 3, 0, 4, 5, 6], false, exif), PngBytes.Of(3, 2, 8, PngColour.Grey, passes, true, exif) })
        {
            Picture picture = PictureFile.Read("x", file);
            Assert.Equal(orientation is >= 5 and <= 8 ? (3, 2) : (2, 3), (picture.Height, picture.Width));
            Assert.Equal(pixels, string.Join(' ', picture.Pixels.ToArray()));
        }

        exif[^1] ^= 1;
        Assert.Equal("1 2 3 4 5 6", string.Join(' ', PictureFile.Read("x", PngBytes.Of(3, 2, 8, PngColour.Grey, [0, 1, 2, 3, 0, 4, 5, 6], false, exif)).Pixels.ToArray()));
    }

    [Fact]
    public void Read_GammaAndProfiles_ChangeNothing()
    {
        byte[] plain = PngBytes.Of(1, 1, 8, PngColour.Grey, [0, 77]);
        byte[] bomb = PngBytes.Chunk("iCCP", [(byte)'a', 0, 0, .. PngBytes.Packed(new byte[60 << 20])]);
        Assert.InRange(bomb.Length, 1000, 100_000);
        byte[] dressed = PngBytes.Of(1, 1, 8, PngColour.Grey, [0, 77], false, PngBytes.Chunk("gAMA", 0, 1, 0x86, 0xA0), bomb, PngBytes.Chunk("tEXt", [.. "a\0b"u8]));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(PictureFile.Read("x", plain).Pixels.ToArray(), PictureFile.Read("x", dressed).Pixels.ToArray());
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void Read_MoreDataThanTheHeaderAsks_UnpacksNoneOfIt()
    {
        byte[] file = PngBytes.File(PngBytes.Header(1, 1, 8, 0), PngBytes.Chunk("IDAT", PngBytes.Packed([0, 77, .. new byte[100 << 20]])), End);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal([77], PictureFile.Read("x", file).Pixels.ToArray());
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void Read_AMillionChunks_IsQuietlyRead()
    {
        byte[] one = PngBytes.Chunk("tEXt"), many = new byte[one.Length * 1_000_000];
        for (int i = 0; i < many.Length; i += one.Length) one.CopyTo(many, i);
        byte[] file = PngBytes.Of(1, 1, 8, PngColour.Grey, [0, 77], false, many);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal([77], PictureFile.Read("x", file).Pixels.ToArray());
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void Read_RowsInManyChunks_IsRead()
    {
        byte[] packed = PngBytes.Packed([0, 1, 2, 3]);
        byte[][] pieces = [PngBytes.Chunk("IDAT"), .. packed.Select(b => PngBytes.Chunk("IDAT", b)), PngBytes.Chunk("IDAT")];
        Assert.Equal([1, 2, 3], PictureFile.Read("x", PngBytes.File([PngBytes.Header(3, 1, 8, 0), .. pieces, End])).Pixels.ToArray());
    }

    [Fact]
    public void Read_FlatPictureAtTheLimit_IsRead()
    {
        var rows = new byte[8000 * 1001];
        Picture picture = PictureFile.Read("x", PngBytes.Of(8000, 8000, 1, PngColour.Grey, rows));
        Assert.Equal((8000, 8000, 1), (picture.Height, picture.Width, picture.Channels));
        Assert.False(picture.Pixels.Span.ContainsAnyExcept((byte)0));
    }

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "65,535 squared", PngBytes.Of(65535, 65535, 8, PngColour.Grey, [0]), "picture too large\n  expected: sides of at most 16384 pixels\n  found:    65535x65535\n  fix:      use a smaller picture, or raise Limits.PictureSide" },
        { "14,000 squared", PngBytes.Of(14000, 14000, 8, PngColour.Grey, [0]), "too many pixels\n  expected: at most 64000000\n  found:    14000x14000\n  fix:      use a smaller picture, or raise Limits.PicturePixels" },
        { "side of 2^31", PngBytes.File(PngBytes.Header(1L << 31, 1, 8, 0), End), "picture too large" },
        { "width 0", PngBytes.Of(0, 1, 8, PngColour.Grey, [0]), "picture without pixels" },
        { "height 0", PngBytes.Of(1, 0, 8, PngColour.Grey, [0]), "picture without pixels" },
        { "big and empty", PngBytes.Of(8000, 8000, 8, PngColour.RgbAlpha, [0]), "ends too early\n  expected: packed rows of 8000x8000 pixels" },
        { "no rows", PngBytes.File(PngBytes.Header(1, 1, 8, 0), End), "ends too early" },
        { "no end", PngBytes.Of(1, 1, 8, PngColour.Grey, [0, 0])[..^12], "ends too early\n  expected: a chunk, the last one IEND\n  found:    0 bytes" },
        { "row missing", PngBytes.Of(1, 2, 8, PngColour.Grey, [0, 0]), "x: row 1: ends too early" },
        { "filter 5", PngBytes.Of(1, 1, 8, PngColour.Grey, [5, 0]), "x: row 0: no such filter\n  expected: 0 to 4\n  found:    5" },
        { "no zlib", PngBytes.File(PngBytes.Header(1, 1, 8, 0), PngBytes.Chunk("IDAT", [.. "these are no rows"u8]), End), "x: row 0: packed rows were changed, or are none" },
        { "wrong sum", PngBytes.File(PngBytes.Header(1, 1, 8, 0), PngBytes.Chunk("IDAT", [.. PngBytes.Packed([0, 0])[..^1], 9]), End), "packed rows were changed, or are none" },
        { "depth 3", PngBytes.Of(1, 1, 3, PngColour.Grey, [0, 0]), "no such kind of PNG" },
        { "depth 16 palette", PngBytes.Of(1, 1, 16, PngColour.Palette, [0, 0]), "no such kind of PNG" },
        { "interlace 2", PngBytes.File(PngBytes.Header(1, 1, 8, 0, 2), End), "no such kind of PNG" },
        { "no palette", PngBytes.Of(1, 1, 8, PngColour.Palette, [0, 0]), "no palette" },
        { "half a colour", PngBytes.Of(1, 1, 8, PngColour.Palette, [0, 0], before: PngBytes.Chunk("PLTE", 1, 2)), "no palette\n  expected: 1 to 256 colours of 3 bytes" },
        { "bad index", PngBytes.Of(1, 1, 8, PngColour.Palette, [0, 1], before: PngBytes.Chunk("PLTE", 1, 2, 3)), "x: row 0: a colour that the palette does not have\n  expected: 0 to 0\n  found:    1" },
        { "short tRNS", PngBytes.Of(1, 1, 8, PngColour.Rgb, [0, 1, 2, 3], before: PngBytes.Chunk("tRNS", 1, 2)), "tRNS of a length" },
        { "unknown critical", PngBytes.Of(1, 1, 8, PngColour.Grey, [0, 1], before: PngBytes.Chunk("CgBI", 1)), "unsupported chunk\n  expected: IHDR, PLTE, IDAT, IEND, and chunks that may be stepped over\n  found:    CgBI" },
        { "two headers", PngBytes.Of(1, 1, 8, PngColour.Grey, [0, 1], before: PngBytes.Header(1, 1, 8, 0)), "IHDR out of place" },
        { "digits as name", PngBytes.Of(1, 1, 8, PngColour.Grey, [0, 1], before: PngBytes.Chunk("1234")), "no chunk" },
        { "rows apart", PngBytes.File(PngBytes.Header(1, 1, 8, 0), PngBytes.Chunk("IDAT", 1), PngBytes.Chunk("tEXt"), PngBytes.Chunk("IDAT", 1), End), "another chunk stands among those of the rows" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Read_BadFile_IsRefusedByNameAndCheaply(string what, byte[] file, string problem)
    {
        Assert.NotEmpty(what);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<PointwiseException>(() => PictureFile.Read("x", file));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.StartsWith("x: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ChangedChunk_NamesItsByte()
    {
        byte[] file = PngBytes.Of(1, 1, 8, PngColour.Grey, [0, 77]);
        file[BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(8)) + 8 + 12 + 9] ^= 1;
        Assert.StartsWith("x: byte 33: chunk IDAT was changed", Assert.Throws<PointwiseException>(() => PictureFile.Read("x", file)).Message, StringComparison.Ordinal);
    }
}
