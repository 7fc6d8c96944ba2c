using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Tensors;

public class TensorTests
{
    [Fact]
    public void Tensor_OfAPicture_LiesChannelsLast()
    {
        using Tensor tensor = Tensor.FromChannelsFirst(new Shape(1, 2, 2, 3), [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60]);
        Assert.Equal([1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60], tensor.Values.ToArray());
    }

    [Theory]
    [InlineData]
    [InlineData(5)]
    [InlineData(3, 4)]
    [InlineData(2, 3, 4)]
    [InlineData(2, 3, 5, 7)]
    [InlineData(3, 17, 1, 4)]
    [InlineData(0, 3, 5, 7)]
    [InlineData(2, 1, 2, 1, 3)]
    public void Tensor_ToAndFromChannelsFirst_IsTheSame(params int[] extents)
    {
        var shape = new Shape(extents);
        float[] values = [.. Enumerable.Range(1, (int)shape.Elements).Select(v => (float)v)];
        using Tensor tensor = Tensor.FromChannelsFirst(shape, values);
        Assert.Equal(values, tensor.ToChannelsFirst());
    }

    [Fact]
    public void Tensor_OfAShapeAlone_IsZeros()
    {
        using var tensor = new Tensor(new Shape(2, 3, 4, 5));
        Assert.Equal(120, tensor.Values.Length);
        Assert.Equal(-1, tensor.Values.IndexOfAnyExcept(0f));
    }

    [Fact]
    public void Tensor_OfTooFewValues_IsRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => Tensor.FromChannelsFirst(new Shape(2, 3), [1, 2, 3]));
        Assert.Contains("expected: 6 values for [2,3]\n  found:    3", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensor_TooLarge_IsRefusedBeforeItIsAllocated()
    {
        var e = Assert.Throws<PointwiseException>(() => new Tensor(new Shape(1 << 16, 1 << 16)));
        Assert.Contains("too large for one tensor", e.Message, StringComparison.Ordinal);
    }
}
