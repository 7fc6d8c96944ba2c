using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>
/// How a kernel slides over a picture: the only output-size arithmetic in the product.
/// An output pixel y reads input rows y * stride - padding + k * dilation, k = 0 .. kernel - 1; those outside the picture are padding.
/// </summary>
/// <param name="KernelH">Rows of the kernel.</param>
/// <param name="KernelW">Columns of the kernel.</param>
/// <param name="StrideH">Rows from one output pixel to the next.</param>
/// <param name="StrideW">Columns from one output pixel to the next.</param>
/// <param name="PadTop">Rows of padding above.</param>
/// <param name="PadLeft">Columns of padding at the left.</param>
/// <param name="PadBottom">Rows of padding below.</param>
/// <param name="PadRight">Columns of padding at the right.</param>
/// <param name="DilationH">Rows from one tap of the kernel to the next.</param>
/// <param name="DilationW">Columns from one tap of the kernel to the next.</param>
/// <param name="CeilMode">
/// Whether a last window that starts inside the picture or its leading padding but ends beyond the trailing padding counts (pools of Caffe and torchvision).
/// </param>
/// <param name="Padding">Where the padding comes from; by any rule but <see cref="PaddingRule.Given"/> the four numbers are 0 here.</param>
public readonly record struct Window(
    int KernelH, int KernelW, int StrideH = 1, int StrideW = 1,
    int PadTop = 0, int PadLeft = 0, int PadBottom = 0, int PadRight = 0,
    int DilationH = 1, int DilationW = 1, bool CeilMode = false, PaddingRule Padding = PaddingRule.Given)
{
    /// <summary>A square window.</summary>
    /// <param name="kernel">Rows and columns of the kernel.</param>
    /// <param name="stride">Pixels from one output pixel to the next.</param>
    /// <param name="padding">Pixels of padding on every side.</param>
    /// <param name="ceilMode">Whether a last window that is cut off counts.</param>
    /// <param name="dilation">Pixels from one tap to the next.</param>
    public static Window Square(int kernel, int stride = 1, int padding = 0, bool ceilMode = false, int dilation = 1) =>
        new(kernel, kernel, stride, stride, padding, padding, padding, padding, dilation, dilation, ceilMode);

    /// <summary>Taps of the kernel: rows times columns.</summary>
    public int Taps => KernelH * KernelW;

    /// <summary>Rows from the first tap to the last, both counted.</summary>
    public int SpanH => (KernelH - 1) * DilationH + 1;

    /// <summary>Columns from the first tap to the last, both counted.</summary>
    public int SpanW => (KernelW - 1) * DilationW + 1;

    /// <summary>Whether an output pixel is a function of the input pixel at the same place alone.</summary>
    public bool IsPointwise => Taps == 1 && StrideH == 1 && StrideW == 1 && PadTop + PadLeft + PadBottom + PadRight == 0;

    /// <summary>Rows of the output.</summary>
    /// <param name="height">Rows of the input.</param>
    public int OutputH(int height)
    {
        (int before, int after) = Pads(height, SpanH, StrideH, PadTop, PadBottom);
        return Output(height, SpanH, StrideH, before, after);
    }

    /// <summary>Columns of the output.</summary>
    /// <param name="width">Columns of the input.</param>
    public int OutputW(int width)
    {
        (int before, int after) = Pads(width, SpanW, StrideW, PadLeft, PadRight);
        return Output(width, SpanW, StrideW, before, after);
    }

    /// <summary>The same window on pictures of one size: its padding given as numbers.</summary>
    /// <param name="height">Rows of the input.</param>
    /// <param name="width">Columns of the input.</param>
    public Window For(int height, int width)
    {
        if (Padding == PaddingRule.Given) return this;
        (int top, int bottom) = Pads(height, SpanH, StrideH, PadTop, PadBottom);
        (int left, int right) = Pads(width, SpanW, StrideW, PadLeft, PadRight);
        return this with { PadTop = top, PadLeft = left, PadBottom = bottom, PadRight = right, CeilMode = false, Padding = PaddingRule.Given };
    }

    /// <summary>The output's shape.</summary>
    /// <param name="input">[N,C,H,W].</param>
    /// <param name="channels">Channels of the output.</param>
    /// <exception cref="PointwiseException">The window's numbers make no sense, or nothing is left of the picture.</exception>
    public Shape OutputShape(Shape input, int channels)
    {
        Check();
        Require.Image(input);
        int h = OutputH(input.H), w = OutputW(input.W);
        if (h < 1 || w < 1)
        {
            throw new PointwiseException("window", "nothing is left of the picture", $"an input of at least {Math.Max(1, SpanH - PadTop - PadBottom)}x{Math.Max(1, SpanW - PadLeft - PadRight)} pixels",
                $"{input.H}x{input.W}", "give a larger picture, more padding or a smaller kernel");
        }

        return new Shape(input.N, channels, h, w);
    }

    /// <summary>Shares padding out over both ends: of an odd number one end gets one more.</summary>
    internal (int Before, int After) Distribute(int total)
    {
        int less = total / 2;
        return Padding == PaddingRule.SameUpper ? (less, total - less) : (total - less, less);
    }

    internal KernelGeometry Geometry => new(KernelH, KernelW, StrideH, StrideW, PadTop, PadLeft, DilationH, DilationW);

    internal SlidingAxis Vertical(bool countPadding = false) => new(KernelH, StrideH, PadTop, PadBottom, DilationH, countPadding);

    internal SlidingAxis Horizontal(bool countPadding = false) => new(KernelW, StrideW, PadLeft, PadRight, DilationW, countPadding);

    /// <summary>By the rules of one size: as many outputs as strides begin in the picture, with as little padding as that takes.</summary>
    private (int Before, int After) Pads(int extent, int span, int stride, int before, int after)
    {
        if (Padding == PaddingRule.Given) return (before, after);
        long outputs = ((long)extent + stride - 1) / stride;
        return Distribute((int)Math.Max(0, (outputs - 1) * stride + span - extent));
    }

    private int Output(int extent, int span, int stride, int before, int after)
    {
        long room = (long)extent + before + after - span;
        if (room < 0) return 0;
        long output = room / stride + 1;
        if (CeilMode && Padding == PaddingRule.Given && room % stride != 0 && output * stride < (long)extent + before) output++;
        return (int)output;
    }

    internal void Check()
    {
        if (KernelH < 1 || KernelW < 1) throw Bad("kernel", "at least 1x1", $"{KernelH}x{KernelW}");
        if (StrideH < 1 || StrideW < 1) throw Bad("stride", "at least 1", $"{StrideH}x{StrideW}");
        if (DilationH < 1 || DilationW < 1) throw Bad("dilation", "at least 1", $"{DilationH}x{DilationW}");
        if (PadTop < 0 || PadLeft < 0 || PadBottom < 0 || PadRight < 0) throw Bad("padding", "0 or more", $"{PadTop},{PadLeft},{PadBottom},{PadRight}");
        if (Padding != PaddingRule.Given && (PadTop | PadLeft | PadBottom | PadRight) != 0)
            throw Bad("padding", $"none beside the rule {Padding}", $"{PadTop},{PadLeft},{PadBottom},{PadRight}");
        if (((long)KernelH - 1) * DilationH >= int.MaxValue / 4 || ((long)KernelW - 1) * DilationW >= int.MaxValue / 4)
            throw Bad("dilation", "a kernel that spans less than 2^29 pixels", $"{KernelH}x{KernelW} with dilation {DilationH}x{DilationW}");
        if (Math.Max(Math.Max(PadTop, PadBottom), Math.Max(PadLeft, PadRight)) >= int.MaxValue / 4)
            throw Bad("padding", "less than 2^29 pixels", $"{PadTop},{PadLeft},{PadBottom},{PadRight}");
    }

    private static PointwiseException Bad(string what, string expected, string found) =>
        new("window", $"impossible {what}", expected, found, $"correct the {what}");
}
