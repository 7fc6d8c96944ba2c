using Pointwise.Inference.Measuring;
using Xunit;

namespace Pointwise.Tests.Inference.Measuring;

public class RunTimesTests
{
    [Fact]
    public void Percentile_OfTheFirstHundredNumbers_IsTheNextOne()
    {
        var times = new RunTimes(Enumerable.Range(1, 100).Reverse().Select(i => (double)i));
        Assert.Equal((100, 1, 51, 1, 11, 91, 100, 100), (times.Count, times.Least, times.Median, times.Percentile(0), times.Percentile(10), times.Percentile(90), times.Percentile(99), times.Percentile(100)));
    }

    [Fact]
    public void Percentile_OfOneRun_IsThatRun() => Assert.Equal((3.0, 3.0), (new RunTimes([3]).Median, new RunTimes([3]).Percentile(99)));

    [Theory]
    [InlineData(-1)]
    [InlineData(100.1)]
    [InlineData(double.NaN)]
    public void Percentile_OfNoPercentage_IsRefused(double percent) => Assert.Throws<ArgumentOutOfRangeException>(() => new RunTimes([1]).Percentile(percent));
}
