using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators;

public class DropoutTests
{
    private static readonly Shape Shape = new(3, 37, 21, 19);
    private static readonly float[] Ones = [.. Enumerable.Repeat(1f, (int)Shape.Elements)];

    [Theory]
    [InlineData(0.2f)]
    [InlineData(0.5f)]
    [InlineData(0.7f)]
    public void Dropout_InTraining_KeepsTheShareAndScalesIt(float rate)
    {
        using var dropout = new ByHand(new Dropout(rate), [Shape]);
        float[] y = dropout.Forward(Ones);
        Assert.All(y, v => Assert.True(v == 0 || v == 1 / (1 - rate), $"{v}"));
        double kept = y.Count(v => v != 0) / (double)y.Length, deviation = Math.Sqrt(rate * (1 - rate) / y.Length);
        Assert.InRange(kept, 1 - rate - 4 * deviation, 1 - rate + 4 * deviation);
        float[] gradient = dropout.Backward([.. Ones.Select(v => v * 3)])[0];
        Assert.Equal([.. y.Select(v => v * 3)], gradient);
    }

    [Fact]
    public void Dropout_NeighboursInARow_AreIndependent()
    {
        using var dropout = new ByHand(new Dropout(0.5f), [new Shape(1, 40001)]);
        float[] y = dropout.Forward([.. Enumerable.Repeat(1f, 40001)]);
        int alike = Enumerable.Range(0, 40000).Count(i => y[i] == y[i + 1]);
        Assert.InRange(alike, 19600, 20400);
    }

    [Fact]
    public void Dropout_OtherStream_DropsOthers()
    {
        using var dropout = new ByHand(new Dropout(0.5f), [Shape]);
        float[] first = dropout.Forward(true, new RandomStream(7, 1), Ones), again = dropout.Forward(true, new RandomStream(7, 1), Ones);
        Assert.Equal(first, again);
        Assert.NotEqual(first, dropout.Forward(true, new RandomStream(7, 2), Ones));
    }

    [Fact]
    public void Dropout_OutsideTraining_Copies()
    {
        using var dropout = new ByHand(new Dropout(0.5f), [new Shape(2, 3)]);
        Assert.Equal([1f, 2, 3, 4, 5, 6], dropout.Forward(false, default, [1, 2, 3, 4, 5, 6]));
    }

    [Fact]
    public void Dropout_RateOneOrZero_DropsAllOrNothing()
    {
        using var all = new ByHand(new Dropout(1), [Shape]);
        Assert.All(all.Forward(Ones), v => Assert.Equal(0, v));
        using var none = new ByHand(new Dropout(0), [Shape]);
        Assert.Equal(Ones, none.Forward(Ones));
    }

    [Theory]
    [InlineData(-0.1f)]
    [InlineData(1.5f)]
    [InlineData(float.NaN)]
    public void Dropout_ImpossibleRate_IsRefused(float rate)
    {
        var e = Assert.Throws<PointwiseException>(() => new Dropout(rate).OutputShape(new Shape(1, 2)));
        Assert.Contains("expected: 0 to 1", e.Message, StringComparison.Ordinal);
    }
}
