using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>What a parameter is for: how it starts, and whether training moves it.</summary>
public enum ParameterRole
{
    /// <summary>Weights of a convolution or a fully connected layer.</summary>
    Weight,

    /// <summary>A value added per output channel.</summary>
    Bias,

    /// <summary>Batch normalisation's factor per channel; starts at 1.</summary>
    Scale,

    /// <summary>Batch normalisation's addend per channel; starts at 0.</summary>
    Shift,

    /// <summary>Batch normalisation's running mean: measured, not trained; starts at 0.</summary>
    RunningMean,

    /// <summary>Batch normalisation's running variance: measured, not trained; starts at 1.</summary>
    RunningVariance,

    /// <summary>A rectifier's slope below zero; starts at 1/4.</summary>
    Slope,

    /// <summary>A large constant of the network, or weights that stay as they start: neither trained nor measured.</summary>
    Constant,
}

/// <summary>One parameter tensor that an operator needs.</summary>
/// <param name="Name">Its name within the node, in PyTorch's spelling: weight, bias, running_mean, running_var.</param>
/// <param name="Shape">Its extents, as PyTorch has them: [out,in,h,w] for convolutions, [out,in] for fully connected layers.</param>
/// <param name="Role">What it is for.</param>
public sealed record ParameterSpec(string Name, Shape Shape, ParameterRole Role)
{
    /// <summary>Whether training moves it; running statistics are only measured, constants stay.</summary>
    public bool IsTrained => Role is not (ParameterRole.RunningMean or ParameterRole.RunningVariance or ParameterRole.Constant);

    /// <summary>Inputs that one output sums over.</summary>
    public long FanIn { get; init; } = Shape.Rank < 2 || Shape[0] == 0 ? 1 : Shape.Elements / Shape[0];

    /// <summary>
    /// Groups of a transposed convolution whose weights start as bilinear interpolation, each channel from itself (arXiv:1411.4038, section 3.3);
    /// 0 where weights are drawn.
    /// </summary>
    internal int InterpolatesGroups { get; init; }
}
