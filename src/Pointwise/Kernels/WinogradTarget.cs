namespace Pointwise.Kernels;

/// <summary>Where a tile's pixels go at some channels, and what a shortcut adds to them.</summary>
internal unsafe struct WinogradTarget
{
    public float* Pixels;

    /// <summary>Floats from a pixel to the next.</summary>
    public nint Step;

    /// <summary>Floats from a row of pixels to the next.</summary>
    public nint LineStep;

    /// <summary>For epilogues that read it.</summary>
    public float* Residual;

    public nint ResidualStep;

    public nint ResidualLineStep;
}
