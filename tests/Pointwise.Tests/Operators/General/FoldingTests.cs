using System.Diagnostics;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators.General;

/// <summary>What is known before anything runs, and what must never be computed.</summary>
public class FoldingTests
{
    private static ValueInfo Known(params long[] values) => OperatorCases.Known(values);

    [Fact]
    public void Infer_OfKnownInputs_GivesTheValues()
    {
        ValueInfo shape = new ShapeOf().Infer([new ValueInfo(new Shape(2, 3, 5, 7))]);
        Assert.Equal(Literal.Of(new Shape(4), 2L, 3, 5, 7), shape.Known);
        ValueInfo pixels = new Slice().Infer([shape, Known(2), Known(4)]);
        Assert.Equal(Literal.Of(new Shape(2), 5L, 7), pixels.Known);
        ValueInfo sizes = new Concat(0).Infer([Known(0), pixels, Known(-1)]);
        Assert.Equal(Literal.Of(new Shape(4), 0L, 5, 7, -1), sizes.Known);
        Assert.Equal(new Shape(2, 5, 7, 3), new Reshape().Infer([new ValueInfo(new Shape(2, 3, 5, 7)), sizes]).Shape);
        Assert.Equal(Literal.Of(new Shape(4), 0f, 5, 7, -1), new Cast(ElementKind.Float32).Infer([sizes]).Known);
    }

    [Fact]
    public void Infer_OfPicturesThatAreKnown_KeepsTheirSpokenOrder()
    {
        float[] values = [.. Enumerable.Range(0, 2 * 3 * 2 * 2).Select(i => (float)i)];
        ValueInfo known = ValueInfo.Of(Literal.Of(new Shape(2, 3, 2, 2), (ReadOnlySpan<float>)values));
        Assert.Equal(values, new Flatten().Infer([known]).Known!.Floats);
        Assert.Equal(values, new Identity().Infer([known]).Known!.Floats);
    }

    [Fact]
    public void Infer_OfALargeResult_LeavesItToTheRun()
    {
        Assert.NotNull(new ConstantOfShape(Literal.Of(new Shape(1), 1f)).Infer([Known(256, 256)]).Known);
        Assert.Null(new ConstantOfShape(Literal.Of(new Shape(1), 1f)).Infer([Known(256, 257)]).Known);
    }

    [Fact]
    public void Infer_OfAShapeComputedFromWhatIsFedIn_SaysWhatToDo()
    {
        var e = Assert.Throws<PointwiseException>(() => new Reshape().Infer([new ValueInfo(new Shape(2, 3)), new ValueInfo(new Shape(1), ElementKind.Int64)]));
        Assert.Equal("shape: the shape of the result depends on values that are only known while it runs\n  expected: values that depend on nothing fed in\n" +
            "  found:    Int64 [1], computed from what is fed in\n  fix:      bind shape as a constant", e.Message);
    }

    public static TheoryData<string> Huge => ["Reshape", "Reshape open", "Expand", "Expand beyond", "Tile", "Tile beyond", "ConstantOfShape", "ConstantOfShape beyond", "Pad"];

    [Theory, MemberData(nameof(Huge))]
    public void Infer_OfHugeResults_IsRefusedWithoutMemory(string what)
    {
        ValueInfo x = new(new Shape(1, 3, 2, 2));
        long before = GC.GetTotalAllocatedBytes(precise: false);
        var watch = Stopwatch.StartNew();
        Assert.Throws<PointwiseException>(() => what switch
        {
            "Reshape" => new Reshape().Infer([x, Known(1 << 20, 1 << 20)]),
            "Reshape open" => new Reshape(AllowZero: true).Infer([x, Known(0, 1 << 20, 1 << 20, -1)]),
            "Expand" => new Expand().Infer([new ValueInfo(new Shape(1, 1)), Known(1 << 20, 1 << 20)]),
            "Expand beyond" => new Expand().Infer([new ValueInfo(new Shape(1, 1)), Known(1L << 40, 1)]),
            "Tile" => new Tile().Infer([x, Known(1 << 20, 1 << 18, 1, 1)]),
            "Tile beyond" => new Tile().Infer([x, Known(1L << 40, 1, 1, 1)]),
            "ConstantOfShape" => new ConstantOfShape(Literal.Of(new Shape(1), 1f)).Infer([Known(1 << 20, 1 << 20)]),
            "ConstantOfShape beyond" => new ConstantOfShape(Literal.Of(new Shape(1), 1f)).Infer([Known(1 << 30, 1 << 30, 1 << 30)]),
            _ => new Pad().Infer([x, Known(1 << 20, 1 << 20, 0, 0, 0, 0, 0, 0)]),
        });
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: false) - before, 0, 64 << 20);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1);
    }

    [Fact]
    public void Graph_ThatComputesMuchFromConstants_IsRefused()
    {
        var b = new GraphBuilder("known");
        b.Input(new Shape(1, 1));
        Value sizes = b.Add("sizes", new Constant(Literal.Of(new Shape(2), 256L, 256)));
        var e = Assert.Throws<PointwiseException>(() =>
        {
            for (int i = 0; i < 200; i++) b.Add(null, new ConstantOfShape(Literal.Of(new Shape(1), 1f)), sizes);
        });
        Assert.Equal(("known: node constantofshape129", "too much is computed from constants alone"), (e.Where, e.Problem));
    }

    [Theory]
    [InlineData(1f, 1L)]
    [InlineData(-1.9f, -1L)]
    [InlineData(float.NaN, 0L)]
    [InlineData(1e30f, long.MaxValue)]
    [InlineData(-1e30f, long.MinValue)]
    public void Cast_OfFloats_CutsTowardsZeroAndStaysInBounds(float value, long expected)
    {
        ValueInfo known = ValueInfo.Of(Literal.Of(new Shape(1), value));
        Assert.Equal([expected], new Cast(ElementKind.Int64).Infer([known]).Known!.Integers);
        Assert.Equal([expected == 0 && value == 0 ? 0L : 1L], new Cast(ElementKind.Boolean).Infer([known]).Known!.Integers);
    }

    [Theory]
    [InlineData(200, 8, true, -56)]
    [InlineData(-1, 8, false, 255)]
    [InlineData(1L << 32, 32, true, 0)]
    [InlineData((1L << 31) + 5, 32, true, -2147483643)]
    [InlineData(long.MinValue, 64, true, long.MinValue)]
    public void Wrap_OfWholeNumbers_KeepsTheLastBits(long value, int bits, bool signed, long expected) =>
        Assert.Equal([expected], new Wrap(bits, signed).Infer([Known(value)]).Known!.Integers);
}
