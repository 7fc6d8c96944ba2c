using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// What the transforms of F(4x4,3x3) become for the gradient of the weights: dg = G' [(A dy) x (B' d)], so the gradient of 4x4 results goes to 36
/// factors, and 36 sums go to nine taps.
/// </summary>
internal static unsafe class WinogradGradientTransform
{
    /// <summary>Pixels of a tile's side that go in.</summary>
    public const int In = 6;

    /// <summary>Pixels of a tile's side that come out.</summary>
    public const int Out = 4;

    /// <summary>Products of a tile.</summary>
    public const int Products = In * In;

    private const float A = (float)FourOfThree.First, B = (float)FourOfThree.Second, A2 = A * A, B2 = B * B;
    private const double ShareZero = 1.0 / (A2 * B2), ShareA = 1.0 / (2.0 * A2 * (A2 - B2)), ShareB = 1.0 / (2.0 * B2 * (B2 - A2));

    /// <summary>A tile of the gradient of the results to its factors.</summary>
    /// <param name="pixel">The tile's first pixel at these channels.</param>
    /// <param name="step">Floats from a pixel to the next.</param>
    /// <param name="lineStep">Floats from a row of pixels to the next.</param>
    /// <param name="rows">Rows of the tile inside the picture, 1 to 4.</param>
    /// <param name="pixels">Pixels of each inside the picture, 1 to 4.</param>
    /// <param name="columns">Room for 24 vectors.</param>
    /// <param name="factors">The place of the first factor.</param>
    /// <param name="plane">Floats from a factor to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient<TLanes, TVector>(float* pixel, nint step, nint lineStep, int rows, int pixels, float* columns, float* factors, nint plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        float* to = columns;
        for (int x = 0; x < Out; x++, pixel += step, to += TLanes.Count)
        {
            TVector d0 = TLanes.Zero, d1 = TLanes.Zero, d2 = TLanes.Zero, d3 = TLanes.Zero;
            if (x < pixels)
            {
                d0 = TLanes.Load(pixel);
                if (rows > 1) d1 = TLanes.Load(pixel + lineStep);
                if (rows > 2) d2 = TLanes.Load(pixel + 2 * lineStep);
                if (rows > 3) d3 = TLanes.Load(pixel + 3 * lineStep);
            }

            Gradient<TLanes, TVector>(d0, d1, d2, d3, to, Out * TLanes.Count);
        }

        for (int i = 0; i < In; i++, columns += Out * TLanes.Count, factors += In * plane)
        {
            Gradient<TLanes, TVector>(
                TLanes.Load(columns), TLanes.Load(columns + TLanes.Count), TLanes.Load(columns + 2 * TLanes.Count), TLanes.Load(columns + 3 * TLanes.Count), factors, plane);
        }
    }

    /// <summary>Sums of parts, added up part after part, to what they add to nine taps.</summary>
    /// <param name="sums">The first sum of the first part.</param>
    /// <param name="plane">Floats from a sum to the next.</param>
    /// <param name="parts">Parts.</param>
    /// <param name="partStep">Floats from a part to the next.</param>
    /// <param name="columns">Room for 18 vectors.</param>
    /// <param name="taps">The first tap's gradient.</param>
    /// <param name="step">Floats from a tap to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Taps<TLanes, TVector>(float* sums, nint plane, int parts, nint partStep, float* columns, float* taps, nint step)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        for (int j = 0; j < In; j++)
        {
            TVector u0 = TLanes.Zero, u1 = TLanes.Zero, u2 = TLanes.Zero, u3 = TLanes.Zero, u4 = TLanes.Zero, u5 = TLanes.Zero;
            float* from = sums + j * plane;
            for (int part = 0; part < parts; part++, from += partStep)
            {
                u0 = TLanes.Add(u0, TLanes.Load(from));
                u1 = TLanes.Add(u1, TLanes.Load(from + In * plane));
                u2 = TLanes.Add(u2, TLanes.Load(from + 2 * In * plane));
                u3 = TLanes.Add(u3, TLanes.Load(from + 3 * In * plane));
                u4 = TLanes.Add(u4, TLanes.Load(from + 4 * In * plane));
                u5 = TLanes.Add(u5, TLanes.Load(from + 5 * In * plane));
            }

            float* to = columns + j * TLanes.Count;
            TLanes.Store(First<TLanes, TVector>(u0, u1, u2, u3, u4), to);
            TLanes.Store(Second<TLanes, TVector>(u1, u2, u3, u4), to + In * TLanes.Count);
            TLanes.Store(Third<TLanes, TVector>(u1, u2, u3, u4, u5), to + 2 * In * TLanes.Count);
        }

        for (int y = 0; y < 3; y++, columns += In * TLanes.Count, taps += 3 * step)
        {
            TVector u1 = TLanes.Load(columns + TLanes.Count), u2 = TLanes.Load(columns + 2 * TLanes.Count);
            TVector u3 = TLanes.Load(columns + 3 * TLanes.Count), u4 = TLanes.Load(columns + 4 * TLanes.Count);
            TLanes.Store(TLanes.Add(TLanes.Load(taps), First<TLanes, TVector>(TLanes.Load(columns), u1, u2, u3, u4)), taps);
            TLanes.Store(TLanes.Add(TLanes.Load(taps + step), Second<TLanes, TVector>(u1, u2, u3, u4)), taps + step);
            TLanes.Store(TLanes.Add(TLanes.Load(taps + 2 * step), Third<TLanes, TVector>(u1, u2, u3, u4, TLanes.Load(columns + 5 * TLanes.Count))), taps + 2 * step);
        }
    }

    /// <summary>A d of four values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gradient<TLanes, TVector>(TVector d0, TVector d1, TVector d2, TVector d3, float* to, nint step)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TLanes.Store(d0, to);
        TVector even = TLanes.MultiplyAdd(TLanes.All(A2), d2, d0), odd = TLanes.MultiplyAdd(TLanes.All(A2), d3, d1);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(A), odd, even), to + step);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(-A), odd, even), to + 2 * step);
        even = TLanes.MultiplyAdd(TLanes.All(B2), d2, d0);
        odd = TLanes.MultiplyAdd(TLanes.All(B2), d3, d1);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(B), odd, even), to + 3 * step);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(-B), odd, even), to + 4 * step);
        TLanes.Store(d3, to + 5 * step);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector First<TLanes, TVector>(TVector u0, TVector u1, TVector u2, TVector u3, TVector u4)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged =>
        TLanes.MultiplyAdd(TLanes.All((float)ShareA), TLanes.Add(u1, u2), TLanes.MultiplyAdd(TLanes.All((float)ShareB), TLanes.Add(u3, u4), TLanes.Multiply(TLanes.All((float)ShareZero), u0)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Second<TLanes, TVector>(TVector u1, TVector u2, TVector u3, TVector u4)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged =>
        TLanes.MultiplyAdd(TLanes.All((float)(A * ShareA)), TLanes.Subtract(u1, u2), TLanes.Multiply(TLanes.All((float)(B * ShareB)), TLanes.Subtract(u3, u4)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Third<TLanes, TVector>(TVector u1, TVector u2, TVector u3, TVector u4, TVector u5)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged =>
        TLanes.MultiplyAdd(TLanes.All((float)(A2 * ShareA)), TLanes.Add(u1, u2), TLanes.MultiplyAdd(TLanes.All((float)(B2 * ShareB)), TLanes.Add(u3, u4), u5));
}
