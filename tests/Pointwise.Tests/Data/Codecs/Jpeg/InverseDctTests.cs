using Pointwise.Data.Codecs.Jpeg;
using Xunit;

namespace Pointwise.Tests.Data.Codecs.Jpeg;

public class InverseDctTests
{
    private const int Blocks = 400;
    private static readonly short[] Ones = [.. Enumerable.Repeat((short)1, 64)];

    /// <summary>IEEE 1180's bounds, on random blocks of its kinds: peak 1, mean square 0.06 a place, mean 0.015 a place, over all 0.02 and 0.0015.</summary>
    [Theory]
    [InlineData(256)]
    [InlineData(5)]
    [InlineData(300)]
    public void Block_AgainstTheDoublePrecisionTransform_IsWithinTheStandardsAccuracy(int range)
    {
        const int Count = 10_000;
        var random = new Random(range);
        var errors = new double[64];
        var squares = new double[64];
        var samples = new byte[64];
        for (int b = 0; b < Count; b++)
        {
            double[] picture = [.. Enumerable.Range(0, 64).Select(_ => (double)random.Next(-range, range))];
            short[] coefficients = [.. Forward(picture).Select(v => (short)Math.Clamp(Math.Round(v), -2048, 2047))];
            double[] expected = Inverse(coefficients);
            InverseDct.Block(coefficients, Ones, samples, 8);
            for (int i = 0; i < 64; i++)
            {
                double error = samples[i] - 128 - Math.Clamp(Math.Round(expected[i]), -128, 127);
                Assert.InRange(error, -1, 1);
                errors[i] += error / Count;
                squares[i] += error * error / Count;
            }
        }

        Assert.InRange(errors.Max(Math.Abs), 0, 0.015);
        Assert.InRange(squares.Max(), 0, 0.06);
        Assert.InRange(Math.Abs(errors.Average()), 0, 0.0015);
        Assert.InRange(squares.Average(), 0, 0.02);
    }

    [Theory]
    [InlineData(40, 20, 64)]
    [InlineData(40, 20, 10)]
    [InlineData(40, 20, 1)]
    [InlineData(2047, 255, 64)]
    [InlineData(32767, 32767, 64)]
    [InlineData(32767, 32767, 10)]
    [InlineData(32767, 32767, 1)]
    public void Row_OfAnyBlocks_IsTheSameAsBlockByBlock(int range, int factor, int coded)
    {
        var random = new Random(coded + factor);
        short[] quantisers = [.. Enumerable.Range(0, 64).Select(_ => (short)random.Next(1, factor + 1))];
        var coefficients = new short[(Blocks + 1) * 64];
        var lasts = new byte[Blocks + 1];
        for (int b = 0; b < Blocks; b++)
        {
            int count = random.Next(1, coded + 1);
            lasts[b] = (byte)(count - 1);
            for (int k = 0; k < count; k++) coefficients[b * 64 + Zigzag.Natural[k]] = (short)random.Next(-range, range + 1);
        }

        foreach (int blocks in (int[])[1, 2, 3, Blocks - 1, Blocks])
        {
            int stride = Blocks * 8 + 16;
            var samples = new byte[8 * stride];
            InverseDct.Row(coefficients, lasts, quantisers, blocks, 8, samples, stride);
            var expected = new byte[64];
            for (int b = 0; b < blocks; b++)
            {
                InverseDct.Block(coefficients.AsSpan(b * 64, 64), quantisers, expected, 8);
                for (int y = 0; y < 8; y++) Assert.Equal(expected.AsSpan(8 * y, 8), samples.AsSpan(y * stride + 8 * b, 8));
            }
        }
    }

    [Fact]
    public void Flat_EveryCoefficient_IsTheWholeTransform()
    {
        var block = new short[64];
        var samples = new byte[64];
        for (int value = short.MinValue; value <= short.MaxValue; value += 7)
        {
            block[0] = (short)value;
            InverseDct.Block(block, Ones, samples, 8);
            Assert.All(samples, s => Assert.Equal(samples[0], s));
            Assert.Equal(samples[0], InverseDct.Flat((short)value, 1));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    [InlineData(1)]
    public void Reduced_OfASmoothPicture_IsItsMeanOverSquares(int side)
    {
        int step = 8 / side;
        for (int slope = -6; slope <= 6; slope++)
        {
            double[] picture = [.. Enumerable.Range(0, 64).Select(i => slope * (i % 8 - 3.5) + 2.0 * slope * (i / 8 - 3.5) + 10)];
            short[] coefficients = [.. Forward(picture).Select(v => (short)Math.Round(v))];
            var samples = new byte[8 * side + 16];
            InverseDct.Row([.. coefficients, .. new short[64]], [63, 0], Ones, 1, side, samples, 8);
            for (int y = 0; y < side; y++)
            {
                for (int x = 0; x < side; x++)
                {
                    double mean = 0;
                    for (int i = 0; i < step * step; i++) mean += picture[(y * step + i / step) * 8 + x * step + i % step] / (step * step);
                    Assert.InRange(samples[y * 8 + x] - 128 - mean, -1.6, 1.6);
                }
            }
        }
    }

    private static double[] Forward(double[] picture)
    {
        var result = new double[64];
        for (int v = 0; v < 8; v++)
            for (int u = 0; u < 8; u++)
                for (int i = 0; i < 64; i++) result[8 * v + u] += picture[i] * Basis(u, i % 8) * Basis(v, i / 8);
        return result;
    }

    private static double[] Inverse(short[] coefficients)
    {
        var result = new double[64];
        for (int i = 0; i < 64; i++)
            for (int v = 0; v < 8; v++)
                for (int u = 0; u < 8; u++) result[i] += coefficients[8 * v + u] * Basis(u, i % 8) * Basis(v, i / 8);
        return result;
    }

    private static readonly double[] Bases = [.. Enumerable.Range(0, 64).Select(i => (i / 8 == 0 ? Math.Sqrt(0.5) : 1) / 2 * Math.Cos((2 * (i % 8) + 1) * (i / 8) * Math.PI / 16))];

    /// <summary>ITU-T T.81, A.3.3.</summary>
    private static double Basis(int frequency, int place) => Bases[8 * frequency + place];
}
