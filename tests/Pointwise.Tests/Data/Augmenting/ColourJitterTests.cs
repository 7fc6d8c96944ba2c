using Pointwise.Data.Augmenting;
using Xunit;

namespace Pointwise.Tests.Data.Augmenting;

/// <summary>Against torchvision's definitions, written out in double precision from 0 to 1.</summary>
public class ColourJitterTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Brighten_MultipliesAndClips(int channels) =>
        Check(channels, values => ColourJitter.Brighten(values, 1.3f), (p, _) => [.. p.Select(v => Math.Clamp(v * 1.3f, 0, 1))]);

    [Theory]
    [InlineData(1, 0.4f)]
    [InlineData(3, 0.4f)]
    [InlineData(3, 1.7f)]
    public void Stretch_BlendsWithTheMeanGrey(int channels, float factor) => Check(channels, values => ColourJitter.Stretch(values, factor, channels), (p, all) =>
    {
        double mean = all.Average(q => q.Length == 1 ? q[0] : Grey(q));
        return [.. p.Select(v => Math.Clamp(factor * v + (1 - factor) * mean, 0, 1))];
    });

    [Theory]
    [InlineData(0)]
    [InlineData(0.6f)]
    [InlineData(1.9f)]
    public void Saturate_BlendsWithEachPixelsGrey(float factor) =>
        Check(3, values => ColourJitter.Saturate(values, factor), (p, _) => [.. p.Select(v => Math.Clamp(factor * v + (1 - factor) * Grey(p), 0, 1))]);

    [Theory]
    [InlineData(0.1f)]
    [InlineData(-0.3f)]
    [InlineData(0.5f)]
    [InlineData(-0.5f)]
    [InlineData(0)]
    public void Turn_ShiftsTheHueOfHsv(float share) => Check(3, values => ColourJitter.Turn(values, share), (p, _) =>
    {
        (double h, double s, double v) = ToHsv(p);
        return FromHsv(h + share - Math.Floor(h + share), s, v);
    });

    [Fact]
    public void Apply_DrawsOtherOrdersAndFactors()
    {
        var jitter = new ColourJitter(0.4f, 0.4f, 0.4f, 0.1f);
        PictureDraws draws = PictureDrawsTests.Draws(1);
        var seen = new HashSet<float>();
        for (int i = 0; i < 50; i++)
        {
            float[] values = [10, 100, 200, 250, 30, 120];
            jitter.Apply(ref draws, values, 3);
            Assert.All(values, v => Assert.InRange(v, 0, 255));
            seen.Add(values.Sum());
        }

        Assert.True(seen.Count > 40);
    }

    [Fact]
    public void Apply_AllZero_ChangesNothing()
    {
        PictureDraws draws = PictureDrawsTests.Draws(1);
        float[] values = [10, 100, 200];
        new ColourJitter().Apply(ref draws, values, 3);
        Assert.Equal([10, 100, 200], values);
    }

    private static void Check(int channels, Action<float[]> change, Func<double[], double[][], double[]> definition)
    {
        var random = new Random(5);
        float[] values = [.. Enumerable.Range(0, 90 * channels).Select(i => i < 30 ? (i % 5) * 255f / 4 : random.Next(256))];
        double[][] pixels = [.. values.Select(v => v / 255.0).Chunk(channels)];
        double[] expected = [.. pixels.SelectMany(p => definition(p, pixels))];
        change(values);
        for (int i = 0; i < values.Length; i++) Assert.Equal(expected[i] * 255, values[i], 2e-3);
    }

    private static double Grey(double[] p) => 0.2989 * p[0] + 0.587 * p[1] + 0.114 * p[2];

    private static (double H, double S, double V) ToHsv(double[] p)
    {
        double most = p.Max(), range = most - p.Min();
        if (range == 0) return (0, 0, most);
        double h = most == p[0] ? (p[1] - p[2]) / range : most == p[1] ? 2 + (p[2] - p[0]) / range : 4 + (p[0] - p[1]) / range;
        return ((h / 6 + 1) % 1, range / most, most);
    }

    private static double[] FromHsv(double h, double s, double v)
    {
        int sector = (int)Math.Floor(h * 6) % 6;
        double f = h * 6 - Math.Floor(h * 6), p = v * (1 - s), q = v * (1 - s * f), t = v * (1 - s * (1 - f));
        return sector switch { 0 => [v, t, p], 1 => [q, v, p], 2 => [p, v, t], 3 => [p, q, v], 4 => [t, p, v], _ => [v, p, q] };
    }
}
