using Pointwise.Kernels;
using Pointwise.Operators;

namespace Pointwise.Bench;

/// <summary>A convolution of stride 1 on a picture.</summary>
internal sealed record WinogradLayer(Window Window, int Height, int Width, int Channels, int Filters)
{
    public int OutputH => Window.OutputH(Height);

    public int OutputW => Window.OutputW(Width);

    /// <summary>The form that inference takes for it; null for gathered rows.</summary>
    public WinogradForm? Chosen => WinogradChoice.For(Window.KernelH, Window.KernelW, Channels, Filters, OutputH, OutputW);

    public override string ToString() => $"{Window.KernelH}x{Window.KernelW} {Height}x{Width}x{Channels}->{Filters}";
}
