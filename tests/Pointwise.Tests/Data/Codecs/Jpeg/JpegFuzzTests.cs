using Pointwise.Data.Codecs.Jpeg;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Jpeg;

public class JpegFuzzTests
{
    private static readonly string[] Seeds = ["s420", "s444p", "grey", "rst3", "rstp", "d9x9_420p", "rgb", "greyp"];

    [Fact]
    public void Decode_Mutations_AreReadOrATypedError()
    {
        int read = DecoderFuzz.Mutations(new JpegDecoder(), [.. Seeds.Select(s => (s, JpegBytes.Of(s)))], 10_000, seed: 7);
        Assert.InRange(read, 500, DecoderFuzz.Rounds(10_000) * 9 / 10);
    }

    [Fact]
    public void Decode_EveryCut_IsATypedErrorUnlessOnlyTheEndMarkerIsMissing()
    {
        foreach (string seed in Seeds)
        {
            byte[] file = JpegBytes.Of(seed);
            int passes = Enumerable.Range(0, file.Length - 1).Count(i => file[i] == 0xFF && file[i + 1] == Marker.Scan);
            int read = DecoderFuzz.Cuts(new JpegDecoder(), seed, file);
            // the end marker's two bytes, and between two passes of a progressive picture a marker and bits that only pad
            Assert.InRange(read, 2, 2 + 4 * (passes - 1));
        }
    }

    [Theory]
    [InlineData("tests", "crashtest")]
    [InlineData("fuzz-afl", "in")]
    [InlineData("tests", "icc")]
    public void Decode_FilesThatCrashedOthers_AreReadOrATypedError(string parent, string folder)
    {
        int count = 0;
        foreach (string path in Directory.EnumerateFiles(TestData.Require("jpeg-conformance", parent, folder), "*.jp*g", SearchOption.AllDirectories))
        {
            DecoderFuzz.Try(new JpegDecoder(), File.ReadAllBytes(path), path);
            count++;
        }

        Assert.NotEqual(0, count);
    }
}
