using Pointwise.Data.Codecs.Jpeg;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Jpeg;

/// <summary>Rows of every length around the vectors', against the formulas pixel by pixel.</summary>
public class UpsamplingTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(1, 40), 100];

    [Fact]
    public void Widen_OneRow_WeighsThreeToOne()
    {
        foreach (int length in Lengths)
        {
            byte[] row = Random(length, 1);
            var sums = new ushort[length + 2];
            var pixels = new byte[2 * length];
            Upsampling.Sums(row, sums);
            Upsampling.Widen(sums, pixels, shift: 2);
            for (int i = 0; i < length; i++)
            {
                Assert.Equal((3 * row[i] + row[Math.Max(0, i - 1)] + 1) / 4, pixels[2 * i]);
                Assert.Equal((3 * row[i] + row[Math.Min(length - 1, i + 1)] + 2) / 4, pixels[2 * i + 1]);
            }
        }
    }

    [Fact]
    public void Widen_TwoRows_WeighsNineThreeThreeOne()
    {
        foreach (int length in Lengths)
        {
            byte[] near = Random(length, 2), far = Random(length, 3);
            var sums = new ushort[length + 2];
            var pixels = new byte[2 * length];
            Upsampling.Sums(near, far, sums);
            Upsampling.Widen(sums, pixels, shift: 4);
            for (int i = 0; i < length; i++)
            {
                int left = Math.Max(0, i - 1), right = Math.Min(length - 1, i + 1);
                Assert.Equal((9 * near[i] + 3 * far[i] + 3 * near[left] + far[left] + 8) / 16, pixels[2 * i]);
                Assert.Equal((9 * near[i] + 3 * far[i] + 3 * near[right] + far[right] + 7) / 16, pixels[2 * i + 1]);
            }
        }
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void Between_TwoRows_WeighsThreeToOne(bool isUpper, int half)
    {
        foreach (int length in Lengths)
        {
            byte[] near = Random(length, 4), far = Random(length, 5);
            var pixels = new byte[length];
            Upsampling.Between(near, far, isUpper, pixels);
            for (int i = 0; i < length; i++) Assert.Equal((3 * near[i] + far[i] + half) / 4, pixels[i]);
        }
    }

    [Fact]
    public void Repeat_ARow_GivesEachSampleSoManyTimes()
    {
        var pixels = new byte[9];
        Upsampling.Repeat([1, 2, 3], 3, pixels);
        Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3], pixels);
    }

    private static byte[] Random(int length, int seed)
    {
        var values = new byte[length];
        new Random(seed * 1000 + length).NextBytes(values);
        if (length > 20) values.AsSpan(0, 10).Fill(255);
        return values;
    }
}
