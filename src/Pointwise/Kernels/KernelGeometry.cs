namespace Pointwise.Kernels;

/// <summary>How a convolution's kernel lies on the picture. Sizes of results are not worked out here: kernels are given both sides.</summary>
internal readonly record struct KernelGeometry(
    int KernelH, int KernelW, int StrideH, int StrideW, int PadTop, int PadLeft, int DilationH, int DilationW)
{
    /// <summary>One pixel to one pixel.</summary>
    public static KernelGeometry Pointwise => new(1, 1, 1, 1, 0, 0, 1, 1);

    public int Taps => KernelH * KernelW;

    public Axis Vertical(int output, int input) => Axis.Forward(output, input, KernelH, StrideH, PadTop, DilationH);

    public Axis Horizontal(int output, int input) => Axis.Forward(output, input, KernelW, StrideW, PadLeft, DilationW);
}
