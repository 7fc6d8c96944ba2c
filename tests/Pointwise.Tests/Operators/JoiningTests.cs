using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators;

public class JoiningTests
{
    [Fact]
    public void Concat_ThreeBranches_LieSideBySide()
    {
        using var joined = new ByHand(new Concat(), [new Shape(2, 1, 1, 2), new Shape(2, 2, 1, 2), new Shape(2, 1, 1, 2)]);
        Assert.Equal(new Shape(2, 4, 1, 2), joined.OutputShape);
        Assert.Equal([1f, 2, 5, 6, 7, 8, 13, 14, 3, 4, 9, 10, 11, 12, 15, 16], joined.Forward([1, 2, 3, 4], [5, 6, 7, 8, 9, 10, 11, 12], [13, 14, 15, 16]));
        float[][] gradients = joined.Backward([1, 2, 5, 6, 7, 8, 13, 14, 3, 4, 9, 10, 11, 12, 15, 16], accumulateOn: 100);
        Assert.Equal([101f, 102, 103, 104], gradients[0]);
        Assert.Equal([105f, 106, 107, 108, 109, 110, 111, 112], gradients[1]);
        Assert.Equal([113f, 114, 115, 116], gradients[2]);
    }

    [Fact]
    public void Concat_BranchesInPlace_AreLeftAlone()
    {
        using var workers = new Workers(1);
        using var joined = new Tensor(new Shape(1, 5, 2, 2));
        for (int i = 0; i < joined.Values.Length; i++) joined.Values[i] = i;
        Rows all = Rows.Of(joined);
        new Concat().Forward(new ForwardPass
        {
            Inputs = [all.Slice(0, 2), all.Slice(2, 3)], Output = all, Parameters = [], Prepared = default, Saved = default,
            Workers = workers, Training = false, Random = default, InputInfos = ValueInfo.OfFloats([new Shape(1, 2, 2, 2), new Shape(1, 3, 2, 2)]), OutputInfo = new ValueInfo(joined.Shape),
        });
        Assert.Equal([.. Enumerable.Range(0, 20).Select(i => (float)i)], joined.Values.ToArray());
    }

    [Fact]
    public void Concat_BranchesOfDifferentExtent_NamesTheBranch()
    {
        var e = Assert.Throws<PointwiseException>(() => new Concat().OutputShape(new Shape(1, 3, 17, 17), new Shape(1, 3, 35, 35)));
        Assert.Equal(
            "inputs: Concat joins branches of different extent\n  expected: every branch 17x17 as branch 0\n" +
            "  found:    branch 1 is 35x35\n  fix:      give the branches the same total stride and padding", e.Message);
    }

    [Fact]
    public void Add_WithRelu_SendsGradientWhereTheSumIsPositive()
    {
        var shape = new Shape(1, 2, 1, 2);
        using var sum = new ByHand(new Add(Activation.Relu), [shape, shape]);
        Assert.Equal([3f, 0, 0, 9], sum.Forward([1, -2, 3, 4], [2, 1, -3, 5]));
        float[][] gradients = sum.Backward([1, 2, 3, 4], accumulateOn: 10);
        Assert.Equal([11f, 10, 10, 14], gradients[0]);
        Assert.Equal(gradients[0], gradients[1]);
    }

    [Fact]
    public void Add_DifferentShapes_IsRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => new Add().OutputShape(new Shape(1, 2, 3, 3), new Shape(1, 3, 3, 3)));
        Assert.Contains("found:    input 1 is [1,3,3,3]", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scale_AnyFactor_ScalesValuesAndGradients()
    {
        using var scaled = new ByHand(new Scale(-0.5f), [new Shape(2, 2)]);
        Assert.Equal([-0.5f, -1, -1.5f, -2], scaled.Forward([1, 2, 3, 4]));
        Assert.Equal([0.5f, 0, -0.5f, -1], scaled.Backward([1, 2, 3, 4], accumulateOn: 1)[0]);
    }

    [Fact]
    public void Flatten_Pictures_GivesChannelsThenRowsThenColumns()
    {
        using var flat = new ByHand(new Flatten(), [new Shape(2, 3, 2, 2)]);
        float[] values = [.. Enumerable.Range(0, 24).Select(i => (float)i)];
        Assert.Equal(new Shape(2, 12), flat.OutputShape);
        Assert.Equal(values, flat.Forward(values));
        Assert.Equal(values, flat.Backward(values)[0]);
        Assert.Equal([.. values.Select(v => v + 1)], flat.Backward(values, accumulateOn: 1)[0]);
    }

    [Fact]
    public void Flatten_PicturesOfOnePixel_CopiesThem()
    {
        using var flat = new ByHand(new Flatten(), [new Shape(2, 3, 1, 1)]);
        Assert.Equal([1f, 2, 3, 4, 5, 6], flat.Forward([1, 2, 3, 4, 5, 6]));
        Assert.Equal([2f, 3, 4, 5, 6, 7], flat.Backward([1, 2, 3, 4, 5, 6], accumulateOn: 1)[0]);
    }

    [Fact]
    public void Sigmoid_KnownPoints_AreMetAndNothingOverflows()
    {
        using var curve = new ByHand(new Sigmoid(), [new Shape(1, 7)]);
        float[] y = curve.Forward([0, 1, -1, 1000, -1000, float.PositiveInfinity, float.NaN]);
        Assert.Equal(0.5f, y[0]);
        Assert.Equal(0.7310585786300049, y[1], 1e-7);
        Assert.Equal(0.2689414213699951, y[2], 1e-7);
        Assert.Equal([1f, 0, 1, float.NaN], y[3..]);
        float[] gradient = curve.Backward([2, 1, 1, 1, 1, 1, 1])[0];
        Assert.Equal(0.5f, gradient[0]);
        Assert.Equal(0.19661193324148185, gradient[1], 1e-7);
        Assert.Equal([0f, 0, 0, float.NaN], gradient[3..]);
    }
}
