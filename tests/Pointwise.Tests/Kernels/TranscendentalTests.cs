using Pointwise.Kernels;
using Pointwise.Tensors;
using Pointwise.Tests.Operators.Reference;
using Xunit;

namespace Pointwise.Tests.Kernels;

public class TranscendentalTests
{
    private const float Smallest = float.Epsilon;

    [Fact]
    public void Exp_OverItsRange_IsWithinTwoUnits() => AssertWithinTwoUnits(new NaturalPower(), Math.Exp, Line(-104, 88.75, 400_000));

    [Fact]
    public void Log_OverItsRange_IsWithinTwoUnits()
    {
        AssertWithinTwoUnits(new NaturalLogarithm(), Math.Log, Powers(-149, 128, 400_000));
        AssertWithinTwoUnits(new NaturalLogarithm(), Math.Log, Line(0.5, 2, 200_000));
    }

    [Fact]
    public void Tanh_OverItsRange_IsWithinTwoUnits()
    {
        AssertWithinTwoUnits(new HyperbolicTangent(), Math.Tanh, Line(-12, 12, 400_000));
        AssertWithinTwoUnits(new HyperbolicTangent(), Math.Tanh, Powers(-100, 4, 100_000));
    }

    [Fact]
    public void Erf_OverItsRange_IsWithinTwoUnits()
    {
        AssertWithin(2, new ErrorFunction(), ErrorFunctionReference.Of, Line(-5, 5, 400_000));
        AssertWithin(2, new ErrorFunction(), ErrorFunctionReference.Of, Powers(-100, 2, 100_000));
    }

    [Fact]
    public void ExpMinusOne_OverItsRange_IsWithinFourUnits()
    {
        AssertWithin(4, new ExponentialLinear(1, 1, 1), ExpMinusOne, Line(-20, -1e-3, 400_000));
        AssertWithin(4, new ExponentialLinear(1, 1, 1), ExpMinusOne, [.. Powers(-100, 0, 100_000).Select(x => -x)]);
    }

    [Fact]
    public void LogOfOnePlusExp_OverItsRange_IsWithinFourUnits() =>
        AssertWithin(4, new SoftRectified(), x => Math.Max(x, 0) + LogOfOnePlus(Math.Exp(-Math.Abs(x))), Line(-80, 80, 400_000));

    [Fact]
    public void InverseThreeQuarters_OverAllNumbers_IsWithinTwoUnits() =>
        AssertWithinTwoUnits(new InverseThreeQuarters(), x => Math.Pow(x, -0.75), Powers(-149, 128, 400_000));

    [Theory]
    [InlineData(0.25f)]
    [InlineData(0.5f)]
    [InlineData(0.6f)]
    [InlineData(0.75f)]
    [InlineData(0.9f)]
    [InlineData(1f)]
    public void InversePower_OverAllNumbers_IsWithinTwoUnits(float beta) =>
        AssertWithinTwoUnits(new InversePower(beta), x => Math.Pow(x, -(double)beta), Powers(-149, 128, 200_000));

    [Fact]
    public void Exp_AtTheEdges_OverflowsUnderflowsAndKeepsNaN() => AssertMaps(
        new NaturalPower(),
        [0, -0f, 89, 1e30f, float.PositiveInfinity, -104, -1e30f, float.NegativeInfinity, float.NaN, -87.5f, -103.5f],
        [1, 1, float.PositiveInfinity, float.PositiveInfinity, float.PositiveInfinity, 0, 0, 0, float.NaN, (float)Math.Exp(-87.5), (float)Math.Exp(-103.5)]);

    [Fact]
    public void Log_AtTheEdges_HasItsLimits() => AssertMaps(
        new NaturalLogarithm(),
        [1, 0, -0f, -1, -Smallest, float.PositiveInfinity, float.NegativeInfinity, float.NaN, Smallest],
        [0, float.NegativeInfinity, float.NegativeInfinity, float.NaN, float.NaN, float.PositiveInfinity, float.NaN, float.NaN, (float)Math.Log(Smallest)]);

    [Fact]
    public void Tanh_AtTheEdges_HasItsLimits()
    {
        AssertMaps(new HyperbolicTangent(), [0, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 100, -100], [0, 1, -1, float.NaN, 1, -1]);
        Assert.True(float.IsNegative(Apply(LaneWidth.One, new HyperbolicTangent(), [-0f])[0]));
    }

    [Fact]
    public void InversePower_AtTheEdges_HasItsLimits()
    {
        float[] x = [0, 1, float.PositiveInfinity, -1, float.NaN];
        AssertMaps(new InversePower(0.6f), x, [float.PositiveInfinity, 1, 0, float.NaN, float.NaN]);
        AssertMaps(new InverseThreeQuarters(), x, [float.PositiveInfinity, 1, 0, float.NaN, float.NaN]);
        AssertMaps(new InversePower(0), [0, 3, float.PositiveInfinity], [1, 1, 1]);
        AssertMaps(new InversePower(100), [1e30f, 1e-30f, 2], [0, float.PositiveInfinity, (float)Math.Pow(2, -100)]);
    }

    [Theory]
    [InlineData(LaneWidth.Four)]
    [InlineData(LaneWidth.Eight)]
    [InlineData(LaneWidth.Sixteen)]
    internal void Functions_OfEveryWidth_GiveTheSameBits(LaneWidth width)
    {
        Assert.SkipUnless(LaneWidths.IsSupported(width), $"this processor does not run {width} lanes");
        float[] x = [.. Line(-105, 90, 5000), .. Powers(-149, 128, 5003), 0, -0f, float.PositiveInfinity, float.NegativeInfinity, -1, Smallest, -Smallest];
        AssertSameBits(width, new NaturalPower(), x);
        AssertSameBits(width, new NaturalLogarithm(), x);
        AssertSameBits(width, new HyperbolicTangent(), x);
        AssertSameBits(width, new InversePower(0.6f), x);
        AssertSameBits(width, new ErrorFunction(), x);
        AssertSameBits(width, new SoftRectified(), x);
        AssertSameBits(width, new ExponentialLinear(1.7f, 1.1f, 0.6f), x);
        AssertSameBits(width, new Mished(), x);
        AssertSameBits(width, new GaussianLinear(), x);
        AssertSameBits(width, new GaussianLinearByTangent(), x);
        AssertSameBits(width, new InverseThreeQuarters(), x);
    }

    private static void AssertSameBits<TFunction>(LaneWidth width, TFunction function, float[] x)
        where TFunction : struct, IFunction1
    {
        float[] expected = Apply(LaneWidth.One, function, x), found = Apply(width, function, x);
        for (int i = 0; i < x.Length; i++)
        {
            if (float.IsNaN(expected[i])) Assert.True(float.IsNaN(found[i]), $"{function} of {x[i]:R}");
            else Assert.True(BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(found[i]), $"{function} of {x[i]:R}: {expected[i]:R} and {found[i]:R}");
        }
    }

    private static void AssertMaps<TFunction>(TFunction function, float[] x, float[] expected)
        where TFunction : struct, IFunction1
    {
        float[] found = Apply(LaneWidths.Best, function, x);
        for (int i = 0; i < x.Length; i++)
        {
            bool close = expected[i].Equals(found[i]) || Units(expected[i], found[i]) <= 2;
            Assert.True(close, $"{function} of {x[i]:R}: expected {expected[i]:R}, found {found[i]:R}");
        }
    }

    /// <summary>Near 0 by the series.</summary>
    private static double ExpMinusOne(double x) => Math.Abs(x) < 1e-3 ? x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4))) : Math.Exp(x) - 1;

    private static double LogOfOnePlus(double x) => x < 1e-4 ? x * (1 - x * (1.0 / 2 - x * (1.0 / 3 - x / 4))) : Math.Log(1 + x);

    private static void AssertWithinTwoUnits<TFunction>(TFunction function, Func<double, double> exact, float[] x)
        where TFunction : struct, IFunction1 => AssertWithin(2, function, exact, x);

    private static void AssertWithin<TFunction>(double most, TFunction function, Func<double, double> exact, float[] x)
        where TFunction : struct, IFunction1
    {
        float[] found = Apply(LaneWidths.Best, function, x);
        double worst = 0;
        int at = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double units = Units(exact(x[i]), found[i]);
            if (units > worst) (worst, at) = (units, i);
        }

        Assert.True(worst <= most, $"{function} of {x[at]:R} is {found[at]:R}, {worst:F3} units from {exact(x[at]):R}");
    }

    private static double Units(double exact, float found)
    {
        float rounded = (float)exact;
        if (float.IsInfinity(rounded) || float.IsNaN(rounded) || !float.IsFinite(found)) return rounded.Equals(found) ? 0 : double.PositiveInfinity;
        double unit = (double)MathF.BitIncrement(MathF.Abs(rounded)) - MathF.Abs(rounded);
        return Math.Abs(exact - found) / unit;
    }

    private static float[] Line(double from, double to, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (float)(from + (to - from) * i / (count - 1)))];

    private static float[] Powers(double from, double to, int count) =>
        [.. Line(from, to, count).Select(e => (float)Math.Pow(2, e)).Where(float.IsFinite)];

    private static float[] Apply<TFunction>(LaneWidth width, TFunction function, float[] x)
        where TFunction : struct, IFunction1
    {
        using var workers = new Workers(1, width);
        using Tensor source = Tensor.FromChannelsFirst(new Shape(1, x.Length), x);
        using var result = new Tensor(source.Shape);
        Elementwise.Map(workers, function, Rows.Of(source), Rows.Of(result));
        return result.Values.ToArray();
    }
}
