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

    /// <summary>sums += bias + shortcut, where there is one, rectified if asked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TLanes, TVector>(float* sums, float* bias, float* shortcut, bool rectify, int channels)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int c = 0;
        for (; c <= channels - TLanes.Count; c += TLanes.Count)
        {
            TVector value = TLanes.Add(TLanes.Load(sums + c), TLanes.Load(bias + c));
            if (shortcut != null) value = TLanes.Add(value, TLanes.Load(shortcut + c));
            TLanes.Store(rectify ? TLanes.Rectify(value) : value, sums + c);
        }

        for (; c < channels; c++)
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

                Finish<TLanes, TVector>(sums, bias, residual.IsNone ? null : residual.Row(pixel), rectify, channels);
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
            ReachingTaps down = ReachingTaps.Of(y + geometry.PadTop, geometry.KernelH, geometry.StrideH, geometry.DilationH);
            for (int x = 0; x < inputGradient.W; x++)
            {
                float* sums = inputGradient.Row((long)piece * inputGradient.W + x);
                if (!accumulate) new Span<float>(sums, channels).Clear();
                ReachingTaps across = ReachingTaps.Of(x + geometry.PadLeft, geometry.KernelW, geometry.StrideW, geometry.DilationW);
                for (int ky = down.First, oy = down.Output; ky < geometry.KernelH; ky += down.Step, oy -= down.OutputStep)
                {
                    if ((uint)oy >= (uint)outputGradient.H) continue;
                    float* line = outputGradient.Row(((long)image * outputGradient.H + oy) * outputGradient.W);
                    for (int kx = across.First, ox = across.Output; kx < geometry.KernelW; kx += across.Step, ox -= across.OutputStep)
                    {
                        if ((uint)ox >= (uint)outputGradient.W) continue;
                        AddProducts<TLanes, TVector>(line + (nint)ox * outputGradient.Stride, packed + (ky * geometry.KernelW + kx) * padded, sums, channels);
                    }
                }

                if (bias != null) Finish<TLanes, TVector>(sums, bias, null, rectify, channels);
            }
        }
    }

    /// <summary>The taps with which outputs read one place of the input, which lie some apart: the first, the output that it belongs to, and both steps.</summary>
    private readonly record struct ReachingTaps(int First, int Output, int Step, int OutputStep)
    {
        /// <param name="place">The place, counted from the start of the padding.</param>
        /// <param name="kernel">Taps.</param>
        /// <param name="stride">The convolution's.</param>
        /// <param name="dilation">The convolution's.</param>
        public static ReachingTaps Of(int place, int kernel, int stride, int dilation)
        {
            int common = dilation, rest = stride;
            while (rest != 0) (common, rest) = (rest, common % rest);
            int first = 0;
            while (first < kernel && (place - first * dilation) % stride != 0) first++;
            return new ReachingTaps(first, (place - first * dilation) / stride, stride / common, dilation / common);
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
