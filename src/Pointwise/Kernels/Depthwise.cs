using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Convolution with one filter a channel: lanes run across channels, a tap at a time; no product of matrices is in it.</summary>
internal static unsafe class Depthwise
{
    /// <summary>Weights [channels][taps] become [taps][padded channels].</summary>
    public static void Pack(Rows weights, int taps, int padded, float* packed)
    {
        new Span<float>(packed, taps * padded).Clear();
        for (int c = 0; c < weights.N; c++)
            for (int t = 0; t < taps; t++) packed[t * padded + c] = weights.Data[c * taps + t];
    }

    /// <summary>output (+)= sum over taps of source x weight, plus bias and residual, rectified if asked.</summary>
    public static void Forward(
        Workers workers, Rows source, Axis vertical, Axis horizontal, float* packed, int padded, float* bias, bool rectify, Rows output, Rows residual, bool accumulate)
    {
        var work = new ForwardWork(source, vertical, horizontal, packed, padded, bias, rectify, output, residual, accumulate);
        workers.Run(ref work, output.N * output.H);
    }

    /// <summary>inputGradient (+)= sum over the taps that reach a pixel of the output's gradient x weight; where there is a bias, plus that and rectified if asked.</summary>
    public static void InputGradient(
        Workers workers, KernelGeometry geometry, float* packed, int padded, float* bias, bool rectify, Rows outputGradient, Rows inputGradient, bool accumulate)
    {
        var work = new InputGradientWork(geometry, packed, padded, bias, rectify, outputGradient, inputGradient, accumulate);
        workers.Run(ref work, inputGradient.N * inputGradient.H);
    }

    /// <summary>weightGradient += sum over pixels of source x output's gradient; one thread a block of channels, pixels in order.</summary>
    public static void WeightGradient(Workers workers, KernelGeometry geometry, Rows source, Rows outputGradient, Rows weightGradient)
    {
        var work = new WeightGradientWork(geometry, source, outputGradient, weightGradient);
        workers.Run(ref work, (source.C + WeightGradientWork.Block - 1) / WeightGradientWork.Block);
    }

    /// <summary>sums[c] += row[c] * factors[c] for whole vectors, then what is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts<TLanes, TVector>(float* row, float* factors, float* sums, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int c = 0;
        for (; c <= count - TLanes.Count; c += TLanes.Count)
            TLanes.Store(TLanes.MultiplyAdd(TLanes.Load(row + c), TLanes.Load(factors + c), TLanes.Load(sums + c)), sums + c);
        for (; c < count; c++) sums[c] = Lanes1.MultiplyAdd(row[c], factors[c], sums[c]);
    }

    private static void Finish(float* sums, float* bias, float* shortcut, bool rectify, int channels)
    {
        for (int c = 0; c < channels; c++)
        {
            float value = sums[c] + bias[c];
            if (shortcut != null) value += shortcut[c];
            sums[c] = rectify ? Lanes1.Rectify(value) : value;
        }
    }

    private readonly struct ForwardWork(Rows source, Axis vertical, Axis horizontal, float* packed, int padded, float* bias, bool rectify, Rows output, Rows residual, bool accumulate) : IWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int image = piece / output.H, y = piece % output.H, channels = output.C;
            for (int x = 0; x < output.W; x++)
            {
                long pixel = (long)piece * output.W + x;
                float* sums = output.Row(pixel);
                if (!accumulate) new Span<float>(sums, channels).Clear();
                for (int ty = 0; ty < vertical.Taps; ty++)
                {
                    int sy = y * vertical.GridStep + vertical.First + ty * vertical.TapStep;
                    if ((uint)sy >= (uint)vertical.Extent) continue;
                    for (int tx = 0; tx < horizontal.Taps; tx++)
                    {
                        int sx = x * horizontal.GridStep + horizontal.First + tx * horizontal.TapStep;
                        if ((uint)sx >= (uint)horizontal.Extent) continue;
                        float* row = source.Row(((long)image * source.H + sy) * source.W + sx);
                        AddProducts<TLanes, TVector>(row, packed + (ty * horizontal.Taps + tx) * padded, sums, channels);
                    }
                }

                Finish(sums, bias, residual.IsNone ? null : residual.Row(pixel), rectify, channels);
            }
        }
    }

    private readonly struct InputGradientWork(KernelGeometry geometry, float* packed, int padded, float* bias, bool rectify, Rows outputGradient, Rows inputGradient, bool accumulate) : IWork
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int image = piece / inputGradient.H, y = piece % inputGradient.H, channels = inputGradient.C;
            for (int x = 0; x < inputGradient.W; x++)
            {
                float* sums = inputGradient.Row((long)piece * inputGradient.W + x);
                if (!accumulate) new Span<float>(sums, channels).Clear();
                for (int ky = 0; ky < geometry.KernelH; ky++)
                {
                    if (!Reaches(y + geometry.PadTop - ky * geometry.DilationH, geometry.StrideH, outputGradient.H, out int oy)) continue;
                    for (int kx = 0; kx < geometry.KernelW; kx++)
                    {
                        if (!Reaches(x + geometry.PadLeft - kx * geometry.DilationW, geometry.StrideW, outputGradient.W, out int ox)) continue;
                        float* row = outputGradient.Row(((long)image * outputGradient.H + oy) * outputGradient.W + ox);
                        AddProducts<TLanes, TVector>(row, packed + (ky * geometry.KernelW + kx) * padded, sums, channels);
                    }
                }

                if (bias != null) Finish(sums, bias, null, rectify, channels);
            }
        }

        private static bool Reaches(int distance, int stride, int extent, out int output)
        {
            output = distance / stride;
            return distance >= 0 && distance % stride == 0 && output < extent;
        }
    }

    private readonly struct WeightGradientWork(KernelGeometry geometry, Rows source, Rows outputGradient, Rows weightGradient) : IWork
    {
        public const int Block = 64;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int first = piece * Block, count = Math.Min(Block, source.C - first);
            float* sums = stackalloc float[2 * Block];
            float* line = sums + Block;
            Axis vertical = geometry.Vertical(outputGradient.H, source.H), horizontal = geometry.Horizontal(outputGradient.W, source.W);
            for (int tap = 0; tap < geometry.Taps; tap++)
            {
                new Span<float>(sums, count).Clear();
                for (int image = 0; image < source.N; image++)
                {
                    for (int oy = 0; oy < outputGradient.H; oy++)
                    {
                        int sy = oy * vertical.GridStep + vertical.First + tap / geometry.KernelW * vertical.TapStep;
                        if ((uint)sy >= (uint)vertical.Extent) continue;
                        new Span<float>(line, count).Clear();
                        for (int ox = 0; ox < outputGradient.W; ox++)
                        {
                            int sx = ox * horizontal.GridStep + horizontal.First + tap % geometry.KernelW * horizontal.TapStep;
                            if ((uint)sx >= (uint)horizontal.Extent) continue;
                            AddProducts<TLanes, TVector>(source.Row(((long)image * source.H + sy) * source.W + sx) + first,
                                outputGradient.Row(((long)image * outputGradient.H + oy) * outputGradient.W + ox) + first, line, count);
                        }

                        for (int c = 0; c < count; c++) sums[c] += line[c];
                    }
                }

                for (int c = 0; c < count; c++) weightGradient.Data[(long)(first + c) * geometry.Taps + tap] += sums[c];
            }
        }
    }
}
