using Pointwise.Kernels;
using Pointwise.Tensors;
using Pointwise.Tests.Operators;
using Xunit;

namespace Pointwise.Tests.Kernels;

/// <summary>Shapes at the border of a rule by which sums are cut: the rule may not see how many lanes there are.</summary>
public unsafe class WeightGradientTests
{
    private const ulong Seed = 11;

    [Theory]
    [InlineData(32, 3073, 42)]
    [InlineData(7, 130, 33)]
    [InlineData(16, 48, 128)]
    public void Add_OnAnyLanesAndThreads_GivesTheSameBits(int side, int channels, int filters)
    {
        float[] expected = Gradient(side, channels, filters, 1, LaneWidths.Best);
        Closeness.CheckBits("three threads", expected, Gradient(side, channels, filters, 3, LaneWidths.Best));
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported))
            Closeness.CheckBits($"{(int)width} lanes", expected, Gradient(side, channels, filters, 1, width));
    }

    private static float[] Gradient(int side, int channels, int filters, int threads, LaneWidth width)
    {
        using var workers = new Workers(threads, width);
        var convolution = new Convolution(KernelGeometry.Pointwise, 1, channels, filters);
        using var memory = new Arena((long)side * side * (channels + filters) + (long)channels * filters + 64);
        Rows input = Rows.In(memory, 0, new Shape(1, channels, side, side)), output = Rows.In(memory, input.Elements, new Shape(1, filters, side, side));
        Rows gradient = Rows.In(memory, input.Elements + output.Elements, new Shape(channels * filters));
        var random = new RandomStream(Seed, 1);
        for (int i = 0; i < memory.Floats; i++) memory.Data[i] = random.Uniform(i) - 0.5f;
        WeightGradient.Add(workers, convolution, input, output, gradient);
        return new Span<float>(gradient.Data, channels * filters).ToArray();
    }
}
