using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Inference.Precision;

/// <summary>Pools in double precision; channels-last.</summary>
internal static class DoublePooling
{
    /// <summary>The largest pixel under each window.</summary>
    public static double[] Max(Window window, double[] x, Shape input, Shape output) => Of(window, x, input, output, double.NegativeInfinity, Math.Max, (most, _) => most);

    /// <summary>The mean of the pixels under each window, or of these and the padding.</summary>
    public static double[] Average(Window window, bool countPadding, double[] x, Shape input, Shape output)
    {
        Window fixedWindow = window.For(input.H, input.W);
        return Of(fixedWindow, x, input, output, 0, (sum, value) => sum + value, (sum, place) => sum / Counted(fixedWindow, countPadding, input, place));
    }

    /// <summary>The mean of all pixels of each channel.</summary>
    public static double[] Global(double[] x, Shape input)
    {
        int pixels = input.H * input.W;
        var y = new double[input.N * input.C];
        for (int i = 0; i < x.Length; i++) y[i / (pixels * input.C) * input.C + i % input.C] += x[i] / pixels;
        return y;
    }

    private static double[] Of(Window window, double[] x, Shape input, Shape output, double start, Func<double, double, double> add, Func<double, (int Y, int X), double> end)
    {
        window = window.For(input.H, input.W);
        var y = new double[output.Elements];
        for (int i = 0; i < y.Length; i++)
        {
            (int pixel, int channel) = Math.DivRem(i, output.C);
            (int row, int column) = Math.DivRem(pixel, output.W);
            (int image, int line) = Math.DivRem(row, output.H);
            double sum = start;
            for (int tap = 0; tap < window.Taps; tap++)
            {
                int sy = line * window.StrideH - window.PadTop + tap / window.KernelW * window.DilationH;
                int sx = column * window.StrideW - window.PadLeft + tap % window.KernelW * window.DilationW;
                if ((uint)sy < (uint)input.H && (uint)sx < (uint)input.W) sum = add(sum, x[((image * input.H + sy) * input.W + sx) * input.C + channel]);
            }

            y[i] = end(sum, (line, column));
        }

        return y;
    }

    private static int Counted(Window window, bool countPadding, Shape input, (int Y, int X) place) =>
        Counted(place.Y * window.StrideH - window.PadTop, window.KernelH, window.DilationH, countPadding ? -window.PadTop : 0, input.H + (countPadding ? window.PadBottom : 0))
        * Counted(place.X * window.StrideW - window.PadLeft, window.KernelW, window.DilationW, countPadding ? -window.PadLeft : 0, input.W + (countPadding ? window.PadRight : 0));

    private static int Counted(int first, int taps, int dilation, int least, int end)
    {
        int count = 0;
        for (int tap = 0; tap < taps; tap++)
            if (first + tap * dilation >= least && first + tap * dilation < end) count++;
        return count;
    }
}
