using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// What Winograd's transforms of tiles become for the gradient of the weights: the gradient of a tile's results goes to as many factors as the tile has
/// products, and their sums go to the kernel's taps. Down the columns first, as in <see cref="WinogradTransform{TVertical, THorizontal}"/>.
/// </summary>
internal static unsafe class WinogradGradientTransform<TVertical, THorizontal>
    where TVertical : struct, IWinogradAxis
    where THorizontal : struct, IWinogradAxis
{
    /// <summary>Floats that <see cref="Factors"/> works in for so many filters.</summary>
    public static long FactorFloats(int filters, int lanes) => (long)TVertical.In * THorizontal.Out * (filters + lanes);

    /// <summary>Vectors that <see cref="Taps"/> works in.</summary>
    public static int TapVectors => TVertical.Taps * THorizontal.In;

    /// <summary>A tile of the gradient of the results to its factors: the columns of all filters first, for each row of factors lies in pages of its own.</summary>
    /// <param name="pixel">The tile's first pixel at the first filter.</param>
    /// <param name="filters">Filters, at least as many as lanes.</param>
    /// <param name="step">Floats from a pixel to the next.</param>
    /// <param name="lineStep">Floats from a row of pixels to the next.</param>
    /// <param name="rows">Rows of the tile inside the picture, at least 1.</param>
    /// <param name="pixels">Pixels of each inside the picture, at least 1.</param>
    /// <param name="columns">Room for <see cref="FactorFloats"/>.</param>
    /// <param name="factors">The place of the first factor.</param>
    /// <param name="plane">Floats from a factor to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Factors<TLanes, TVector>(float* pixel, int filters, nint step, nint lineStep, int rows, int pixels, float* columns, float* factors, nint plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        float* column = columns;
        for (int filter = 0; filter < filters; filter += TLanes.Count)
        {
            // the last vector may begin within the one before it: its filters come out the same again
            int place = Math.Min(filter, filters - TLanes.Count);
            for (int x = 0; x < THorizontal.Out; x++, column += TVertical.In * TLanes.Count)
            {
                var from = new WinogradPart(pixel + place + x * step, lineStep, x < pixels ? rows : 0);
                WinogradGradientLine<TVertical>.Factors<WinogradPart, TLanes, TVector>(from, column, TLanes.Count);
            }
        }

        for (int i = 0; i < TVertical.In; i++, columns += TLanes.Count, factors += THorizontal.In * plane)
        {
            float* from = columns;
            for (int filter = 0; filter < filters; filter += TLanes.Count, from += TVertical.In * THorizontal.Out * TLanes.Count)
            {
                var line = new WinogradStrided(from, TVertical.In * TLanes.Count);
                WinogradGradientLine<THorizontal>.Factors<WinogradStrided, TLanes, TVector>(line, factors + Math.Min(filter, filters - TLanes.Count), plane);
            }
        }
    }

    /// <summary>Adds what sums of products make of it to the taps.</summary>
    /// <param name="sums">The first sum.</param>
    /// <param name="plane">Floats from a sum to the next.</param>
    /// <param name="columns">Room for <see cref="TapVectors"/>.</param>
    /// <param name="taps">The first tap's gradient.</param>
    /// <param name="step">Floats from a tap to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Taps<TLanes, TVector>(float* sums, nint plane, float* columns, float* taps, nint step)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        if (TVertical.In == 1)
        {
            WinogradGradientLine<THorizontal>.Taps<WinogradAdding, TLanes, TVector>(sums, plane, new WinogradAdding(taps, step));
            return;
        }

        if (THorizontal.In == 1)
        {
            WinogradGradientLine<TVertical>.Taps<WinogradAdding, TLanes, TVector>(sums, plane, new WinogradAdding(taps, step));
            return;
        }

        for (int j = 0; j < THorizontal.In; j++, sums += plane)
        {
            var column = new WinogradStrided(columns + j * TLanes.Count, THorizontal.In * TLanes.Count);
            WinogradGradientLine<TVertical>.Taps<WinogradStrided, TLanes, TVector>(sums, THorizontal.In * plane, column);
        }

        for (int y = 0; y < TVertical.Taps; y++, columns += THorizontal.In * TLanes.Count, taps += THorizontal.Taps * step)
            WinogradGradientLine<THorizontal>.Taps<WinogradAdding, TLanes, TVector>(columns, TLanes.Count, new WinogradAdding(taps, step));
    }
}
