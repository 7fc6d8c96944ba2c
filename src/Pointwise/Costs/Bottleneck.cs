using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Costs;

/// <summary>One convolution that keeps height and width (stride 1, padding around), and what it costs.</summary>
/// <param name="Input">[N,C,H,W].</param>
/// <param name="Kernel">Rows and columns of the window.</param>
/// <param name="Filters">Channels of the result.</param>
public sealed record ConvolutionStep(Shape Input, int Kernel, int Filters)
{
    private Conv2D Operator => new(Filters, new Window(Kernel, Kernel, 1, 1, (Kernel - 1) / 2, (Kernel - 1) / 2, Kernel / 2, Kernel / 2));

    /// <summary>The shape of the result.</summary>
    public Shape Output => Operator.OutputShape(Input);

    /// <summary>Weights, without biases.</summary>
    public long Weights => Operator.Parameters(Input)[0].Shape.Elements;

    /// <summary>Weights and biases.</summary>
    public long Parameters => Operator.Parameters(Input).Sum(p => p.Shape.Elements);

    /// <summary>Multiply-adds.</summary>
    public long MultiplyAdds => Operator.MultiplyAdds(Input);
}

/// <summary>The arithmetic of a 1x1 reduction: a convolution as it is, and behind fewer channels.</summary>
/// <param name="Direct">The convolution on all channels.</param>
/// <param name="Reduction">The 1x1 before it; null where none is asked for.</param>
/// <param name="Reduced">The convolution on the reduction's channels; null where none is asked for.</param>
public sealed record Bottleneck(ConvolutionStep Direct, ConvolutionStep? Reduction, ConvolutionStep? Reduced)
{
    /// <summary>Works it out.</summary>
    /// <param name="input">[N,C,H,W].</param>
    /// <param name="kernel">Rows and columns of the window.</param>
    /// <param name="filters">Channels of the result.</param>
    /// <param name="reduce">Channels between; null for none.</param>
    /// <exception cref="PointwiseException">A number is below 1, or the sizes are out of range.</exception>
    public static Bottleneck Of(Shape input, int kernel, int filters, int? reduce)
    {
        Check("kernel", kernel);
        Check("filters", filters);
        Check("reduce", reduce ?? 1);
        var direct = new ConvolutionStep(input, kernel, filters);
        Int128 products = (Int128)direct.Output.H * direct.Output.W * input.N * direct.Weights;
        if (products > long.MaxValue / 4)
            throw new PointwiseException("convolution", "too many multiply-adds", "less than 2^61", $"{products}", "give a smaller picture, kernel or number of filters");
        if (reduce is not { } channels) return new Bottleneck(direct, null, null);
        var reduction = new ConvolutionStep(input, 1, channels);
        return new Bottleneck(direct, reduction, new ConvolutionStep(reduction.Output, kernel, filters));
    }

    /// <summary>Multiply-adds of both steps; of the direct one where there is no reduction.</summary>
    public long MultiplyAdds => Reduction is null ? Direct.MultiplyAdds : Reduction.MultiplyAdds + Reduced!.MultiplyAdds;

    /// <summary>Weights of both steps; of the direct one where there is no reduction.</summary>
    public long Weights => Reduction is null ? Direct.Weights : Reduction.Weights + Reduced!.Weights;

    /// <summary>How many times fewer multiply-adds; 1 where there is no reduction.</summary>
    public double Saving => (double)Direct.MultiplyAdds / MultiplyAdds;

    /// <summary>
    /// The most channels between for which the detour is still cheaper: the largest r with r (C + k k F) less than k k C F.
    /// </summary>
    public long MostUsefulReduction
    {
        get
        {
            Int128 taps = (Int128)Direct.Kernel * Direct.Kernel, channels = Direct.Input.C, filters = Direct.Filters;
            return (long)((taps * channels * filters - 1) / (channels + taps * filters));
        }
    }

    private static void Check(string name, int value)
    {
        if (value < 1) throw new PointwiseException($"--{name}", "out of range", "a whole number from 1", $"{value}", $"give a positive {name}");
    }
}
