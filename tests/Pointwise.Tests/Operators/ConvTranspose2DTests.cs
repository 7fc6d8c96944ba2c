using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Operators;

public class ConvTranspose2DTests
{
    [Theory]
    [InlineData(20, 4, 2, 1, 0, 40)]
    [InlineData(20, 16, 8, 4, 0, 160)]
    [InlineData(7, 3, 2, 1, 1, 14)]
    [InlineData(7, 3, 2, 0, 0, 15)]
    [InlineData(1, 5, 1, 0, 0, 5)]
    public void Result_OfAStride_HasPyTorchsSize(int extent, int kernel, int stride, int padding, int outputPadding, int expected)
    {
        var op = new ConvTranspose2D(6, Window.Square(kernel, stride, padding), outputPadding, outputPadding);
        Assert.Equal(new Shape(2, 6, expected, expected), op.OutputShape(new Shape(2, 3, extent, extent)));
    }

    [Fact]
    public void Parameters_InGroups_LieAsPyTorchsDo()
    {
        var op = new ConvTranspose2D(6, new Window(3, 5), Groups: 2);
        IReadOnlyList<ParameterSpec> parameters = op.Parameters(new Shape(1, 4, 7, 7));
        Assert.Equal([("weight", new Shape(4, 3, 3, 5)), ("bias", new Shape(6))], parameters.Select(p => (p.Name, p.Shape)));
        Assert.Equal(4L * 7 * 7 * 3 * 15, op.MultiplyAdds(new Shape(1, 4, 7, 7)));
    }

    [Fact]
    public void Result_LargerThanAllTapsReach_EndsInZeros()
    {
        var op = new ConvTranspose2D(1, new Window(3, 3, 3, 2), Height: 10, Width: 8, Bias: false);
        Assert.Equal(new Shape(1, 1, 10, 8), op.OutputShape(new Shape(1, 1, 3, 3)));
    }

    [Theory]
    [InlineData(3, 1, 5, "nothing is left of the result")]
    [InlineData(3, 0, 0, "impossible stride")]
    public void Window_ThatLeavesNothing_IsRefused(int kernel, int stride, int padding, string problem)
    {
        var op = new ConvTranspose2D(2, Window.Square(kernel, stride, padding));
        var e = Assert.Throws<PointwiseException>(() => op.OutputShape(new Shape(1, 2, 4, 4)));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stride_BeyondAllMemory_IsRefused()
    {
        var op = new ConvTranspose2D(2, Window.Square(3, stride: int.MaxValue / 2));
        var e = Assert.Throws<PointwiseException>(() => op.OutputShape(new Shape(1, 2, 9, 9)));
        Assert.Contains("the result is too large", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_ThatDoNotDivide_AreRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => new ConvTranspose2D(6, Window.Square(2), Groups: 4).OutputShape(new Shape(1, 8, 4, 4)));
        Assert.Equal("groups: channels are not divided evenly\n  expected: input channels and filters that 4 divides\n  found:    8 channels, 6 filters\n  fix:      choose groups that divide both", e.Message);
    }

    [Fact]
    public void Fixed_BilinearWeights_AreNotTrained()
    {
        var builder = new GraphBuilder("fixed");
        builder.Head("main", builder.Input(new Shape(1, 2, 3, 3)).ConvTranspose2D("up", 2, Window.Square(3, 2), groups: 2, bias: false, bilinear: true, isFixed: true));
        Graph graph = builder.Build();
        Assert.False(Assert.Single(graph.Parameters).IsTrained);
        using Parameters parameters = Parameters.Initialize(graph, seed: 7);
        Assert.Equal([0.25f, 0.5f, 0.25f, 0.5f, 1, 0.5f, 0.25f, 0.5f, 0.25f], parameters["up.weight"].ToChannelsFirst()[..9]);
    }

    [Fact]
    public void Fixed_WeightsThatAreDrawn_AreRefused()
    {
        var e = Assert.Throws<PointwiseException>(() => new ConvTranspose2D(2, Window.Square(4, 2), Fixed: true).OutputShape(new Shape(1, 2, 4, 4)));
        Assert.Equal("fixed: weights that are drawn and never trained\n  expected: fixed weights that are bilinear\n  found:    fixed, not bilinear\n  fix:      start them bilinear, or let them be trained", e.Message);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(8, 1)]
    [InlineData(2, 3)]
    public void BilinearStart_OfARamp_GivesTheRampBetween(int stride, int groups)
    {
        var builder = new GraphBuilder("ramp");
        Value x = builder.Input(new Shape(1, 3, 6, 7));
        builder.Head("main", x.ConvTranspose2D("up", 3, Window.Square(2 * stride, stride, stride / 2), groups, bias: false, bilinear: true));
        Graph graph = builder.Build();
        using var model = new Model(graph, Parameters.Initialize(graph, 1));
        using var session = new Session(model, 1, new SessionOptions { Threads = 1 });
        Span<float> input = session.Input;
        for (int i = 0; i < input.Length; i++) input[i] = Ramp(i % 3, i / 3 / 7, i / 3 % 7);
        session.Run();
        ReadOnlySpan<float> output = session.Output();
        (int height, int width) = (6 * stride, 7 * stride);
        for (int c = 0; c < 3; c++)
            for (int y = stride; y < height - stride; y++)
                for (int at = stride; at < width - stride; at++)
                    Assert.Equal(Ramp(c, (y + 0.5f) / stride - 0.5f, (at + 0.5f) / stride - 0.5f), output[(y * width + at) * 3 + c], 1e-4f);
    }

    private static float Ramp(int channel, float y, float x) => (channel + 1) * (2 * y - 3 * x) + channel;
}
