using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators.General;

/// <summary>What the cases cannot say: values that are no numbers, empty sets, errors. Known inputs are computed when shapes are inferred.</summary>
public class ArithmeticTests
{
    private const float Nan = float.NaN, Infinite = float.PositiveInfinity;

    [Fact]
    public void Max_WhereOneIsNotANumber_IsNot()
    {
        Assert.Equal([Nan, Nan, 2], Floats(new Combine(Combination.Max), Vector(Nan, 1, 2), Vector(0, Nan, 1)));
        Assert.Equal([Nan, Nan, 1], Floats(new Combine(Combination.Min), Vector(Nan, 1, 2), Vector(0, Nan, 1)));
        Assert.Equal([Nan], Floats(new Reduce(Reduction.Max, KeepDims: false), Vector(1, Nan, 2)));
        Assert.Equal([Nan], Floats(new Reduce(Reduction.Min, KeepDims: false), Vector(1, Nan, 2)));
    }

    [Fact]
    public void Activations_FarOut_HaveTheirLimits()
    {
        float[] far = [-Infinite, -1000, 1000, Infinite];
        Assert.Equal([0, 0, 1000, Infinite], Floats(new Unary(UnaryFunction.Softplus), Vector(far)));
        Assert.Equal([-1, -1, 1000, Infinite], Floats(new Unary(UnaryFunction.Elu), Vector(far)));
        Assert.Equal([-1, -1, 1, 1], Floats(new Unary(UnaryFunction.Erf), Vector(far)));
        Assert.Equal([0, 0, 1, 1], Floats(new Unary(UnaryFunction.HardSigmoid), Vector(far)));
        Assert.Equal([-1000, -1000, 1000, Infinite], Floats(new Clip(Min: -1000), Vector(far)));
        foreach (UnaryFunction function in Enum.GetValues<UnaryFunction>().Where(f => f != UnaryFunction.Not))
            Assert.Equal([Nan], Floats(new Unary(function), Vector(Nan)));
    }

    [Fact]
    public void Rounding_OfHalvesAndLargeNumbers_IsExact()
    {
        float[] x = [-2.5f, -0.5f, 0.5f, 1.5f, 2.5f, 16777217, -3e38f];
        Assert.Equal([-2, 0, 0, 2, 2, 16777217, -3e38f], Floats(new Unary(UnaryFunction.Round), Vector(x)));
        Assert.Equal([-3, -1, 0, 1, 2, 16777217, -3e38f], Floats(new Unary(UnaryFunction.Floor), Vector(x)));
        Assert.Equal([-2, 0, 1, 2, 3, 16777217, -3e38f], Floats(new Unary(UnaryFunction.Ceil), Vector(x)));
    }

    [Fact]
    public void Clip_WithLeastAboveMost_GivesMost() => Assert.Equal([1, 1, 1], Floats(new Clip(2, 1), Vector(0, 1.5f, 3)));

    [Fact]
    public void Division_OfTheLeastWholeNumber_Wraps()
    {
        Assert.Equal([long.MinValue, -3, 3], Integers(new Combine(Combination.Div), Whole(long.MinValue, -7, 7), Whole(-1, 2, 2)));
        Assert.Equal([0, 1, -1], Integers(new Combine(Combination.Mod), Whole(long.MinValue, -7, 7), Whole(-1, 2, -2)));
        Assert.Equal([0, -1, 1], Integers(new Combine(Combination.FMod), Whole(long.MinValue, -7, 7), Whole(-1, 2, -2)));
        Assert.Equal([-1, 0, 1], Integers(new Combine(Combination.Pow), Whole(-1, 3, 1), Whole(-3, -1, -5)));
    }

    [Theory]
    [InlineData(Combination.Div)]
    [InlineData(Combination.Mod)]
    [InlineData(Combination.FMod)]
    public void Division_OfWholeNumbersByZero_IsRefused(Combination function)
    {
        var e = Assert.Throws<PointwiseException>(() => new Combine(function).Infer([Whole(1, 2), Whole(1, 0)]));
        Assert.Equal("input 1: a division of whole numbers by 0\n  expected: no 0 among the divisors\n  found:    0\n  fix:      correct the value that is divided by", e.Message);
    }

    [Fact]
    public void Reduction_OfNothing_HasItsStart()
    {
        ValueInfo none = ValueInfo.Of(Literal.Of(new Shape(2, 0), ReadOnlySpan<float>.Empty));
        Assert.Equal([-Infinite, -Infinite], Floats(new Reduce(Reduction.Max, [1]), none));
        Assert.Equal([Infinite, Infinite], Floats(new Reduce(Reduction.Min, [1]), none));
        Assert.Equal([Nan, Nan], Floats(new Reduce(Reduction.Mean, [1]), none));
        Assert.Equal([1, 1], Floats(new Reduce(Reduction.Prod, [1]), none));
        Assert.Equal([-Infinite, -Infinite], Floats(new Reduce(Reduction.LogSum, [1]), none));
    }

    [Fact]
    public void Order_OfWhatIsNotANumber_PutsItAboveAll()
    {
        ValueInfo x = Vector(1, Nan, Infinite, -0f, 0, -Infinite);
        Assert.Equal([1], Integers(new ArgExtreme(Extreme.ArgMax), x));
        Assert.Equal([5], Integers(new ArgExtreme(Extreme.ArgMin), x));
        Assert.Equal([1, 2, 0, 3, 4, 5], Integers(new TopKIndices(), x, Whole(6)));
        Assert.Equal([5, 3, 4, 0, 2, 1], Integers(new TopKIndices(Largest: false), x, Whole(6)));
    }

    [Fact]
    public void Values_ThatDoNotFit_AreRefused()
    {
        Check(() => new Combine(Combination.Mul).OutputShape(new Shape(2, 3), new Shape(4)), "[2,3] and [4]");
        Check(() => new MatMul().OutputShape(new Shape(2, 3), new Shape(4, 5)), "the matrices do not fit each other");
        Check(() => new MatMul().OutputShape(new Shape(2, 2, 3), new Shape(3, 3, 5)), "[2] and [3]");
        Check(() => new MatMul().OutputShape(new Shape(), new Shape(3)), "[] and [3]");
        Check(() => new Gemm().OutputShape(new Shape(2, 3), new Shape(3, 4), new Shape(2, 1, 4)), "does not fit the product");
        Check(() => new Reduce(Reduction.Sum, [2]).OutputShape(new Shape(3, 4)), "-2 to 1");
        Check(() => new ArgExtreme(Extreme.ArgMax, 1).OutputShape(new Shape(3, 0)), "at least 1 element along axis 1");
        Check(() => new TopKValues(0).Infer([Vector(1, 2), Whole(3)]), "0 to 2");
        Check(() => new TopKValues(0).Infer([Vector(1, 2), new ValueInfo(new Shape(1), ElementKind.Int64)]), "bind k as a constant");
        Check(() => new Unary(UnaryFunction.Exp).Infer([Whole(1)]), "Exp does not compute on such elements");
        Check(() => new Unary(UnaryFunction.Not).Infer([Whole(1)]), "Boolean");
        Check(() => new Combine(Combination.Add).Infer([Whole(1), Vector(1)]), "Int64");
        Check(() => new Combine(Combination.And).Infer([Vector(1), Vector(1)]), "Boolean");
        Check(() => new Where().Infer([Whole(1), Vector(1), Vector(1)]), "not truth values");
        Check(() => new Softmax(2).OutputShape(new Shape(3, 4)), "-2 to 1");
        Check(() => new Unary(UnaryFunction.Celu, 0, 0).OutputShape(new Shape(3)), "other than 0");
    }

    [Fact]
    public void TruthValues_WhereNumbersAreWanted_AreRefused()
    {
        var truths = new ValueInfo(new Shape(2), ElementKind.Boolean);
        Operator[] ops = [new Reduce(Reduction.Sum), new ArgExtreme(Extreme.ArgMax), new Clip(0, 1), new Unary(UnaryFunction.Abs)];
        foreach (Operator op in ops) Check(() => op.Infer([truths]), $"{op.Name} does not compute on such elements\n  expected: numbers\n  found:    Boolean");
        Check(() => new TopKValues(0).Infer([truths, Whole(1)]), "does not compute on such elements\n  expected: numbers\n  found:    Boolean");
    }

    private static void Check(Func<object> act, string found) => Assert.Contains(found, Assert.Throws<PointwiseException>(act).Message, StringComparison.Ordinal);

    private static ValueInfo Vector(params float[] values) => ValueInfo.Of(Literal.Of(new Shape(values.Length), values));

    private static ValueInfo Whole(params long[] values) => ValueInfo.Of(Literal.Of(new Shape(values.Length), values));

    private static float[] Floats(Operator op, params ValueInfo[] inputs) => [.. op.Infer(inputs).Known!.Floats];

    private static long[] Integers(Operator op, params ValueInfo[] inputs) => [.. op.Infer(inputs).Known!.Integers];
}
