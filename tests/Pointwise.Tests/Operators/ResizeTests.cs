using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators;

public class ResizeTests
{
    [Fact]
    public void Linear_ByTwo_GivesPyTorchsValues()
    {
        float[] y = Run([1, 2, 3, 4], x => x.Resize("up", 2));
        Assert.Equal([1, 1.25f, 1.75f, 2, 1.5f, 1.75f, 2.25f, 2.5f, 2.5f, 2.75f, 3.25f, 3.5f, 3, 3.25f, 3.75f, 4], y);
    }

    [Fact]
    public void Nearest_ByTwo_RepeatsPixels() =>
        Assert.Equal([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4], Run([1, 2, 3, 4], x => x.Resize("up", 2, ResizeMode.Nearest)));

    [Fact]
    public void Antialias_ByAHalf_WeighsAllThatAPixelCovers()
    {
        float[] plain = Run([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], x => x.Resize("down", 0.5f));
        Assert.Equal([3.5f, 5.5f, 11.5f, 13.5f], plain);
        float[] whole = Run([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], x => x.Resize("down", 0.5f, antialias: true));
        // along each axis 3/8, 3/8, 1/8 and, with the end repeated, 1/8 of the first pixel again
        float a = (4 * 1 + 3 * 2 + 1 * 3) / 8f, b = (1 * 2 + 3 * 3 + 4 * 4) / 8f;
        float down = 4 * ((4 * 0 + 3 * 1 + 1 * 2) / 8f), up = 4 * ((1 * 1 + 3 * 2 + 4 * 3) / 8f);
        Assert.Equal([a + down, b + down, a + up, b + up], whole, (x, y) => Math.Abs(x - y) < 1e-5f);
    }

    [Fact]
    public void Resize_OfAGraphForAnotherInput_KeepsItsScale()
    {
        var builder = new GraphBuilder("grows");
        builder.Head("main", builder.Input(new Shape(1, 3, 8, 6)).Resize("up", 1.5f));
        Graph larger = builder.Build().ForInput(new Shape(4, 3, 11, 20));
        Assert.Equal(new Shape(4, 3, 16, 30), larger.Nodes[^1].Shape);
    }

    [Fact]
    public void Sizes_OnlyKnownWhileItRuns_AreRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => new Resize(new ResizeRule()).Infer([new ValueInfo(new Shape(1, 1, 4, 4)), new ValueInfo(new Shape(4), ElementKind.Int64)]));
        Assert.Contains("bind sizes as a constant", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 4, "impossible scale or size")]
    [InlineData(float.NaN, 4, "impossible scale or size")]
    [InlineData(1, 3, "do not fit the value")]
    [InlineData(1e6f, 4, "too many elements")]
    [InlineData(1e20f, 4, "the result is too large")]
    public void Scales_ThatCannotBe_AreRefused(float scale, int count, string problem)
    {
        float[] scales = [.. Enumerable.Repeat(scale, count)];
        var e = Assert.Throws<PointwiseException>(() => new Resize(new ResizeRule()).Infer([new ValueInfo(new Shape(1, 16, 400, 400)), ValueInfo.Of(Literal.Of(new Shape(count), scales))]));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.2f, float.NaN, "impossible region")]
    [InlineData(0.2f, float.PositiveInfinity, "impossible region")]
    public void Region_ThatCannotBe_IsRefused(float start, float end, string problem)
    {
        var crop = new Resize(new ResizeRule(ResizeMode.Linear, CoordinateMode.TfCropAndResize), [3]);
        var e = Assert.Throws<PointwiseException>(() => crop.Infer([new ValueInfo(new Shape(1, 1, 4, 4)), ValueInfo.Of(Literal.Of(new Shape(1), 5L)), ValueInfo.Of(Literal.Of(new Shape(2), start, end))]));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Axes_NamedTwice_AreRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => new Resize(new ResizeRule(), [2, -2]).Infer([new ValueInfo(new Shape(1, 1, 4, 4)), ValueInfo.Of(Literal.Of(new Shape(2), 5L, 5L))]));
        Assert.Contains("an axis is named twice", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Source_WithoutPixels_IsRefusedUnlessNothingIsAskedFor()
    {
        var resize = new Resize(new ResizeRule());
        var e = Assert.Throws<PointwiseException>(() => resize.Infer([new ValueInfo(new Shape(1, 1, 0, 4)), ValueInfo.Of(Literal.Of(new Shape(4), 1L, 1L, 2L, 4L))]));
        Assert.Contains("nothing to resample", e.Message, StringComparison.Ordinal);
        Assert.Equal(new Shape(1, 1, 0, 8), resize.Infer([new ValueInfo(new Shape(1, 1, 0, 4)), ValueInfo.Of(Literal.Of(new Shape(4), 1L, 1L, 0L, 8L))]).Shape);
    }

    [Fact]
    public void Names_OfRules_AreOnnxs()
    {
        Assert.Equal("tf_crop_and_resize", Spelling.Of(CoordinateMode.TfCropAndResize));
        Assert.Equal("round_prefer_floor", Spelling.Of(NearestMode.RoundPreferFloor));
        var e = Assert.Throws<PointwiseException>(() => ResizeRule.Read(new Attributes("Resize").With("mode", "lanczos")));
        Assert.Equal("mode: unknown name\n  expected: nearest, linear, cubic\n  found:    lanczos\n  fix:      correct mode", e.Message);
    }

    private static float[] Run(float[] pixels, Func<Value, Value> resize)
    {
        int side = (int)Math.Sqrt(pixels.Length);
        var builder = new GraphBuilder("resize");
        builder.Head("main", resize(builder.Input(new Shape(1, 1, side, side))));
        Graph graph = builder.Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var session = new Session(model, graph.Input.Shape, new SessionOptions { Threads = 1 });
        pixels.CopyTo(session.Input);
        session.Run();
        return session.Output().ToArray();
    }
}
