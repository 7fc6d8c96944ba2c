using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pointwise.Kernels;

/// <summary>What one tile works on. Rows are addresses, so that a tile reads an image as it lies, gathered patches or a single vector alike.</summary>
internal unsafe struct TileWork
{
    /// <summary>[tile rows] addresses that <see cref="Offsets"/> are added to.</summary>
    public float** Rows;

    /// <summary>[taps] floats from a row's address to the <see cref="Depth"/> floats of each tap.</summary>
    public nint* Offsets;

    public int Taps;

    public int Depth;

    /// <summary>[taps][depth][vectors x lanes] weights of this panel of columns, 64-byte aligned.</summary>
    public float* Weights;

    /// <summary>[tile rows] addresses of the first column of the results.</summary>
    public float** Outputs;

    /// <summary>[tile rows] addresses of the rows a shortcut adds, for epilogues that read them.</summary>
    public float** Residuals;

    /// <summary>The bias of this panel, padded to whole vectors, for epilogues that read it.</summary>
    public float* Bias;

    /// <summary>The first column within the rows of <see cref="Outputs"/> and <see cref="Residuals"/>.</summary>
    public int Column;

    /// <summary>What the next tile will read, fetched meanwhile: <see cref="AheadStep"/> floats further with every step of depth.</summary>
    public float* Ahead;

    public nint AheadStep;

    /// <summary>Whether the sums start from what the outputs hold.</summary>
    public bool Accumulate;
}

/// <summary>
/// The pointwise tile: outputs[r][n] = epilogue(sum over taps and depth of rows[tap][r][k] * weights[tap][k][n]), sums in registers, depth ascending.
/// The sums must be named locals: an array of vectors lives in memory and falls to a third. That is why the file is long.
/// </summary>
internal static unsafe class PointwiseTile
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes, TVector, TShape, TEpilogue>(in TileWork work)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TShape : struct, ITileShape
        where TEpilogue : struct, IEpilogue
    {
        TVector s0v0 = TLanes.Zero, s0v1 = TLanes.Zero, s0v2 = TLanes.Zero, s0v3 = TLanes.Zero;
        TVector s1v0 = TLanes.Zero, s1v1 = TLanes.Zero, s1v2 = TLanes.Zero, s1v3 = TLanes.Zero;
        TVector s2v0 = TLanes.Zero, s2v1 = TLanes.Zero, s2v2 = TLanes.Zero, s2v3 = TLanes.Zero;
        TVector s3v0 = TLanes.Zero, s3v1 = TLanes.Zero, s3v2 = TLanes.Zero, s3v3 = TLanes.Zero;
        TVector s4v0 = TLanes.Zero, s4v1 = TLanes.Zero, s4v2 = TLanes.Zero, s4v3 = TLanes.Zero;
        TVector s5v0 = TLanes.Zero, s5v1 = TLanes.Zero, s5v2 = TLanes.Zero, s5v3 = TLanes.Zero;
        TVector s6v0 = TLanes.Zero, s6v1 = TLanes.Zero, s6v2 = TLanes.Zero, s6v3 = TLanes.Zero;
        TVector s7v0 = TLanes.Zero, s7v1 = TLanes.Zero, s7v2 = TLanes.Zero, s7v3 = TLanes.Zero;
        TVector s8v0 = TLanes.Zero, s8v1 = TLanes.Zero, s8v2 = TLanes.Zero, s8v3 = TLanes.Zero;
        TVector s9v0 = TLanes.Zero, s9v1 = TLanes.Zero, s9v2 = TLanes.Zero, s9v3 = TLanes.Zero;
        TVector s10v0 = TLanes.Zero, s10v1 = TLanes.Zero, s10v2 = TLanes.Zero, s10v3 = TLanes.Zero;
        TVector s11v0 = TLanes.Zero, s11v1 = TLanes.Zero, s11v2 = TLanes.Zero, s11v3 = TLanes.Zero;
        TVector s12v0 = TLanes.Zero, s12v1 = TLanes.Zero, s12v2 = TLanes.Zero, s12v3 = TLanes.Zero;
        TVector s13v0 = TLanes.Zero, s13v1 = TLanes.Zero, s13v2 = TLanes.Zero, s13v3 = TLanes.Zero;
        if (work.Accumulate)
        {
            if (TShape.Rows > 0)
            {
                s0v0 = TLanes.Load(work.Outputs[0] + work.Column);
                if (TShape.Vectors > 1) s0v1 = TLanes.Load(work.Outputs[0] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s0v2 = TLanes.Load(work.Outputs[0] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s0v3 = TLanes.Load(work.Outputs[0] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 1)
            {
                s1v0 = TLanes.Load(work.Outputs[1] + work.Column);
                if (TShape.Vectors > 1) s1v1 = TLanes.Load(work.Outputs[1] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s1v2 = TLanes.Load(work.Outputs[1] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s1v3 = TLanes.Load(work.Outputs[1] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 2)
            {
                s2v0 = TLanes.Load(work.Outputs[2] + work.Column);
                if (TShape.Vectors > 1) s2v1 = TLanes.Load(work.Outputs[2] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s2v2 = TLanes.Load(work.Outputs[2] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s2v3 = TLanes.Load(work.Outputs[2] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 3)
            {
                s3v0 = TLanes.Load(work.Outputs[3] + work.Column);
                if (TShape.Vectors > 1) s3v1 = TLanes.Load(work.Outputs[3] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s3v2 = TLanes.Load(work.Outputs[3] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s3v3 = TLanes.Load(work.Outputs[3] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 4)
            {
                s4v0 = TLanes.Load(work.Outputs[4] + work.Column);
                if (TShape.Vectors > 1) s4v1 = TLanes.Load(work.Outputs[4] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s4v2 = TLanes.Load(work.Outputs[4] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s4v3 = TLanes.Load(work.Outputs[4] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 5)
            {
                s5v0 = TLanes.Load(work.Outputs[5] + work.Column);
                if (TShape.Vectors > 1) s5v1 = TLanes.Load(work.Outputs[5] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s5v2 = TLanes.Load(work.Outputs[5] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s5v3 = TLanes.Load(work.Outputs[5] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 6)
            {
                s6v0 = TLanes.Load(work.Outputs[6] + work.Column);
                if (TShape.Vectors > 1) s6v1 = TLanes.Load(work.Outputs[6] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s6v2 = TLanes.Load(work.Outputs[6] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s6v3 = TLanes.Load(work.Outputs[6] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 7)
            {
                s7v0 = TLanes.Load(work.Outputs[7] + work.Column);
                if (TShape.Vectors > 1) s7v1 = TLanes.Load(work.Outputs[7] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s7v2 = TLanes.Load(work.Outputs[7] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s7v3 = TLanes.Load(work.Outputs[7] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 8)
            {
                s8v0 = TLanes.Load(work.Outputs[8] + work.Column);
                if (TShape.Vectors > 1) s8v1 = TLanes.Load(work.Outputs[8] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s8v2 = TLanes.Load(work.Outputs[8] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s8v3 = TLanes.Load(work.Outputs[8] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 9)
            {
                s9v0 = TLanes.Load(work.Outputs[9] + work.Column);
                if (TShape.Vectors > 1) s9v1 = TLanes.Load(work.Outputs[9] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s9v2 = TLanes.Load(work.Outputs[9] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s9v3 = TLanes.Load(work.Outputs[9] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 10)
            {
                s10v0 = TLanes.Load(work.Outputs[10] + work.Column);
                if (TShape.Vectors > 1) s10v1 = TLanes.Load(work.Outputs[10] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s10v2 = TLanes.Load(work.Outputs[10] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s10v3 = TLanes.Load(work.Outputs[10] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 11)
            {
                s11v0 = TLanes.Load(work.Outputs[11] + work.Column);
                if (TShape.Vectors > 1) s11v1 = TLanes.Load(work.Outputs[11] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s11v2 = TLanes.Load(work.Outputs[11] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s11v3 = TLanes.Load(work.Outputs[11] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 12)
            {
                s12v0 = TLanes.Load(work.Outputs[12] + work.Column);
                if (TShape.Vectors > 1) s12v1 = TLanes.Load(work.Outputs[12] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s12v2 = TLanes.Load(work.Outputs[12] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s12v3 = TLanes.Load(work.Outputs[12] + work.Column + 3 * TLanes.Count);
            }
            if (TShape.Rows > 13)
            {
                s13v0 = TLanes.Load(work.Outputs[13] + work.Column);
                if (TShape.Vectors > 1) s13v1 = TLanes.Load(work.Outputs[13] + work.Column + TLanes.Count);
                if (TShape.Vectors > 2) s13v2 = TLanes.Load(work.Outputs[13] + work.Column + 2 * TLanes.Count);
                if (TShape.Vectors > 3) s13v3 = TLanes.Load(work.Outputs[13] + work.Column + 3 * TLanes.Count);
            }
        }

        float* weights = work.Weights;
        float** rows = work.Rows;
        nint depth = work.Depth, aheadStep = work.AheadStep;
        float* ahead = work.Ahead;
        for (int tap = 0; tap < work.Taps; tap++)
        {
            nint offset = work.Offsets[tap];
            float* row0 = TShape.Rows > 0 ? rows[0] + offset : null;
            float* row1 = TShape.Rows > 1 ? rows[1] + offset : null;
            float* row2 = TShape.Rows > 2 ? rows[2] + offset : null;
            float* row3 = TShape.Rows > 3 ? rows[3] + offset : null;
            float* row4 = TShape.Rows > 4 ? rows[4] + offset : null;
            float* row5 = TShape.Rows > 5 ? rows[5] + offset : null;
            float* row6 = TShape.Rows > 6 ? rows[6] + offset : null;
            float* row7 = TShape.Rows > 7 ? rows[7] + offset : null;
            float* row8 = TShape.Rows > 8 ? rows[8] + offset : null;
            float* row9 = TShape.Rows > 9 ? rows[9] + offset : null;
            float* row10 = TShape.Rows > 10 ? rows[10] + offset : null;
            float* row11 = TShape.Rows > 11 ? rows[11] + offset : null;
            float* row12 = TShape.Rows > 12 ? rows[12] + offset : null;
            float* row13 = TShape.Rows > 13 ? rows[13] + offset : null;
            for (nint k = 0; k < depth; k++, weights += TShape.Vectors * TLanes.Count, ahead += aheadStep)
            {
                if (Sse.IsSupported) Sse.Prefetch0(ahead);
                TVector w0 = TLanes.Load(weights);
                TVector w1 = TShape.Vectors > 1 ? TLanes.Load(weights + TLanes.Count) : TLanes.Zero;
                TVector w2 = TShape.Vectors > 2 ? TLanes.Load(weights + 2 * TLanes.Count) : TLanes.Zero;
                TVector w3 = TShape.Vectors > 3 ? TLanes.Load(weights + 3 * TLanes.Count) : TLanes.Zero;
                if (TShape.Rows > 0)
                {
                    TVector value = TLanes.All(row0[k]);
                    s0v0 = TLanes.MultiplyAdd(value, w0, s0v0);
                    if (TShape.Vectors > 1) s0v1 = TLanes.MultiplyAdd(value, w1, s0v1);
                    if (TShape.Vectors > 2) s0v2 = TLanes.MultiplyAdd(value, w2, s0v2);
                    if (TShape.Vectors > 3) s0v3 = TLanes.MultiplyAdd(value, w3, s0v3);
                }

                if (TShape.Rows > 1)
                {
                    TVector value = TLanes.All(row1[k]);
                    s1v0 = TLanes.MultiplyAdd(value, w0, s1v0);
                    if (TShape.Vectors > 1) s1v1 = TLanes.MultiplyAdd(value, w1, s1v1);
                    if (TShape.Vectors > 2) s1v2 = TLanes.MultiplyAdd(value, w2, s1v2);
                    if (TShape.Vectors > 3) s1v3 = TLanes.MultiplyAdd(value, w3, s1v3);
                }

                if (TShape.Rows > 2)
                {
                    TVector value = TLanes.All(row2[k]);
                    s2v0 = TLanes.MultiplyAdd(value, w0, s2v0);
                    if (TShape.Vectors > 1) s2v1 = TLanes.MultiplyAdd(value, w1, s2v1);
                    if (TShape.Vectors > 2) s2v2 = TLanes.MultiplyAdd(value, w2, s2v2);
                    if (TShape.Vectors > 3) s2v3 = TLanes.MultiplyAdd(value, w3, s2v3);
                }

                if (TShape.Rows > 3)
                {
                    TVector value = TLanes.All(row3[k]);
                    s3v0 = TLanes.MultiplyAdd(value, w0, s3v0);
                    if (TShape.Vectors > 1) s3v1 = TLanes.MultiplyAdd(value, w1, s3v1);
                    if (TShape.Vectors > 2) s3v2 = TLanes.MultiplyAdd(value, w2, s3v2);
                    if (TShape.Vectors > 3) s3v3 = TLanes.MultiplyAdd(value, w3, s3v3);
                }

                if (TShape.Rows > 4)
                {
                    TVector value = TLanes.All(row4[k]);
                    s4v0 = TLanes.MultiplyAdd(value, w0, s4v0);
                    if (TShape.Vectors > 1) s4v1 = TLanes.MultiplyAdd(value, w1, s4v1);
                    if (TShape.Vectors > 2) s4v2 = TLanes.MultiplyAdd(value, w2, s4v2);
                    if (TShape.Vectors > 3) s4v3 = TLanes.MultiplyAdd(value, w3, s4v3);
                }

                if (TShape.Rows > 5)
                {
                    TVector value = TLanes.All(row5[k]);
                    s5v0 = TLanes.MultiplyAdd(value, w0, s5v0);
                    if (TShape.Vectors > 1) s5v1 = TLanes.MultiplyAdd(value, w1, s5v1);
                    if (TShape.Vectors > 2) s5v2 = TLanes.MultiplyAdd(value, w2, s5v2);
                    if (TShape.Vectors > 3) s5v3 = TLanes.MultiplyAdd(value, w3, s5v3);
                }

                if (TShape.Rows > 6)
                {
                    TVector value = TLanes.All(row6[k]);
                    s6v0 = TLanes.MultiplyAdd(value, w0, s6v0);
                    if (TShape.Vectors > 1) s6v1 = TLanes.MultiplyAdd(value, w1, s6v1);
                    if (TShape.Vectors > 2) s6v2 = TLanes.MultiplyAdd(value, w2, s6v2);
                    if (TShape.Vectors > 3) s6v3 = TLanes.MultiplyAdd(value, w3, s6v3);
                }

                if (TShape.Rows > 7)
                {
                    TVector value = TLanes.All(row7[k]);
                    s7v0 = TLanes.MultiplyAdd(value, w0, s7v0);
                    if (TShape.Vectors > 1) s7v1 = TLanes.MultiplyAdd(value, w1, s7v1);
                    if (TShape.Vectors > 2) s7v2 = TLanes.MultiplyAdd(value, w2, s7v2);
                    if (TShape.Vectors > 3) s7v3 = TLanes.MultiplyAdd(value, w3, s7v3);
                }

                if (TShape.Rows > 8)
                {
                    TVector value = TLanes.All(row8[k]);
                    s8v0 = TLanes.MultiplyAdd(value, w0, s8v0);
                    if (TShape.Vectors > 1) s8v1 = TLanes.MultiplyAdd(value, w1, s8v1);
                    if (TShape.Vectors > 2) s8v2 = TLanes.MultiplyAdd(value, w2, s8v2);
                    if (TShape.Vectors > 3) s8v3 = TLanes.MultiplyAdd(value, w3, s8v3);
                }

                if (TShape.Rows > 9)
                {
                    TVector value = TLanes.All(row9[k]);
                    s9v0 = TLanes.MultiplyAdd(value, w0, s9v0);
                    if (TShape.Vectors > 1) s9v1 = TLanes.MultiplyAdd(value, w1, s9v1);
                    if (TShape.Vectors > 2) s9v2 = TLanes.MultiplyAdd(value, w2, s9v2);
                    if (TShape.Vectors > 3) s9v3 = TLanes.MultiplyAdd(value, w3, s9v3);
                }

                if (TShape.Rows > 10)
                {
                    TVector value = TLanes.All(row10[k]);
                    s10v0 = TLanes.MultiplyAdd(value, w0, s10v0);
                    if (TShape.Vectors > 1) s10v1 = TLanes.MultiplyAdd(value, w1, s10v1);
                    if (TShape.Vectors > 2) s10v2 = TLanes.MultiplyAdd(value, w2, s10v2);
                    if (TShape.Vectors > 3) s10v3 = TLanes.MultiplyAdd(value, w3, s10v3);
                }

                if (TShape.Rows > 11)
                {
                    TVector value = TLanes.All(row11[k]);
                    s11v0 = TLanes.MultiplyAdd(value, w0, s11v0);
                    if (TShape.Vectors > 1) s11v1 = TLanes.MultiplyAdd(value, w1, s11v1);
                    if (TShape.Vectors > 2) s11v2 = TLanes.MultiplyAdd(value, w2, s11v2);
                    if (TShape.Vectors > 3) s11v3 = TLanes.MultiplyAdd(value, w3, s11v3);
                }

                if (TShape.Rows > 12)
                {
                    TVector value = TLanes.All(row12[k]);
                    s12v0 = TLanes.MultiplyAdd(value, w0, s12v0);
                    if (TShape.Vectors > 1) s12v1 = TLanes.MultiplyAdd(value, w1, s12v1);
                    if (TShape.Vectors > 2) s12v2 = TLanes.MultiplyAdd(value, w2, s12v2);
                    if (TShape.Vectors > 3) s12v3 = TLanes.MultiplyAdd(value, w3, s12v3);
                }

                if (TShape.Rows > 13)
                {
                    TVector value = TLanes.All(row13[k]);
                    s13v0 = TLanes.MultiplyAdd(value, w0, s13v0);
                    if (TShape.Vectors > 1) s13v1 = TLanes.MultiplyAdd(value, w1, s13v1);
                    if (TShape.Vectors > 2) s13v2 = TLanes.MultiplyAdd(value, w2, s13v2);
                    if (TShape.Vectors > 3) s13v3 = TLanes.MultiplyAdd(value, w3, s13v3);
                }
            }
        }

        float* output, residual;
        float* bias = work.Bias;
        if (TShape.Rows > 0)
        {
            output = work.Outputs[0] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[0] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s0v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s0v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s0v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s0v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 1)
        {
            output = work.Outputs[1] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[1] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s1v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s1v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s1v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s1v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 2)
        {
            output = work.Outputs[2] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[2] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s2v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s2v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s2v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s2v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 3)
        {
            output = work.Outputs[3] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[3] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s3v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s3v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s3v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s3v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 4)
        {
            output = work.Outputs[4] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[4] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s4v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s4v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s4v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s4v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 5)
        {
            output = work.Outputs[5] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[5] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s5v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s5v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s5v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s5v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 6)
        {
            output = work.Outputs[6] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[6] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s6v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s6v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s6v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s6v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 7)
        {
            output = work.Outputs[7] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[7] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s7v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s7v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s7v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s7v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 8)
        {
            output = work.Outputs[8] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[8] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s8v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s8v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s8v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s8v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 9)
        {
            output = work.Outputs[9] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[9] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s9v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s9v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s9v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s9v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 10)
        {
            output = work.Outputs[10] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[10] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s10v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s10v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s10v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s10v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 11)
        {
            output = work.Outputs[11] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[11] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s11v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s11v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s11v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s11v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 12)
        {
            output = work.Outputs[12] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[12] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s12v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s12v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s12v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s12v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }

        if (TShape.Rows > 13)
        {
            output = work.Outputs[13] + work.Column;
            residual = TEpilogue.ReadsResidual ? work.Residuals[13] + work.Column : null;
            TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s13v0, bias, residual), output);
            if (TShape.Vectors > 1) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s13v1, bias + TLanes.Count, residual + TLanes.Count), output + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s13v2, bias + 2 * TLanes.Count, residual + 2 * TLanes.Count), output + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(TEpilogue.Apply<TLanes, TVector>(s13v3, bias + 3 * TLanes.Count, residual + 3 * TLanes.Count), output + 3 * TLanes.Count);
        }
    }
}
