using Pointwise.Training;
using Xunit;

namespace Pointwise.Tests.Training;

public class ScheduleTests
{
    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(7.99, 0.01)]
    [InlineData(8, 0.0096)]
    [InlineData(16, 0.009216)]
    public void StepDecay_OfGoogLeNet_LosesFourPercentEveryEightEpochs(double epoch, double rate) =>
        Assert.Equal(rate, Schedule.Named("googlenet", 0.01, 100).Rate(epoch), 1e-12);

    [Theory]
    [InlineData(49.9, 1)]
    [InlineData(50, 0.1)]
    [InlineData(75, 0.01)]
    [InlineData(99, 0.01)]
    public void Step_ByName_DividesAtHalfAndThreeQuarters(double epoch, double rate) =>
        Assert.Equal(rate, Schedule.Named("step", 1, 100).Rate(epoch), 1e-12);

    [Theory]
    [InlineData(0, 2)]
    [InlineData(5, 1)]
    [InlineData(10, 0)]
    [InlineData(11, 0)]
    public void Cosine_FallsToZero(double epoch, double rate) => Assert.Equal(rate, new Cosine(2, 10).Rate(epoch), 1e-12);

    [Fact]
    public void Cosine_WithAFloor_EndsThere() => Assert.Equal(0.5, new Cosine(2, 10, 0.5).Rate(10), 1e-12);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(7.5, 0.5)]
    [InlineData(10, 0)]
    public void Polynomial_OfCaffe_IsARoot(double epoch, double rate) => Assert.Equal(rate, new Polynomial(1, 10).Rate(epoch), 1e-12);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0.2)]
    [InlineData(5, 1)]
    [InlineData(8, 1)]
    public void WarmUp_RisesToTheRateOfWhatFollows(double epoch, double rate) =>
        Assert.Equal(rate, new WarmUp(new ConstantRate(1), 5).Rate(epoch), 1e-12);

    [Fact]
    public void Named_Unknown_ListsTheNames()
    {
        var e = Assert.Throws<PointwiseException>(() => Schedule.Named("cosin", 1, 1));
        Assert.Equal("schedule: no such schedule\n  expected: constant, step, googlenet, cosine, polynomial\n  found:    cosin\n  fix:      name one of these", e.Message);
    }
}
