using Pointwise.Data;
using Pointwise.Data.Codecs.Bmp;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Bmp;

public class BmpDecoderTests
{
    /// <summary>Blue, green, red, unused: black, (1, 2, 3), (4, 5, 6), (7, 8, 9).</summary>
    private static readonly byte[] Palette = [0, 0, 0, 0, 3, 2, 1, 0, 6, 5, 4, 0, 9, 8, 7, 0];

    [Fact]
    public void Read_TwentyFourBits_ComesFromBelow() =>
        Same(BmpBytes.Of(2, 2, 24, [9, 8, 7, 12, 11, 10, 0, 0, 3, 2, 1, 6, 5, 4, 0, 0]), 2, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

    [Fact]
    public void Read_NegativeHeight_ComesFromAbove() =>
        Same(BmpBytes.Of(1, -2, 24, [3, 2, 1, 0, 6, 5, 4, 0]), 2, 3, [1, 2, 3, 4, 5, 6]);

    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    [InlineData(64)]
    [InlineData(108)]
    [InlineData(124)]
    public void Read_EveryHeader_IsRead(int header) =>
        Same(BmpBytes.Of(1, 1, 24, [3, 2, 1, 0], header: header), 1, 3, [1, 2, 3]);

    [Fact]
    public void Read_Palettes_OfOneFourAndEightBits()
    {
        Same(BmpBytes.Of(3, 1, 1, [0b0100_0000, 0, 0, 0], Palette[..8]), 1, 3, [0, 0, 0, 1, 2, 3, 0, 0, 0]);
        Same(BmpBytes.Of(3, 1, 4, [0x12, 0x30, 0, 0], Palette), 1, 3, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Same(BmpBytes.Of(3, 1, 8, [3, 2, 1, 0], Palette), 1, 3, [7, 8, 9, 4, 5, 6, 1, 2, 3]);
        Same(BmpBytes.Of(2, 1, 8, [1, 0, 0, 0], [0, 0, 0, 3, 2, 1], header: 12), 1, 3, [1, 2, 3, 0, 0, 0]);
    }

    [Fact]
    public void Read_SixteenBits_AreRoundedExactly()
    {
        Same(BmpBytes.Of(2, 1, 16, [0x1F, 0, 0x42, 0x04]), 1, 3, [0, 0, 255, 8, 16, 16]);
        Same(BmpBytes.Of(2, 1, 16, [0xE0, 0x07, 0x20, 0x08], compression: 3, masks: [0xF800, 0x07E0, 0x001F]), 1, 3, [0, 255, 0, 8, 4, 0]);
    }

    [Fact]
    public void Read_ThirtyTwoBits_HaveAlphaWhereAMaskSaysSo()
    {
        byte[] pixel = [1, 2, 3, 4];
        Same(BmpBytes.Of(1, 1, 32, pixel), 1, 3, [3, 2, 1]);
        Same(BmpBytes.Of(1, 1, 32, pixel, compression: 3, masks: [0xFF, 0xFF00, 0xFF0000]), 1, 3, [1, 2, 3]);
        Same(BmpBytes.Of(1, 1, 32, pixel, compression: 3, header: 124, masks: [0xFF0000, 0xFF00, 0xFF, 0xFF000000]), 1, 4, [3, 2, 1, 4]);
        Same(BmpBytes.Of(1, 1, 32, pixel, compression: 6, masks: [0xFF000000, 0xFF0000, 0xFF00, 0xFF]), 1, 4, [4, 3, 2, 1]);
        Same(BmpBytes.Of(1, 1, 32, [0xFF, 0x03, 0, 0], compression: 3, masks: [0x3FF, 0xFFC00, 0x3FF00000]), 1, 3, [255, 0, 0]);
    }

    [Fact]
    public void Read_Runs_FillCopyAndSkip()
    {
        // the lowest row: two of 1, three one by one; a skip of 1 and a row more; then 2 of 2; the end
        byte[] runs = [2, 1, 0, 3, 1, 2, 3, 0, 0, 2, 1, 1, 2, 2, 0, 1];
        Same(BmpBytes.Of(8, 3, 8, runs, Palette, compression: 1), 3, 3,
            [.. new[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 1, 1, 1, 2, 3, 0, 0, 0 }.SelectMany(Colour)]);
        // 4 bits: five of 1 and 2 in turn, a row's end; three one by one: 3, 0, 1, filled up
        Same(BmpBytes.Of(5, 2, 4, [5, 0x12, 0, 0, 0, 3, 0x30, 0x10, 0, 1], Palette, compression: 2), 2, 3,
            [.. new[] { 3, 0, 1, 0, 0, 1, 2, 1, 2, 1 }.SelectMany(Colour)]);
    }

    [Fact]
    public void Read_RunsBeyondTheRow_AreCutThere() =>
        Same(BmpBytes.Of(2, 1, 8, [9, 1], Palette, compression: 1), 1, 3, [1, 2, 3, 1, 2, 3]);

    [Fact]
    public void Read_LastRowWithoutItsFill_IsRead() =>
        Same(BmpBytes.Of(1, 2, 24, [3, 2, 1, 0, 6, 5, 4]), 2, 3, [4, 5, 6, 1, 2, 3]);

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "65,535 squared", BmpBytes.Of(65535, 65535, 8, [0], Palette), "picture too large" },
        { "too many", BmpBytes.Of(16000, 16000, 8, [0], Palette, compression: 1), "too many pixels" },
        { "width 0", BmpBytes.Of(0, 1, 24, [0]), "picture without pixels" },
        { "width negative", BmpBytes.Of(-1, 1, 24, [0]), "picture without pixels" },
        { "height -2^31", BmpBytes.Of(1, int.MinValue, 24, [0]), "picture too large" },
        { "big and empty", BmpBytes.Of(8000, 8000, 32, [0]), "ends too early\n  expected: 256000000 bytes of pixels\n  found:    1" },
        { "big and empty runs", BmpBytes.Of(8000, 8000, 8, [0, 0], Palette, compression: 1), "ends too early\n  expected: runs of pixels up to the last row" },
        { "copy beyond the end", BmpBytes.Of(8, 1, 8, [0, 8, 1, 1], Palette, compression: 1), "ends too early" },
        { "bad index", BmpBytes.Of(1, 1, 8, [4, 0, 0, 0], Palette), "x: row 0: a colour that the palette does not have\n  expected: 0 to 3\n  found:    4" },
        { "bad index in runs", BmpBytes.Of(8000, 8000, 8, [1, 9, 0, 1], Palette, compression: 1), "x: row 7999: a colour that the palette does not have" },
        { "no palette", BmpBytes.Of(1, 1, 8, [0, 0, 0, 0]), "no palette" },
        { "palette of 2^31", BmpBytes.Word(BmpBytes.Of(1, 1, 8, [0, 0, 0, 0], Palette), 46, int.MinValue), "palette too large\n  expected: at most 256 colours" },
        { "JPEG within", BmpBytes.Of(1, 1, 24, [0, 0, 0, 0], compression: 4), "unsupported kind of bitmap\n  expected: 1, 4, 8, 16, 24 or 32 bits as they are, 4 or 8 bits in runs from below, 16 or 32 bits with masks\n  found:    24 bits, Jpeg" },
        { "compression 77", BmpBytes.Of(1, 1, 24, [0, 0, 0, 0], compression: 77), "found:    24 bits, compression 77" },
        { "5 bits", BmpBytes.Of(1, 1, 5, [0, 0, 0, 0]), "unsupported kind of bitmap" },
        { "runs from above", BmpBytes.Of(1, -1, 8, [0, 1], Palette, compression: 1), "unsupported kind of bitmap" },
        { "mask with a hole", BmpBytes.Of(1, 1, 32, [0, 0, 0, 0], compression: 3, masks: [5, 0, 0]), "unsupported masks" },
        { "header of 13", BmpBytes.Word(BmpBytes.Of(1, 1, 24, [0, 0, 0, 0]), 14, 13), "unsupported header" },
        { "pixels outside", BmpBytes.Word(BmpBytes.Of(1, 1, 24, [0, 0, 0, 0]), 10, 59), "pixels outside the file\n  expected: a start from 54 to 58\n  found:    59" },
        { "pixels in the header", BmpBytes.Word(BmpBytes.Of(1, 1, 24, [0, 0, 0, 0]), 10, 53), "pixels outside the file" },
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

    private static readonly (string Name, byte[] Bytes)[] Files =
    [
        ("1 bit", BmpBytes.Of(11, 2, 1, [1, 0xA0, 0, 0, 2, 0x40, 0, 0], Palette[..8])),
        ("4 bits", BmpBytes.Of(3, -2, 4, [0x12, 0x30, 0, 0, 0x12, 0x30, 0, 0], Palette)),
        ("core", BmpBytes.Of(2, 1, 8, [1, 0, 0, 0], [0, 0, 0, 3, 2, 1], header: 12)),
        ("runs of 8", BmpBytes.Of(8, 3, 8, [2, 1, 0, 3, 1, 2, 3, 0, 0, 2, 1, 1, 2, 2, 0, 1], Palette, compression: 1)),
        ("runs of 4", BmpBytes.Of(5, 2, 4, [5, 0x12, 0, 0, 0, 3, 0x30, 0x10, 0, 1], Palette, compression: 2)),
        ("16 bits", BmpBytes.Of(2, 1, 16, [0xE0, 0x07, 0x20, 0x08], compression: 3, masks: [0xF800, 0x07E0, 0x001F])),
        ("24 bits", BmpBytes.Of(2, 2, 24, [9, 8, 7, 12, 11, 10, 0, 0, 3, 2, 1, 6, 5, 4, 0, 0])),
        ("32 bits", BmpBytes.Of(1, 1, 32, [1, 2, 3, 4], compression: 3, header: 124, masks: [0xFF0000, 0xFF00, 0xFF, 0xFF000000])),
    ];

    [Fact]
    public void Decode_Mutations_AreReadOrATypedError() =>
        Assert.InRange(DecoderFuzz.Mutations(new BmpDecoder(), Files, 10_000, seed: 4), 100, DecoderFuzz.Rounds(10_000) * 9 / 10);

    [Fact]
    public void Decode_EveryCut_IsReadOrATypedError()
    {
        foreach ((string name, byte[] file) in Files) Assert.InRange(DecoderFuzz.Cuts(new BmpDecoder(), name, file), 0, 4);
    }

    private static int[] Colour(int index) => index == 0 ? [0, 0, 0] : [3 * index - 2, 3 * index - 1, 3 * index];

    private static void Same(byte[] file, int height, int channels, int[] expected)
    {
        Picture picture = PictureFile.Read("x", file);
        Assert.Equal((height, channels), (picture.Height, picture.Channels));
        Assert.Equal(expected, picture.Pixels.ToArray().Select(b => (int)b));
    }
}
