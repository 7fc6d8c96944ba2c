using System.Globalization;
using Pointwise.Operators;

namespace Pointwise.Graphs;

/// <summary>Operators in the words of papers.</summary>
internal static class OperatorText
{
    /// <summary>Operator and size: "conv 3x3/2 128", "max 3x3/2", "linear 1000", "dropout 40%", "concat".</summary>
    public static string Label(Operator op) => op switch
    {
        Conv2D { Groups: > 1 } conv => $"conv {Size(conv.Window)} {conv.Filters}, {conv.Groups} groups",
        Conv2D conv => $"conv {Size(conv.Window)} {conv.Filters}",
        ResidualConv2D residual => $"{Label(residual.Convolution)} + shortcut",
        ConvTranspose2D conv => $"transposed conv {Size(conv.Window)} {conv.Filters}",
        MaxPool pool => $"max {Size(pool.Window)}",
        AveragePool pool => $"avg {Size(pool.Window)}",
        BiasedAveragePool biased => $"{Label(biased.Pool)} + bias",
        PooledConv2D pooled => $"{Label(pooled.Pool)} + {Label(pooled.Convolution)}",
        LpPool pool => $"l{pool.P} pool {Size(pool.Window)}",
        GlobalAveragePool => "global avg",
        GlobalMaxPool => "global max",
        GlobalLpPool pool => $"global l{pool.P}",
        AdaptiveAveragePool pool => $"avg to {pool.Height}x{pool.Width}",
        Linear linear => $"linear {linear.Outputs}",
        LocalResponseNorm => "local norm",
        BatchNorm => "batch norm",
        InstanceNorm => "instance norm",
        Dropout dropout => $"dropout {(100 * dropout.Rate).ToString("0", CultureInfo.InvariantCulture)}%",
        Input => "input",
        _ => op.Name.ToLowerInvariant(),
    };

    /// <summary>What an operator does to its own result: relu, or nothing.</summary>
    public static bool IsRectified(Operator op) => op is Relu
        or Conv2D { Activation: Activation.Relu } or ConvTranspose2D { Activation: Activation.Relu } or Linear { Activation: Activation.Relu } or BatchNorm { Activation: Activation.Relu } or Add { Activation: Activation.Relu }
        or ResidualConv2D { Convolution.Activation: Activation.Relu } or BiasedAveragePool { Activation: Activation.Relu } or PooledConv2D { Convolution.Activation: Activation.Relu };

    /// <summary>The window that an operator slides, null where it slides none.</summary>
    public static Window? WindowOf(Operator op) => op switch
    {
        Conv2D conv => conv.Window,
        ResidualConv2D residual => residual.Convolution.Window,
        ConvTranspose2D conv => conv.Window,
        MaxPool pool => pool.Window,
        AveragePool pool => pool.Window,
        BiasedAveragePool biased => biased.Pool.Window,
        PooledConv2D pooled => pooled.Pool.Window,
        LpPool pool => pool.Window,
        _ => null,
    };

    /// <summary>Kernel and, where it strides, stride: 3x3/2, 1x7.</summary>
    public static string Size(Window window) => window is { StrideH: 1, StrideW: 1 } ? Kernel(window) : $"{Kernel(window)}/{Stride(window)}";

    /// <summary>3x3, 1x7.</summary>
    public static string Kernel(Window window) => $"{window.KernelH}x{window.KernelW}";

    /// <summary>2, or 2x1 where rows and columns differ.</summary>
    public static string Stride(Window window) => window.StrideH == window.StrideW ? $"{window.StrideH}" : $"{window.StrideH}x{window.StrideW}";
}
