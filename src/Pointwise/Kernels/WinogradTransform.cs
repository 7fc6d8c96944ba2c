using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// Winograd's F(4x4,3x3) (arXiv:1509.09308): four outputs in a row of a 3-tap filter by six products, at the points 0, ±3/4, ±3/2 and infinity.
/// Against the usual 0, ±1, ±2 they lose a quarter of the bits' worth of error, and all constants of the two inner transforms are exact floats.
/// Everything is done lane by lane over channels: y = A'[(G g) x (B' d)], first down the columns, then along the rows.
/// </summary>
internal static unsafe class WinogradTransform
{
    /// <summary>Pixels of a tile's side that come out.</summary>
    public const int Out = 4;

    /// <summary>Pixels of a tile's side that go in.</summary>
    public const int In = 6;

    /// <summary>Products of a tile.</summary>
    public const int Products = In * In;

    internal const float A = 3f / 4, B = 3f / 2;
    internal const float A2 = A * A, B2 = B * B;
    internal const double ShareZero = 1.0 / (A2 * B2), ShareA = 1.0 / (2.0 * A2 * (A2 - B2)), ShareB = 1.0 / (2.0 * B2 * (B2 - A2));
    private const float A3 = A * A * A, B3 = B * B * B;
    private const float Sum = A2 + B2, Product = A2 * B2;

    /// <summary>
    /// Six rows of pixels to the tiles above them: <paramref name="strip"/> takes the columns' transforms, which neighbouring tiles share.
    /// </summary>
    /// <param name="lines">[6] first pixels of the rows, at these channels; a row outside the picture is a zero that all its pixels share.</param>
    /// <param name="steps">[6] floats from a row's pixel to its next; 0 outside the picture.</param>
    /// <param name="before">Columns of padding before the first pixel.</param>
    /// <param name="inside">Columns of pixels behind them; what follows is padding.</param>
    /// <param name="tiles">Tiles side by side.</param>
    /// <param name="strip">Room for (4 x tiles + 2) x 6 vectors.</param>
    /// <param name="output">The first tile's place for its first product.</param>
    /// <param name="plane">Floats from a product to the next.</param>
    /// <param name="tileStep">Floats from a tile to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Input<TLanes, TVector>(
        float** lines, nint* steps, int before, int inside, int tiles, float* strip, float* output, nint plane, nint tileStep)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int width = Out * tiles + In - Out;
        float* line0 = lines[0], line1 = lines[1], line2 = lines[2], line3 = lines[3], line4 = lines[4], line5 = lines[5];
        nint step0 = steps[0], step1 = steps[1], step2 = steps[2], step3 = steps[3], step4 = steps[4], step5 = steps[5];
        float* column = strip;
        for (int x = 0; x < width; x++, column += In * TLanes.Count)
        {
            if (x < before || x >= before + inside)
            {
                for (int i = 0; i < In; i++) TLanes.Store(TLanes.Zero, column + i * TLanes.Count);
                continue;
            }

            Input<TLanes, TVector>(TLanes.Load(line0), TLanes.Load(line1), TLanes.Load(line2), TLanes.Load(line3), TLanes.Load(line4), TLanes.Load(line5), column, TLanes.Count);
            line0 += step0;
            line1 += step1;
            line2 += step2;
            line3 += step3;
            line4 += step4;
            line5 += step5;
        }

        for (int tile = 0; tile < tiles; tile++, output += tileStep)
        {
            float* from = strip + (nint)tile * (Out * In * TLanes.Count), to = output;
            for (int i = 0; i < In; i++, from += TLanes.Count, to += In * plane)
            {
                Input<TLanes, TVector>(
                    TLanes.Load(from), TLanes.Load(from + In * TLanes.Count), TLanes.Load(from + 2 * In * TLanes.Count),
                    TLanes.Load(from + 3 * In * TLanes.Count), TLanes.Load(from + 4 * In * TLanes.Count), TLanes.Load(from + 5 * In * TLanes.Count), to, plane);
            }
        }
    }

    /// <summary>A tile's products to its pixels, with the epilogue.</summary>
    /// <param name="products">The tile's first product.</param>
    /// <param name="plane">Floats from a product to the next.</param>
    /// <param name="columns">Room for 24 vectors.</param>
    /// <param name="rows">Rows of pixels to write, 4 at most.</param>
    /// <param name="pixels">Pixels of each to write, 4 at most.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="bias">The bias of these channels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Output<TLanes, TVector, TEpilogue>(float* products, nint plane, float* columns, int rows, int pixels, in WinogradTarget target, float* bias)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TEpilogue : struct, IEpilogue
    {
        for (int j = 0; j < In; j++)
        {
            float* from = products + j * plane, to = columns + j * TLanes.Count;
            TVector m0 = TLanes.Load(from), m1 = TLanes.Load(from + In * plane), m2 = TLanes.Load(from + 2 * In * plane);
            TVector m3 = TLanes.Load(from + 3 * In * plane), m4 = TLanes.Load(from + 4 * In * plane), m5 = TLanes.Load(from + 5 * In * plane);
            TVector evenA = TLanes.Add(m1, m2), oddA = TLanes.Subtract(m1, m2), evenB = TLanes.Add(m3, m4), oddB = TLanes.Subtract(m3, m4);
            TLanes.Store(TLanes.Add(m0, TLanes.Add(evenA, evenB)), to);
            TLanes.Store(TLanes.MultiplyAdd(TLanes.All(A), oddA, TLanes.Multiply(TLanes.All(B), oddB)), to + In * TLanes.Count);
            TLanes.Store(TLanes.MultiplyAdd(TLanes.All(A2), evenA, TLanes.Multiply(TLanes.All(B2), evenB)), to + 2 * In * TLanes.Count);
            TLanes.Store(TLanes.MultiplyAdd(TLanes.All(A3), oddA, TLanes.MultiplyAdd(TLanes.All(B3), oddB, m5)), to + 3 * In * TLanes.Count);
        }

        float* line = target.Pixels, residual = target.Residual;
        for (int i = 0; i < rows; i++, line += target.LineStep, residual += target.ResidualLineStep)
        {
            float* from = columns + i * In * TLanes.Count;
            TVector m0 = TLanes.Load(from), m1 = TLanes.Load(from + TLanes.Count), m2 = TLanes.Load(from + 2 * TLanes.Count);
            TVector m3 = TLanes.Load(from + 3 * TLanes.Count), m4 = TLanes.Load(from + 4 * TLanes.Count), m5 = TLanes.Load(from + 5 * TLanes.Count);
            TVector evenA = TLanes.Add(m1, m2), oddA = TLanes.Subtract(m1, m2), evenB = TLanes.Add(m3, m4), oddB = TLanes.Subtract(m3, m4);
            float* pixel = line, beside = residual;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(TLanes.Add(m0, TLanes.Add(evenA, evenB)), bias, beside), pixel);
            if (pixels < 2) continue;
            pixel += target.Step;
            beside += target.ResidualStep;
            TVector y = TLanes.MultiplyAdd(TLanes.All(A), oddA, TLanes.Multiply(TLanes.All(B), oddB));
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(y, bias, beside), pixel);
            if (pixels < 3) continue;
            pixel += target.Step;
            beside += target.ResidualStep;
            y = TLanes.MultiplyAdd(TLanes.All(A2), evenA, TLanes.Multiply(TLanes.All(B2), evenB));
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(y, bias, beside), pixel);
            if (pixels < 4) continue;
            pixel += target.Step;
            beside += target.ResidualStep;
            y = TLanes.MultiplyAdd(TLanes.All(A3), oddA, TLanes.MultiplyAdd(TLanes.All(B3), oddB, m5));
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(y, bias, beside), pixel);
        }
    }

    /// <summary>Nine taps to 36 weights.</summary>
    /// <param name="taps">The tap that comes first.</param>
    /// <param name="step">Floats from a tap to the next; below 0 where the kernel is turned round.</param>
    /// <param name="columns">Room for 18 vectors.</param>
    /// <param name="weights">The place of the first weight.</param>
    /// <param name="plane">Floats from a weight to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weights<TLanes, TVector>(float* taps, nint step, float* columns, float* weights, nint plane)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        for (int x = 0; x < 3; x++, taps += step)
            Weights<TLanes, TVector>(TLanes.Load(taps), TLanes.Load(taps + 3 * step), TLanes.Load(taps + 6 * step), columns + x * TLanes.Count, 3 * TLanes.Count);
        for (int i = 0; i < In; i++, columns += 3 * TLanes.Count, weights += In * plane)
            Weights<TLanes, TVector>(TLanes.Load(columns), TLanes.Load(columns + TLanes.Count), TLanes.Load(columns + 2 * TLanes.Count), weights, plane);
    }

    /// <summary>B' d of six values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Input<TLanes, TVector>(TVector d0, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5, float* to, nint step)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(Product), d0, TLanes.MultiplyAdd(TLanes.All(-Sum), d2, d4)), to);
        TVector even = TLanes.MultiplyAdd(TLanes.All(-B2), d2, d4), odd = TLanes.MultiplyAdd(TLanes.All(-B2), d1, d3);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(A), odd, even), to + step);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(-A), odd, even), to + 2 * step);
        even = TLanes.MultiplyAdd(TLanes.All(-A2), d2, d4);
        odd = TLanes.MultiplyAdd(TLanes.All(-A2), d1, d3);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(B), odd, even), to + 3 * step);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(-B), odd, even), to + 4 * step);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All(Product), d1, TLanes.MultiplyAdd(TLanes.All(-Sum), d3, d5)), to + 5 * step);
    }

    /// <summary>G g of three taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Weights<TLanes, TVector>(TVector g0, TVector g1, TVector g2, float* to, nint step)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TLanes.Store(TLanes.Multiply(TLanes.All((float)ShareZero), g0), to);
        TVector even = TLanes.MultiplyAdd(TLanes.All((float)(A2 * ShareA)), g2, TLanes.Multiply(TLanes.All((float)ShareA), g0));
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All((float)(A * ShareA)), g1, even), to + step);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All((float)(-A * ShareA)), g1, even), to + 2 * step);
        even = TLanes.MultiplyAdd(TLanes.All((float)(B2 * ShareB)), g2, TLanes.Multiply(TLanes.All((float)ShareB), g0));
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All((float)(B * ShareB)), g1, even), to + 3 * step);
        TLanes.Store(TLanes.MultiplyAdd(TLanes.All((float)(-B * ShareB)), g1, even), to + 4 * step);
        TLanes.Store(g2, to + 5 * step);
    }
}
