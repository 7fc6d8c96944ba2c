namespace Pointwise.Kernels;

/// <summary>
/// One dimension of a gathered product: which source pixel a tap reads at a grid point, and which pixel the result goes to.
/// Source = grid * GridStep + First + tap * TapStep, TapStep at least 0, outside 0 .. Extent - 1 there are zeros;
/// destination = grid * OutputStep + OutputFirst.
/// </summary>
internal readonly record struct Axis(int Grid, int GridStep, int Taps, int First, int TapStep, int Extent, int OutputStep = 1, int OutputFirst = 0)
{
    /// <summary>Source pixels from the first tap to the last, both counted.</summary>
    public int Span => (Taps - 1) * TapStep + 1;

    /// <summary>Whether some tap at some grid point lies outside the source.</summary>
    public bool ReadsPadding => First < 0 || (Grid - 1) * GridStep + First + Span > Extent;

    /// <summary>A convolution's forward pass.</summary>
    public static Axis Forward(int output, int input, int kernel, int stride, int padding, int dilation) =>
        new(output, stride, kernel, -padding, dilation, input);

    /// <summary>
    /// A convolution's gradient of the input, at the input pixels phase, phase + stride, …: with a stride only every few taps reach such a pixel,
    /// and they are the same for all of them. Taps run from the last to the first of the kernel, so that sources ascend.
    /// </summary>
    /// <param name="output">Extent of the output, whose gradient is read.</param>
    /// <param name="input">Extent of the input, whose gradient is written.</param>
    /// <param name="kernel">Taps of the whole kernel.</param>
    /// <param name="stride">The convolution's.</param>
    /// <param name="padding">The convolution's, before the first pixel.</param>
    /// <param name="dilation">The convolution's.</param>
    /// <param name="phase">0 .. stride - 1.</param>
    /// <param name="lastTap">The kernel's tap that comes first here.</param>
    /// <param name="tapStride">Kernel taps from one tap here down to the next.</param>
    public static Axis Backward(int output, int input, int kernel, int stride, int padding, int dilation, int phase, out int lastTap, out int tapStride)
    {
        (int count, lastTap, tapStride) = (0, 0, 1);
        int firstTap = -1;
        for (int k = 0; k < kernel; k++)
        {
            if ((phase + padding - k * dilation) % stride != 0) continue;
            if (count == 0) firstTap = k;
            else if (count == 1) tapStride = k - firstTap;
            lastTap = k;
            count++;
        }

        int grid = phase < input ? (input - phase - 1) / stride + 1 : 0;
        int first = count == 0 ? 0 : (phase + padding - lastTap * dilation) / stride;
        return new Axis(grid, 1, count, first, tapStride * dilation / stride, output, stride, phase);
    }
}
