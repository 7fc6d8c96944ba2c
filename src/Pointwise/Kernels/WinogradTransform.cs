using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// Winograd's transforms of tiles (arXiv:1509.09308), lane by lane over channels: first down the columns, then along the rows. An axis of one tap has
/// nothing to transform, and its half is left out.
/// </summary>
internal static unsafe class WinogradTransform<TVertical, THorizontal>
    where TVertical : struct, IWinogradAxis
    where THorizontal : struct, IWinogradAxis
{
    /// <summary>Products of a tile.</summary>
    public static int Products => TVertical.In * THorizontal.In;

    /// <summary>Vectors that <see cref="Input"/> works in.</summary>
    public static long StripVectors(int tiles) => THorizontal.In == 1 ? 0 : ((long)THorizontal.Out * tiles + THorizontal.In - THorizontal.Out) * TVertical.In;

    /// <summary>
    /// Rows of pixels to the tiles above them: <paramref name="strip"/> takes the columns' transforms, which neighbouring tiles share.
    /// </summary>
    /// <param name="lines">[in] first pixels of the rows, at these channels; a row outside the picture is a zero that all its pixels share.</param>
    /// <param name="masks">[in] -1; 0 for a row outside the picture.</param>
    /// <param name="pixelStep">Floats from a pixel to the next.</param>
    /// <param name="before">Columns of padding before the first pixel.</param>
    /// <param name="inside">Columns of pixels behind them; what follows is padding.</param>
    /// <param name="tiles">Tiles side by side.</param>
    /// <param name="strip">Room for <see cref="StripVectors"/>.</param>
    /// <param name="output">The first tile's place for its first product.</param>
    /// <param name="plane">Floats from a product to the next.</param>
    /// <param name="tileStep">Floats from a tile to the next.</param>
    public static void Input<TLanes, TVector>(
        float** lines, nint* masks, nint pixelStep, int before, int inside, int tiles, float* strip, float* output, nint plane, nint tileStep)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        if (THorizontal.In == 1)
        {
            Columns<TLanes, TVector>(lines, masks, pixelStep, before, inside, tiles, output, tileStep, plane);
            return;
        }

        int width = THorizontal.Out * tiles + THorizontal.In - THorizontal.Out;
        Columns<TLanes, TVector>(lines, masks, pixelStep, before, inside, width, strip, TVertical.In * TLanes.Count, TLanes.Count);
        Lines<TLanes, TVector>(strip, tiles, output, plane, tileStep);
    }

    /// <summary>Vectors that <see cref="Output"/> works in.</summary>
    public static int ColumnVectors => TVertical.Out * THorizontal.In;

    /// <summary>A tile's products to its pixels, with the epilogue.</summary>
    /// <param name="products">The tile's first product.</param>
    /// <param name="plane">Floats from a product to the next.</param>
    /// <param name="columns">Room for <see cref="ColumnVectors"/>.</param>
    /// <param name="rows">Rows of pixels to write.</param>
    /// <param name="pixels">Pixels of each to write.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="bias">The bias of these channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Output<TLanes, TVector, TEpilogue>(float* products, nint plane, float* columns, int rows, int pixels, in WinogradTarget target, float* bias)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        if (THorizontal.In == 1)
        {
            var column = new WinogradPixels<TEpilogue>(target.Pixels, target.LineStep, target.Residual, target.ResidualLineStep, bias, rows);
            WinogradLine<TVertical>.Output<WinogradPixels<TEpilogue>, TLanes, TVector>(products, plane, column);
            return;
        }

        for (int j = 0; TVertical.In > 1 && j < THorizontal.In; j++)
        {
            var to = new WinogradStrided(columns + j * TLanes.Count, THorizontal.In * TLanes.Count);
            WinogradLine<TVertical>.Output<WinogradStrided, TLanes, TVector>(products + j * plane, THorizontal.In * plane, to);
        }

        float* from = TVertical.In > 1 ? columns : products, line = target.Pixels, residual = target.Residual;
        for (int i = 0; i < rows; i++, line += target.LineStep, residual += target.ResidualLineStep, from += THorizontal.In * TLanes.Count)
        {
            var row = new WinogradPixels<TEpilogue>(line, target.Step, residual, target.ResidualStep, bias, pixels);
            WinogradLine<THorizontal>.Output<WinogradPixels<TEpilogue>, TLanes, TVector>(from, TVertical.In > 1 ? TLanes.Count : plane, row);
        }
    }

    /// <summary>Vectors that <see cref="Weights"/> works in.</summary>
    public static int WeightVectors => TVertical.In * THorizontal.Taps;

    /// <summary>Taps to weights.</summary>
    /// <param name="taps">The tap that comes first.</param>
    /// <param name="step">Floats from a tap to the next; below 0 where the kernel is turned round.</param>
    /// <param name="columns">Room for <see cref="WeightVectors"/>.</param>
    /// <param name="weights">The place of the first weight.</param>
    /// <param name="plane">Floats from a weight to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights<TLanes, TVector>(float* taps, nint step, float* columns, float* weights, nint plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        for (int x = 0; x < THorizontal.Taps; x++, taps += step)
            WinogradLine<TVertical>.Weights<TLanes, TVector>(new WinogradStrided(taps, THorizontal.Taps * step), columns + x * TLanes.Count, THorizontal.Taps * TLanes.Count);
        for (int i = 0; i < TVertical.In; i++, columns += THorizontal.Taps * TLanes.Count, weights += THorizontal.In * plane)
            WinogradLine<THorizontal>.Weights<TLanes, TVector>(new WinogradStrided(columns, TLanes.Count), weights, plane);
    }

    /// <summary>Transforms columns of pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns<TLanes, TVector>(
        float** lines, nint* masks, nint pixelStep, int before, int inside, int width, float* column, nint columnStep, nint step)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        nint offset = 0;
        for (int x = 0; x < width; x++, column += columnStep)
        {
            if (x < before || x >= before + inside)
            {
                for (int i = 0; i < TVertical.In; i++) TLanes.Store(TLanes.Zero, column + i * step);
                continue;
            }

            WinogradLine<TVertical>.Input<WinogradLines, TLanes, TVector>(new WinogradLines(lines, masks, offset), column, step);
            offset += pixelStep;
        }
    }

    /// <summary>Transforms the lines of tiles whose columns are done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Lines<TLanes, TVector>(float* strip, int tiles, float* output, nint plane, nint tileStep)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        for (int tile = 0; tile < tiles; tile++, output += tileStep)
        {
            float* from = strip + (nint)tile * (THorizontal.Out * TVertical.In * TLanes.Count), to = output;
            for (int i = 0; i < TVertical.In; i++, from += TLanes.Count, to += THorizontal.In * plane)
                WinogradLine<THorizontal>.Input<WinogradStrided, TLanes, TVector>(new WinogradStrided(from, TVertical.In * TLanes.Count), to, plane);
        }
    }
}
