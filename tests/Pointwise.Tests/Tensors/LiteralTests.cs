using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Tensors;

public class LiteralTests
{
    [Fact]
    public void Literal_OfEachKind_KeepsItsValues()
    {
        Assert.Equal([1L, -2, 3], Literal.Of(new Shape(3), 1L, -2, 3).Integers);
        Assert.Equal([1.5f, float.NaN], Literal.Of(new Shape(2), 1.5f, float.NaN).Floats);
        Assert.Equal([1L, 0], Literal.Of(new Shape(1, 2), true, false).Integers);
        Assert.Empty(Literal.Of(new Shape(0), (ReadOnlySpan<long>)[]).Integers);
    }

    [Fact]
    public void Literals_OfTheSameBits_AreEqual()
    {
        Assert.Equal(Literal.Of(new Shape(2), 0f, float.NaN), Literal.Of(new Shape(2), 0f, float.NaN));
        Assert.Equal(Literal.Of(new Shape(2), 0f, 1).GetHashCode(), Literal.Of(new Shape(2), 0f, 1).GetHashCode());
        Assert.NotEqual(Literal.Of(new Shape(1), 0f), Literal.Of(new Shape(1), -0f));
        Assert.NotEqual(Literal.Of(new Shape(1), 1L), Literal.Of(new Shape(1), true));
        Assert.NotEqual(Literal.Of(new Shape(2), 1L, 2), Literal.Of(new Shape(2, 1), 1L, 2));
    }

    [Fact]
    public void Literal_OfTooFewValues_SaysHowManyAreWanted()
    {
        var e = Assert.Throws<PointwiseException>(() => Literal.Of(new Shape(2, 3), 1L, 2));
        Assert.Equal(("6 values for [2,3]", "2"), (e.Expected, e.Found));
    }

    [Fact]
    public void Literal_AsText_ShowsTheFirstValues()
    {
        Assert.Equal("[3] 1, 2, 3", Literal.Of(new Shape(3), 1L, 2, 3).ToString());
        Assert.Equal("[9] 0, 0, 0, 0, 0, 0, 0, 0, …", Literal.Of(new Shape(9), new float[9]).ToString());
    }
}
