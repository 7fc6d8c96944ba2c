using System.Diagnostics;

namespace Pointwise.Kernels;

/// <summary>What is compiled for each form of Winograd's transforms.</summary>
internal interface IWinogradWork
{
    /// <summary>Does all of it.</summary>
    void With<TVertical, THorizontal>()
        where TVertical : struct, IWinogradAxis
        where THorizontal : struct, IWinogradAxis;
}

/// <summary>Which of Winograd's transforms: F(4x4,3x3) makes 4x4 pixels of a 3x3 kernel by 6x6 products.</summary>
/// <param name="KernelH">Rows of the kernel.</param>
/// <param name="KernelW">Columns of the kernel.</param>
/// <param name="OutH">Rows of pixels that come out of a tile.</param>
/// <param name="OutW">Columns of them.</param>
internal readonly record struct WinogradForm(int KernelH, int KernelW, int OutH, int OutW)
{
    /// <summary>Every form there is.</summary>
    public static ReadOnlySpan<WinogradForm> All => all;

    private static readonly WinogradForm[] all =
    [
        new(3, 3, 4, 4), new(3, 3, 2, 2), new(1, 3, 1, 4), new(3, 1, 4, 1), new(1, 3, 1, 2), new(3, 1, 2, 1),
        new(5, 5, 4, 4), new(5, 5, 2, 2), new(1, 7, 1, 4), new(7, 1, 4, 1),
    ];

    public int InH => KernelH + OutH - 1;

    public int InW => KernelW + OutW - 1;

    public int Taps => KernelH * KernelW;

    /// <summary>Products of a tile.</summary>
    public int Products => InH * InW;

    /// <summary>Channels that are summed beyond which rounding comes near to what results may differ by.</summary>
    public int MostChannels => (InH, InW) switch { (8, 8) => 64, (10, _) or (_, 10) => 256, _ => 1024 };

    /// <summary>Whether it is made for such a kernel.</summary>
    public bool IsOf(int kernelH, int kernelW) => KernelH == kernelH && KernelW == kernelW;

    /// <summary>Tiles that cover so many pixels.</summary>
    public static int TilesOf(int pixels, int outs) => (pixels + outs - 1) / outs;

    /// <summary>Tiles that cover a picture's results.</summary>
    public int Tiles(int height, int width) => checked(TilesOf(height, OutH) * TilesOf(width, OutW));

    /// <summary>Does work with this form's axes.</summary>
    public void Run<TWork>(TWork work) where TWork : struct, IWinogradWork
    {
        switch (KernelH, OutH, KernelW, OutW)
        {
            case (3, 4, 3, 4): work.With<FourOfThree, FourOfThree>(); break;
            case (3, 2, 3, 2): work.With<TwoOfThree, TwoOfThree>(); break;
            case (1, 1, 3, 4): work.With<OneTap, FourOfThree>(); break;
            case (3, 4, 1, 1): work.With<FourOfThree, OneTap>(); break;
            case (1, 1, 3, 2): work.With<OneTap, TwoOfThree>(); break;
            case (3, 2, 1, 1): work.With<TwoOfThree, OneTap>(); break;
            case (5, 4, 5, 4): work.With<FourOfFive, FourOfFive>(); break;
            case (5, 2, 5, 2): work.With<TwoOfFive, TwoOfFive>(); break;
            case (1, 1, 7, 4): work.With<OneTap, FourOfSeven>(); break;
            case (7, 4, 1, 1): work.With<FourOfSeven, OneTap>(); break;
            default: throw new UnreachableException($"no transform {this}");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"Winograd F({OutH}x{OutW},{KernelH}x{KernelW})";
}
