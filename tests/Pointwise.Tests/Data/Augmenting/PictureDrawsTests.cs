using Pointwise.Data.Augmenting;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Data.Augmenting;

public class PictureDrawsTests
{
    private const int Many = 20_000;

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(4)]
    public void Beta_OfTwoEqualNumbers_HasItsMeanVarianceAndSymmetry(double alpha)
    {
        PictureDraws draws = Draws(1);
        double[] drawn = [.. Enumerable.Range(0, Many).Select(_ => draws.Beta(alpha))];
        Assert.All(drawn, v => Assert.InRange(v, 0, 1));
        // of Beta(a, a): mean 1/2, variance 1 / (4 (2a + 1)), fourth central moment 3 / (16 (2a + 1)(2a + 3))
        double variance = 1 / (4 * (2 * alpha + 1)), fourth = 3 / (16 * (2 * alpha + 1) * (2 * alpha + 3));
        Assert.Equal(0.5, drawn.Average(), 4 * Math.Sqrt(variance / Many));
        Assert.Equal(variance, drawn.Average(v => (v - 0.5) * (v - 0.5)), 4 * Math.Sqrt((fourth - variance * variance) / Many));
        Assert.Equal(0.5, drawn.Count(v => v < 0.5) / (double)Many, 4 * 0.5 / Math.Sqrt(Many));
    }

    [Fact]
    public void Beta_OfOne_IsEven()
    {
        PictureDraws draws = Draws(2);
        double[] sorted = [.. Enumerable.Range(0, Many).Select(_ => draws.Beta(1)).Order()];
        // Kolmogorov and Smirnov: the largest distance from the even distribution, at a level of about 1 in 10,000
        double distance = sorted.Select((v, i) => Math.Max(Math.Abs(v - (double)i / Many), Math.Abs(v - (i + 1.0) / Many))).Max();
        Assert.InRange(distance, 0, 2.2 / Math.Sqrt(Many));
    }

    [Fact]
    public void Beta_OfTheSmallestAlpha_IsANumber()
    {
        PictureDraws draws = Draws(3);
        for (int i = 0; i < 1000; i++) Assert.InRange(draws.Beta(1e-6), 0, 1);
    }

    [Fact]
    public void Between_CoversItsRangeEvenly()
    {
        PictureDraws draws = Draws(4);
        double[] drawn = [.. Enumerable.Range(0, Many).Select(_ => draws.Between(-2, 6))];
        Assert.All(drawn, v => Assert.InRange(v, -2, 6));
        Assert.Equal(2, drawn.Average(), 4 * 8 / Math.Sqrt(12.0 * Many));
        for (int part = 0; part < 8; part++) Assert.Equal(Many / 8, drawn.Count(v => v >= part - 2 && v < part - 1), 4 * Math.Sqrt(Many / 8.0));
    }

    [Fact]
    public void BetweenByRatio_HasAsManyBelowOneAsAbove()
    {
        PictureDraws draws = Draws(5);
        double[] drawn = [.. Enumerable.Range(0, Many).Select(_ => draws.BetweenByRatio(0.25, 4))];
        Assert.All(drawn, v => Assert.InRange(v, 0.25, 4.0001));
        Assert.Equal(Many / 2, drawn.Count(v => v < 1), 4 * Math.Sqrt(Many / 4.0));
        Assert.Equal(Many / 4, drawn.Count(v => v < 0.5), 4 * Math.Sqrt(Many * 3 / 16.0));
    }

    [Fact]
    public void For_AnotherEpochPictureOrUse_DrawsOtherNumbers()
    {
        double[] drawn = [.. from epoch in new ulong[] { 0, 1 } from picture in new[] { 0, 1 } from use in Enum.GetValues<PictureDraws.Use>() select First(epoch, picture, use)];
        Assert.Equal(drawn.Length, drawn.Distinct().Count());
        Assert.Equal(First(1, 1, PictureDraws.Use.Crop), First(1, 1, PictureDraws.Use.Crop));
    }

    internal static PictureDraws Draws(ulong seed) => PictureDraws.For(new RandomStream(seed, 0), 0, PictureDraws.Use.Crop);

    private static double First(ulong epoch, int picture, PictureDraws.Use use) => PictureDraws.For(new RandomStream(9, 0).Split(epoch), picture, use).Between(0, 1);
}
