using Pointwise.Costs;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Costs;

public class BottleneckTests
{
    [Theory]
    [InlineData(32, 32, 512, 128, 128, 1_677_721_600, 67_108_864, 419_430_400, 486_539_264, 3.45)]
    [InlineData(28, 28, 192, 32, 16, 120_422_400, 2_408_448, 10_035_200, 12_443_648, 9.68)]
    [InlineData(28, 28, 256, 32, 16, 160_563_200, 3_211_264, 10_035_200, 13_246_464, 12.12)]
    public void Bottleneck_FiveByFive_GivesThePapersArithmetic(
        int height, int width, int channels, int filters, int reduce, long direct, long reduction, long reduced, long sum, double times)
    {
        Bottleneck bottleneck = Bottleneck.Of(new Shape(1, channels, height, width), 5, filters, reduce);
        Assert.Equal(direct, bottleneck.Direct.MultiplyAdds);
        Assert.Equal(reduction, bottleneck.Reduction!.MultiplyAdds);
        Assert.Equal(reduced, bottleneck.Reduced!.MultiplyAdds);
        Assert.Equal(sum, bottleneck.MultiplyAdds);
        Assert.Equal(times, bottleneck.Saving, 2);
    }

    [Fact]
    public void Bottleneck_TwoClassScoreOfRoadFeatures_Has514Parameters()
    {
        Bottleneck score = Bottleneck.Of(new Shape(1, 256, 20, 72), 1, 2, null);
        Assert.Equal(new Shape(1, 2, 20, 72), score.Direct.Output);
        Assert.Equal(514, score.Direct.Parameters);
        Assert.Equal(737_280, score.MultiplyAdds);
        Assert.Equal(1, score.Saving);
    }

    [Fact]
    public void MostUsefulReduction_StandsJustBeforeTheDetourIsDearer()
    {
        var input = new Shape(1, 192, 28, 28);
        long most = Bottleneck.Of(input, 5, 32, 16).MostUsefulReduction;
        Assert.True(Bottleneck.Of(input, 5, 32, (int)most).Saving > 1);
        Assert.True(Bottleneck.Of(input, 5, 32, (int)most + 1).Saving <= 1);
    }

    [Theory]
    [InlineData(0, 1, 1, "--kernel: out of range\n  expected: a whole number from 1\n  found:    0\n  fix:      give a positive kernel")]
    [InlineData(1, -3, 1, "--filters: out of range\n  expected: a whole number from 1\n  found:    -3\n  fix:      give a positive filters")]
    [InlineData(1, 1, 0, "--reduce: out of range\n  expected: a whole number from 1\n  found:    0\n  fix:      give a positive reduce")]
    public void Bottleneck_ImpossibleNumber_IsNamed(int kernel, int filters, int reduce, string message) =>
        Assert.Equal(message, Assert.Throws<PointwiseException>(() => Bottleneck.Of(new Shape(1, 3, 8, 8), kernel, filters, reduce)).Message);

    [Fact]
    public void Bottleneck_MoreThanCanBeCounted_IsRefused() => Assert.Contains("too many multiply-adds",
        Assert.Throws<PointwiseException>(() => Bottleneck.Of(new Shape(1, 1, 1_000_000, 1_000_000), 2000, 1, null)).Message, StringComparison.Ordinal);
}
