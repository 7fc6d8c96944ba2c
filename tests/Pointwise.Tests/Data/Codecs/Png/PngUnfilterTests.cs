using Pointwise.Data.Codecs.Png;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Png;

public class PngUnfilterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    public void Row_EveryFilterAndLength_IsTheStandardsReconstruction(int pixelBytes)
    {
        var random = new Random(7);
        for (int filter = 0; filter <= 4; filter++)
        {
            for (int length = 1; length <= 67; length++)
            {
                byte[] filtered = new byte[length], above = new byte[length], row = new byte[length + 16];
                random.NextBytes(filtered);
                random.NextBytes(above);
                row.AsSpan().Fill(0xAB);
                PngUnfilter.Row(filter, filtered, above, row.AsSpan(0, length), pixelBytes);
                Assert.Equal(Slow(filter, filtered, above, pixelBytes), row[..length]);
                Assert.All(row[length..], b => Assert.Equal(0xAB, b));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Filter_ThenUnfilter_IsTheSame(int pixelBytes)
    {
        var random = new Random(8);
        for (int filter = 0; filter <= 4; filter++)
        {
            for (int pixels = 1; pixels <= 35; pixels++)
            {
                byte[] row = new byte[pixels * pixelBytes], above = new byte[row.Length], filtered = new byte[row.Length], back = new byte[row.Length];
                random.NextBytes(row);
                random.NextBytes(above);
                PngFilter.Row(filter, row, above, filtered, pixelBytes);
                Assert.Equal(filtered.Sum(b => Math.Abs((long)(sbyte)b)), PngFilter.Magnitude(filtered));
                PngUnfilter.Row(filter, filtered, above, back, pixelBytes);
                Assert.Equal(row, back);
            }
        }
    }

    [Fact]
    public void Prediction_OfAllNeighbours_IsPaeths()
    {
        for (int a = 0; a < 256; a++)
            for (int b = 0; b < 256; b++)
                for (int c = 0; c < 256; c++)
                    if (PngPrediction.Of(PngPrediction.Paeth, a, b, c) != Paeth(a, b, c)) Assert.Fail($"{a} {b} {c}");
    }

    [Fact]
    public void Crc_OfEveryLength_IsThatOfTheBits()
    {
        var bytes = new byte[300];
        new Random(9).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
        {
            uint slow = PngBytes.Crc(bytes.AsSpan(0, length));
            Assert.Equal(slow, PngCrc.Of(bytes.AsSpan(0, length)));
            Assert.Equal(slow, ~PngCrc.Sliced(uint.MaxValue, bytes.AsSpan(0, length)));
            Assert.Equal(slow, ~PngCrc.Continue(PngCrc.Continue(uint.MaxValue, bytes.AsSpan(0, length / 3)), bytes.AsSpan(length / 3, length - length / 3)));
        }

        Assert.Equal(0xCBF43926, PngCrc.Of("123456789"u8));
    }

    /// <summary>Section 9.2 of the standard, byte by byte.</summary>
    private static byte[] Slow(int filter, byte[] filtered, byte[] above, int pixelBytes)
    {
        var row = new byte[filtered.Length];
        for (int i = 0; i < row.Length; i++)
        {
            int a = i < pixelBytes ? 0 : row[i - pixelBytes], b = above[i], c = i < pixelBytes ? 0 : above[i - pixelBytes];
            row[i] = (byte)(filtered[i] + filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) >> 1, _ => Paeth(a, b, c) });
        }

        return row;
    }

    /// <summary>Section 9.4 of the standard.</summary>
    private static int Paeth(int a, int b, int c)
    {
        int p = a + b - c, pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
        if (pa <= pb && pa <= pc) return a;
        return pb <= pc ? b : c;
    }
}
