using System.Diagnostics;
using Pointwise.Data;
using Pointwise.Data.Codecs.Jpeg;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Jpeg;

public class JpegHostileTests
{
    private const byte BaselineFrame = 0xC0;

    [Theory]
    [InlineData(0xC3, "lossless coding")]
    [InlineData(0xC5, "hierarchical coding")]
    [InlineData(0xC9, "arithmetic coding")]
    [InlineData(0xCA, "arithmetic coding")]
    [InlineData(0xCB, "lossless arithmetic coding")]
    [InlineData(0xF7, "JPEG-LS")]
    public void Decode_OtherCodings_AreNamed(byte frame, string kind)
    {
        byte[] file = JpegBytes.Of("s444");
        int at = JpegBytes.Find(file, BaselineFrame);
        file[at + 1] = frame;
        Assert.Equal($"x.jpg: byte {at}: unsupported: {kind}\n  expected: baseline, extended or progressive JPEG of 8 bits\n  found:    {kind}\n"
            + "  fix:      convert the picture to a baseline JPEG or a PNG", Refusal(file).Message);
    }

    [Theory]
    [InlineData(4, 12, "unsupported: 12 bits a sample")]
    [InlineData(9, 2, "unsupported: 2 components")]
    [InlineData(9, 5, "unsupported: 5 components")]
    [InlineData(9, 4, "frame of another length")]
    [InlineData(11, 0x05, "bad sampling factors")]
    [InlineData(11, 0x10, "bad sampling factors")]
    [InlineData(11, 0x51, "bad sampling factors")]
    [InlineData(11, 0x44, "too many blocks in a unit")]
    [InlineData(12, 4, "bad place of a table")]
    [InlineData(12, 3, "quantisers missing")]
    [InlineData(13, 1, "component twice")]
    [InlineData(13, 9, "unknown component in a scan\n  expected: 1, 9, 3\n  found:    2")]
    public void Decode_AFrameThatIsWrong_IsRefusedByName(int offset, byte value, string problem)
    {
        byte[] file = JpegBytes.Of("s444");
        file[JpegBytes.Find(file, BaselineFrame) + offset] = value;
        Assert.Contains(problem, Refusal(file).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_SamplesThatAreNoWholeNumberOfPixels_AreUnsupported()
    {
        byte[] file = JpegBytes.Of("s311");
        int at = JpegBytes.Find(file, BaselineFrame);
        file[at + 14] = 0x21;
        Assert.Contains("unsupported: samples of 3:2 by 1:1 pixels", Refusal(file).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65_500, 65_500, "sides of at most 16384 pixels")]
    [InlineData(16_384, 16_384, "at most 64000000")]
    [InlineData(8_000, 8_000, "ends too early\n  expected: at least 750000 bytes for the 3000000 blocks of a scan")]
    [InlineData(0, 100, "picture without pixels")]
    [InlineData(100, 0, "picture without pixels")]
    public void Decode_AClaimWithoutEvidence_IsRefusedAtOnce(int height, int width, string problem)
    {
        byte[] file = JpegBytes.Of("s444");
        int at = JpegBytes.Find(file, BaselineFrame);
        (file[at + 5], file[at + 6], file[at + 7], file[at + 8]) = ((byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);
        long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        Assert.Contains(problem, Refusal(file).Message, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 1);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Decode_TenThousandScans_IsRefusedAtTheLimit()
    {
        byte[] file = JpegBytes.Of("greyp");
        int scan = JpegBytes.Find(file, Marker.Scan, 1), next = Marker.EndOfScan(file, scan + 10);
        byte[] many = [.. file[..scan], .. Enumerable.Repeat(file[scan..next], 10_000).SelectMany(s => s), 0xFF, Marker.End];
        long start = Stopwatch.GetTimestamp();
        Assert.Contains("too many scans\n  expected: at most 100\n  found:    more\n  fix:      write the picture again, or raise Limits.JpegScans", Refusal(many).Message, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 1);
    }

    [Fact]
    public void Decode_ManyTablesAndNoPicture_IsRefusedAtOnce()
    {
        byte[] segment = [0xFF, Marker.HuffmanTables, 0xFF, 0xFF, .. Enumerable.Repeat(new byte[17], 3855).SelectMany(t => t).Take(65_533)];
        segment = segment[..(4 + 65_533 / 17 * 17)];
        (segment[2], segment[3]) = ((byte)((segment.Length - 2) >> 8), (byte)(segment.Length - 2));
        byte[] file = [0xFF, Marker.Start, .. Enumerable.Repeat(segment, 200).SelectMany(s => s)];
        long before = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        Assert.Contains("too many tables\n  expected: at most 1200", Refusal(file).Message, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 1);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Decode_AnOverfullHuffmanTable_IsRefused()
    {
        byte[] file = JpegBytes.Of("s444");
        int at = JpegBytes.Find(file, Marker.HuffmanTables);
        (file[at + 5], file[at + 6], file[at + 7]) = (3, 0, 3);
        Assert.Contains($"x.jpg: byte {at + 4}: over-full Huffman table", Refusal(file).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_BitsThatAreNoCode_AreRefused()
    {
        byte[] file = JpegBytes.Of("s444");
        int scan = JpegBytes.Find(file, Marker.Scan) + 14;
        for (int i = 0; i < 8; i++) (file[scan + 2 * i], file[scan + 2 * i + 1]) = (0xFF, 0);
        Assert.Contains("bad code in a scan", Refusal(file).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x20, "bad precision of quantisers\n  expected: 0 (8 bits) or 1 (16 bits)\n  found:    2")]
    [InlineData(0x04, "bad place of a table")]
    [InlineData(0x10, "segment too short")]
    public void Decode_BadQuantisers_AreRefused(byte head, string problem)
    {
        byte[] file = JpegBytes.Of("s444");
        file[JpegBytes.Find(file, Marker.Quantisers) + 4] = head;
        Assert.Contains(problem, Refusal(file).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_NoEndMarker_IsThePicture()
    {
        byte[] file = JpegBytes.Of("s420");
        byte[] expected = PictureFile.Read("whole", file).Pixels.ToArray();
        Assert.Equal(expected, PictureFile.Read("cut", file.AsMemory(0, file.Length - 2)).Pixels.ToArray());
        Assert.Equal(expected, PictureFile.Read("cut", file.AsMemory(0, file.Length - 1)).Pixels.ToArray());
        Assert.Equal(expected, PictureFile.Read("more", (byte[])[.. file, 1, 2, 3, 0xFF, 0xC0]).Pixels.ToArray());
        Assert.Contains("ends too early", Refusal(file[..^8]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_FillBytesAndOtherBytesBeforeMarkers_ArePassedOver()
    {
        byte[] file = JpegBytes.Of("rst3");
        byte[] expected = PictureFile.Read("whole", file).Pixels.ToArray();
        foreach (byte marker in (byte[])[Marker.Quantisers, BaselineFrame, Marker.Scan, Marker.FirstRestart, Marker.End])
            Assert.Equal(expected, PictureFile.Read($"{marker:X2}", JpegBytes.Insert(file, JpegBytes.Find(file, marker), 0xFF, 0xFF, 0xFF)).Pixels.ToArray());
        Assert.Equal(expected, PictureFile.Read("bytes", JpegBytes.Insert(file, JpegBytes.Find(file, BaselineFrame), 1, 2, 3)).Pixels.ToArray());
    }

    [Fact]
    public void Decode_AHeightBehindTheFirstScan_IsTaken()
    {
        byte[] file = JpegBytes.Of("s420");
        byte[] expected = PictureFile.Read("whole", file).Pixels.ToArray();
        int at = JpegBytes.Find(file, BaselineFrame);
        (byte high, byte low) = (file[at + 5], file[at + 6]);
        (file[at + 5], file[at + 6]) = (0, 0);
        Assert.Contains("picture without pixels", Refusal(file).Message, StringComparison.Ordinal);
        byte[] late = JpegBytes.Insert(file, JpegBytes.Find(file, Marker.End), 0xFF, Marker.Lines, 0, 4, high, low);
        Assert.Equal(expected, PictureFile.Read("late", late).Pixels.ToArray());
    }

    [Fact]
    public void Decode_ALostRestartMarker_LosesOneIntervalOnly()
    {
        byte[] file = JpegBytes.Of("rst1");
        int at = JpegBytes.Find(file, Marker.FirstRestart + 1);
        AssertUnitLost(file, [.. file[..at], .. file[(at + 2)..]], 2);
    }

    [Fact]
    public void Decode_DamageBetweenRestartMarkers_LosesOneIntervalOnly()
    {
        byte[] file = JpegBytes.Of("rst1");
        int first = JpegBytes.Find(file, Marker.FirstRestart), second = JpegBytes.Find(file, Marker.FirstRestart + 1);
        AssertUnitLost(file, [.. file[..(first + 3)], .. file[second..]], 1);
        AssertUnitLost(file, [.. file[..(first + 2)], 0xFF, 0, 0xFF, 0, 0xFF, 0, .. file[second..]], 1);
    }

    [Fact]
    public void Decode_ARestartMarkerTwice_IsPassedOver()
    {
        byte[] file = JpegBytes.Of("rst1");
        int at = JpegBytes.Find(file, Marker.FirstRestart + 1);
        Assert.Equal(PictureFile.Read("whole", file).Pixels.ToArray(), PictureFile.Read("twice", JpegBytes.Insert(file, at, 0xFF, Marker.FirstRestart, 1, 2)).Pixels.ToArray());
    }

    /// <summary>Units of 16x16 pixels, three a row, with a restart marker behind each; smoothing reaches one pixel into the neighbours.</summary>
    private static void AssertUnitLost(byte[] whole, byte[] damaged, int lost)
    {
        Picture expected = PictureFile.Read("whole", whole), found = PictureFile.Read("damaged", damaged);
        int changed = 0;
        for (int y = 0; y < expected.Height; y++)
        {
            for (int x = 0; x < expected.Width; x++)
            {
                int at = (y * expected.Width + x) * 3;
                bool same = expected.Pixels.Span.Slice(at, 3).SequenceEqual(found.Pixels.Span.Slice(at, 3));
                bool isNear = Math.Abs(2 * (x - lost % 3 * 16) - 15) <= 17 && Math.Abs(2 * (y - lost / 3 * 16) - 15) <= 17;
                Assert.True(same || isNear, $"pixel {y},{x}");
                if (!same) changed++;
            }
        }

        Assert.InRange(changed, 60, 18 * 18);
    }

    [Fact]
    public void Decode_NoRestartMarkersWhereTheyAreDue_IsRefused()
    {
        byte[] file = JpegBytes.Of("s420");
        byte[] due = JpegBytes.Insert(file, JpegBytes.Find(file, Marker.Scan), 0xFF, Marker.RestartInterval, 0, 4, 0, 2);
        Assert.Contains("restart marker 0 in a scan", Refusal(due).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FFD8FF", "ends too early\n  expected: a frame")]
    [InlineData("FFD8FFD9", "ends too early\n  expected: a frame")]
    [InlineData("FFD8FFDB", "ends too early\n  expected: the length of a segment")]
    [InlineData("FFD8FFDB0001", "segment without its length")]
    [InlineData("FFD8FFDB0043", "ends too early\n  expected: a segment of 67 bytes")]
    [InlineData("FFD8FFD8", "second start of a picture")]
    [InlineData("FFD8FFDA000C03010002000300003F00", "scan before the frame")]
    [InlineData("FFD8FFC0000B0800010001010111000000", "ends too early\n  expected: a scan")]
    public void Decode_TooLittle_SaysWhatIsMissing(string hex, string problem) => Assert.Contains(problem, Refusal(Convert.FromHexString(hex)).Message, StringComparison.Ordinal);

    private static PointwiseException Refusal(byte[] file) => Assert.Throws<PointwiseException>(() => new JpegDecoder().Decode("x.jpg", file, new()));
}
