using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Architectures;

/// <summary>A convolution and what always stands behind it: the brick that a network is built of, handed to its modules.</summary>
/// <param name="x">[N,C,H,W].</param>
/// <param name="name">The unit's name, prefix of its parameters' names.</param>
/// <param name="filters">Channels of the result.</param>
/// <param name="window">Kernel, stride and padding.</param>
public delegate Value Unit(Value x, string name, int filters, Window window);

/// <summary>The units of the networks here.</summary>
internal static class Units
{
    /// <summary>Batch normalisation's epsilon in the Inception family: TensorFlow's and torchvision's.</summary>
    public const float InceptionEpsilon = 1e-3f;

    /// <summary>Convolution with bias, ReLU: parameters name.weight and name.bias.</summary>
    public static Value ConvRelu(Value x, string name, int filters, Window window) =>
        x.Conv2D(name, filters, window, activation: Activation.Relu);

    /// <summary>Convolution without bias, batch normalisation, ReLU: parameters name.conv.* and name.bn.*.</summary>
    public static Value ConvBatchNormRelu(Value x, string name, int filters, Window window)
    {
        using IDisposable scope = x.Builder.Scope(name);
        return x.Conv2D("conv", filters, window, bias: false).BatchNorm("bn", InceptionEpsilon, activation: Activation.Relu);
    }
}
