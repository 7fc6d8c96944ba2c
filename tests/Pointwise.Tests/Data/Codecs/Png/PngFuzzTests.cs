using Pointwise.Data;
using Pointwise.Data.Codecs.Png;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Png;

public class PngFuzzTests
{
    private static readonly (string Name, byte[] Bytes)[] Files =
    [
        ("grey 1", PngBytes.Of(11, 5, 1, PngColour.Grey, Rows(5, 2))),
        ("grey 16, tRNS", PngBytes.Of(3, 4, 16, PngColour.Grey, Rows(4, 6), before: PngBytes.Chunk("tRNS", 0, 1))),
        ("colours", PngBytes.Of(9, 6, 8, PngColour.Rgb, Rows(6, 27))),
        ("palette 4, tRNS", PngBytes.Of(7, 5, 4, PngColour.Palette, new byte[25], false, PngBytes.Chunk("PLTE", Rows(1, 17)), PngBytes.Chunk("tRNS", 1, 2, 3))),
        ("interlaced", PngBytes.Of(3, 3, 8, PngColour.RgbAlpha, new byte[43], interlaced: true)),
        ("two chunks", PngBytes.File(PngBytes.Header(4, 2, 8, 4), PngBytes.Chunk("gAMA", 0, 1, 2, 3),
            PngBytes.Chunk("IDAT", PngBytes.Packed(Rows(2, 8))[..5]), PngBytes.Chunk("IDAT", PngBytes.Packed(Rows(2, 8))[5..]), PngBytes.Chunk("IEND"))),
    ];

    [Fact]
    public void Decode_Mutations_AreReadOrATypedError()
    {
        int read = DecoderFuzz.Mutations(new PngDecoder(), Files, 10_000, seed: 2, PngBytes.Mend);
        Assert.InRange(read, 100, DecoderFuzz.Rounds(10_000) / 2);
    }

    /// <summary>Rows are changed before they are packed, so that the changes reach filters and palettes.</summary>
    [Fact]
    public void Decode_MutationsOfRows_AreReadOrATypedError()
    {
        int read = 0, rounds = DecoderFuzz.Rounds(10_000);
        var decoder = new PngDecoder();
        for (int round = 0; round < rounds; round++)
        {
            var random = new Random(round);
            PngColour colour = new[] { PngColour.Grey, PngColour.Rgb, PngColour.Palette, PngColour.GreyAlpha, PngColour.RgbAlpha }[random.Next(5)];
            int depth = colour switch { PngColour.Grey => 1 << random.Next(5), PngColour.Palette => 1 << random.Next(4), _ => 8 << random.Next(2) };
            var rows = new byte[random.Next(400)];
            for (int i = 0; i < rows.Length; i++) rows[i] = (byte)(random.Next(3) > 0 ? random.Next(5) : random.Next(256));
            byte[] palette = new byte[3 * random.Next(1, 257)], transparent = new byte[colour switch { PngColour.Grey => 2, PngColour.Rgb => 6, _ => random.Next(20) }];
            byte[][] before = random.Next(2) == 0 ? [PngBytes.Chunk("PLTE", palette)] : [PngBytes.Chunk("PLTE", palette), PngBytes.Chunk("tRNS", transparent)];
            byte[] file = PngBytes.Of(random.Next(1, 20), random.Next(1, 20), depth, colour, rows, random.Next(2) == 0, before);
            if (DecoderFuzz.Try(decoder, file, $"round {round}")) read++;
        }

        Assert.InRange(read, rounds / 100, rounds * 9 / 10);
    }

    [Fact]
    public void Decode_EveryCut_IsRefused()
    {
        foreach ((string name, byte[] file) in Files) Assert.Equal(0, DecoderFuzz.Cuts(new PngDecoder(), name, file));
    }

    [Fact]
    public void Decode_SuiteMutated_IsReadOrATypedError()
    {
        string folder = TestData.Require("png-suite", "png");
        (string, byte[])[] files = [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(p => (Path.GetFileName(p), File.ReadAllBytes(p))).Where(f => f.Item2.Length < 600)];
        Assert.True(DecoderFuzz.Mutations(new PngDecoder(), files, 10_000, seed: 3, PngBytes.Mend) > 100);
        foreach ((string name, byte[] file) in files.Take(10)) Assert.Equal(0, DecoderFuzz.Cuts(new PngDecoder(), name, file));
    }

    /// <summary>Filters 0 to 4 in turn.</summary>
    private static byte[] Rows(int height, int bytes) =>
        [.. Enumerable.Range(0, height).SelectMany(y => Enumerable.Range(0, bytes + 1).Select(x => (byte)(x == 0 ? y % 5 : 40 * y + 3 * x)))];
}
