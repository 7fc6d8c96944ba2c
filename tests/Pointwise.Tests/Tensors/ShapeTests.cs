using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Tensors;

public class ShapeTests
{
    [Fact]
    public void Shape_OfAPicture_IsSpokenChannelsFirst()
    {
        var shape = new Shape(2, 192, 28, 27);
        Assert.Equal((2, 192, 28, 27), (shape.N, shape.C, shape.H, shape.W));
        Assert.Equal("28x27x192", shape.ToPicture());
        Assert.Equal(2L * 192 * 28 * 27, shape.Elements);
    }

    [Fact]
    public void Shape_TooManyElements_IsRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => new Shape(1 << 30, 1 << 30));
        Assert.Contains("at most 2^40", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shape_WhoseProductWrapsAround_IsRefused() => Assert.Throws<PointwiseException>(() => new Shape(1 << 20, 1 << 20, 1 << 30));

    [Fact]
    public void Shape_NegativeExtent_IsRefused() => Assert.Throws<PointwiseException>(() => new Shape(1, -1));

    [Fact]
    public void Shape_OfRankZero_HasOneElement() => Assert.Equal(1, new Shape().Elements);
}
