using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pointwise.Kernels;

/// <summary>What one outer tile works on.</summary>
internal unsafe struct OuterWork
{
    /// <summary>[pixels] addresses whose floats become rows of the tile; <see cref="RowOffset"/> is added.</summary>
    public float** Rows;

    public nint RowOffset;

    /// <summary>[pixels][vectors x lanes] floats that become columns of the tile.</summary>
    public float* Columns;

    public int Pixels;

    /// <summary>What the next block will read, fetched into the second cache meanwhile, a line with every pixel.</summary>
    public float* Ahead;

    /// <summary>[tile rows][vectors x lanes] sums.</summary>
    public float* Sums;

    /// <summary>Floats from one row of sums to the next.</summary>
    public nint SumsStride;

    /// <summary>Whether to add to what <see cref="Sums"/> holds.</summary>
    public bool Accumulate;
}

/// <summary>
/// The pointwise tile's sister: sums[r][c] (+)= sum over pixels of rows[p][r] * columns[p][c], pixels ascending from zero, then added.
/// The sums must be named locals: an array of vectors lives in memory and falls to a third. That is why the file is long.
/// </summary>
internal static unsafe class OuterTile
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes, TVector, TShape>(in OuterWork work)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TShape : struct, ITileShape
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
        float** rows = work.Rows;
        float* column = work.Columns;
        float* ahead = work.Ahead;
        nint rowOffset = work.RowOffset, pixels = work.Pixels;
        for (nint p = 0; p < pixels; p++, column += TShape.Vectors * TLanes.Count, ahead += Tensors.Arena.Alignment / sizeof(float))
        {
            if (Sse.IsSupported) Sse.Prefetch1(ahead);
            float* row = rows[p] + rowOffset;
            TVector c0 = TLanes.Load(column);
            TVector c1 = TShape.Vectors > 1 ? TLanes.Load(column + TLanes.Count) : TLanes.Zero;
            TVector c2 = TShape.Vectors > 2 ? TLanes.Load(column + 2 * TLanes.Count) : TLanes.Zero;
            TVector c3 = TShape.Vectors > 3 ? TLanes.Load(column + 3 * TLanes.Count) : TLanes.Zero;
            if (TShape.Rows > 0)
            {
                TVector value = TLanes.All(row[0]);
                s0v0 = TLanes.MultiplyAdd(value, c0, s0v0);
                if (TShape.Vectors > 1) s0v1 = TLanes.MultiplyAdd(value, c1, s0v1);
                if (TShape.Vectors > 2) s0v2 = TLanes.MultiplyAdd(value, c2, s0v2);
                if (TShape.Vectors > 3) s0v3 = TLanes.MultiplyAdd(value, c3, s0v3);
            }

            if (TShape.Rows > 1)
            {
                TVector value = TLanes.All(row[1]);
                s1v0 = TLanes.MultiplyAdd(value, c0, s1v0);
                if (TShape.Vectors > 1) s1v1 = TLanes.MultiplyAdd(value, c1, s1v1);
                if (TShape.Vectors > 2) s1v2 = TLanes.MultiplyAdd(value, c2, s1v2);
                if (TShape.Vectors > 3) s1v3 = TLanes.MultiplyAdd(value, c3, s1v3);
            }

            if (TShape.Rows > 2)
            {
                TVector value = TLanes.All(row[2]);
                s2v0 = TLanes.MultiplyAdd(value, c0, s2v0);
                if (TShape.Vectors > 1) s2v1 = TLanes.MultiplyAdd(value, c1, s2v1);
                if (TShape.Vectors > 2) s2v2 = TLanes.MultiplyAdd(value, c2, s2v2);
                if (TShape.Vectors > 3) s2v3 = TLanes.MultiplyAdd(value, c3, s2v3);
            }

            if (TShape.Rows > 3)
            {
                TVector value = TLanes.All(row[3]);
                s3v0 = TLanes.MultiplyAdd(value, c0, s3v0);
                if (TShape.Vectors > 1) s3v1 = TLanes.MultiplyAdd(value, c1, s3v1);
                if (TShape.Vectors > 2) s3v2 = TLanes.MultiplyAdd(value, c2, s3v2);
                if (TShape.Vectors > 3) s3v3 = TLanes.MultiplyAdd(value, c3, s3v3);
            }

            if (TShape.Rows > 4)
            {
                TVector value = TLanes.All(row[4]);
                s4v0 = TLanes.MultiplyAdd(value, c0, s4v0);
                if (TShape.Vectors > 1) s4v1 = TLanes.MultiplyAdd(value, c1, s4v1);
                if (TShape.Vectors > 2) s4v2 = TLanes.MultiplyAdd(value, c2, s4v2);
                if (TShape.Vectors > 3) s4v3 = TLanes.MultiplyAdd(value, c3, s4v3);
            }

            if (TShape.Rows > 5)
            {
                TVector value = TLanes.All(row[5]);
                s5v0 = TLanes.MultiplyAdd(value, c0, s5v0);
                if (TShape.Vectors > 1) s5v1 = TLanes.MultiplyAdd(value, c1, s5v1);
                if (TShape.Vectors > 2) s5v2 = TLanes.MultiplyAdd(value, c2, s5v2);
                if (TShape.Vectors > 3) s5v3 = TLanes.MultiplyAdd(value, c3, s5v3);
            }

            if (TShape.Rows > 6)
            {
                TVector value = TLanes.All(row[6]);
                s6v0 = TLanes.MultiplyAdd(value, c0, s6v0);
                if (TShape.Vectors > 1) s6v1 = TLanes.MultiplyAdd(value, c1, s6v1);
                if (TShape.Vectors > 2) s6v2 = TLanes.MultiplyAdd(value, c2, s6v2);
                if (TShape.Vectors > 3) s6v3 = TLanes.MultiplyAdd(value, c3, s6v3);
            }

            if (TShape.Rows > 7)
            {
                TVector value = TLanes.All(row[7]);
                s7v0 = TLanes.MultiplyAdd(value, c0, s7v0);
                if (TShape.Vectors > 1) s7v1 = TLanes.MultiplyAdd(value, c1, s7v1);
                if (TShape.Vectors > 2) s7v2 = TLanes.MultiplyAdd(value, c2, s7v2);
                if (TShape.Vectors > 3) s7v3 = TLanes.MultiplyAdd(value, c3, s7v3);
            }

            if (TShape.Rows > 8)
            {
                TVector value = TLanes.All(row[8]);
                s8v0 = TLanes.MultiplyAdd(value, c0, s8v0);
                if (TShape.Vectors > 1) s8v1 = TLanes.MultiplyAdd(value, c1, s8v1);
                if (TShape.Vectors > 2) s8v2 = TLanes.MultiplyAdd(value, c2, s8v2);
                if (TShape.Vectors > 3) s8v3 = TLanes.MultiplyAdd(value, c3, s8v3);
            }

            if (TShape.Rows > 9)
            {
                TVector value = TLanes.All(row[9]);
                s9v0 = TLanes.MultiplyAdd(value, c0, s9v0);
                if (TShape.Vectors > 1) s9v1 = TLanes.MultiplyAdd(value, c1, s9v1);
                if (TShape.Vectors > 2) s9v2 = TLanes.MultiplyAdd(value, c2, s9v2);
                if (TShape.Vectors > 3) s9v3 = TLanes.MultiplyAdd(value, c3, s9v3);
            }

            if (TShape.Rows > 10)
            {
                TVector value = TLanes.All(row[10]);
                s10v0 = TLanes.MultiplyAdd(value, c0, s10v0);
                if (TShape.Vectors > 1) s10v1 = TLanes.MultiplyAdd(value, c1, s10v1);
                if (TShape.Vectors > 2) s10v2 = TLanes.MultiplyAdd(value, c2, s10v2);
                if (TShape.Vectors > 3) s10v3 = TLanes.MultiplyAdd(value, c3, s10v3);
            }

            if (TShape.Rows > 11)
            {
                TVector value = TLanes.All(row[11]);
                s11v0 = TLanes.MultiplyAdd(value, c0, s11v0);
                if (TShape.Vectors > 1) s11v1 = TLanes.MultiplyAdd(value, c1, s11v1);
                if (TShape.Vectors > 2) s11v2 = TLanes.MultiplyAdd(value, c2, s11v2);
                if (TShape.Vectors > 3) s11v3 = TLanes.MultiplyAdd(value, c3, s11v3);
            }

            if (TShape.Rows > 12)
            {
                TVector value = TLanes.All(row[12]);
                s12v0 = TLanes.MultiplyAdd(value, c0, s12v0);
                if (TShape.Vectors > 1) s12v1 = TLanes.MultiplyAdd(value, c1, s12v1);
                if (TShape.Vectors > 2) s12v2 = TLanes.MultiplyAdd(value, c2, s12v2);
                if (TShape.Vectors > 3) s12v3 = TLanes.MultiplyAdd(value, c3, s12v3);
            }

            if (TShape.Rows > 13)
            {
                TVector value = TLanes.All(row[13]);
                s13v0 = TLanes.MultiplyAdd(value, c0, s13v0);
                if (TShape.Vectors > 1) s13v1 = TLanes.MultiplyAdd(value, c1, s13v1);
                if (TShape.Vectors > 2) s13v2 = TLanes.MultiplyAdd(value, c2, s13v2);
                if (TShape.Vectors > 3) s13v3 = TLanes.MultiplyAdd(value, c3, s13v3);
            }
        }

        float* sums = work.Sums;
        nint stride = work.SumsStride;
        if (work.Accumulate)
        {
            if (TShape.Rows > 0)
            {
                s0v0 = TLanes.Add(TLanes.Load(sums), s0v0);
                if (TShape.Vectors > 1) s0v1 = TLanes.Add(TLanes.Load(sums + TLanes.Count), s0v1);
                if (TShape.Vectors > 2) s0v2 = TLanes.Add(TLanes.Load(sums + 2 * TLanes.Count), s0v2);
                if (TShape.Vectors > 3) s0v3 = TLanes.Add(TLanes.Load(sums + 3 * TLanes.Count), s0v3);
            }

            if (TShape.Rows > 1)
            {
                s1v0 = TLanes.Add(TLanes.Load(sums + stride), s1v0);
                if (TShape.Vectors > 1) s1v1 = TLanes.Add(TLanes.Load(sums + stride + TLanes.Count), s1v1);
                if (TShape.Vectors > 2) s1v2 = TLanes.Add(TLanes.Load(sums + stride + 2 * TLanes.Count), s1v2);
                if (TShape.Vectors > 3) s1v3 = TLanes.Add(TLanes.Load(sums + stride + 3 * TLanes.Count), s1v3);
            }

            if (TShape.Rows > 2)
            {
                s2v0 = TLanes.Add(TLanes.Load(sums + 2 * stride), s2v0);
                if (TShape.Vectors > 1) s2v1 = TLanes.Add(TLanes.Load(sums + 2 * stride + TLanes.Count), s2v1);
                if (TShape.Vectors > 2) s2v2 = TLanes.Add(TLanes.Load(sums + 2 * stride + 2 * TLanes.Count), s2v2);
                if (TShape.Vectors > 3) s2v3 = TLanes.Add(TLanes.Load(sums + 2 * stride + 3 * TLanes.Count), s2v3);
            }

            if (TShape.Rows > 3)
            {
                s3v0 = TLanes.Add(TLanes.Load(sums + 3 * stride), s3v0);
                if (TShape.Vectors > 1) s3v1 = TLanes.Add(TLanes.Load(sums + 3 * stride + TLanes.Count), s3v1);
                if (TShape.Vectors > 2) s3v2 = TLanes.Add(TLanes.Load(sums + 3 * stride + 2 * TLanes.Count), s3v2);
                if (TShape.Vectors > 3) s3v3 = TLanes.Add(TLanes.Load(sums + 3 * stride + 3 * TLanes.Count), s3v3);
            }

            if (TShape.Rows > 4)
            {
                s4v0 = TLanes.Add(TLanes.Load(sums + 4 * stride), s4v0);
                if (TShape.Vectors > 1) s4v1 = TLanes.Add(TLanes.Load(sums + 4 * stride + TLanes.Count), s4v1);
                if (TShape.Vectors > 2) s4v2 = TLanes.Add(TLanes.Load(sums + 4 * stride + 2 * TLanes.Count), s4v2);
                if (TShape.Vectors > 3) s4v3 = TLanes.Add(TLanes.Load(sums + 4 * stride + 3 * TLanes.Count), s4v3);
            }

            if (TShape.Rows > 5)
            {
                s5v0 = TLanes.Add(TLanes.Load(sums + 5 * stride), s5v0);
                if (TShape.Vectors > 1) s5v1 = TLanes.Add(TLanes.Load(sums + 5 * stride + TLanes.Count), s5v1);
                if (TShape.Vectors > 2) s5v2 = TLanes.Add(TLanes.Load(sums + 5 * stride + 2 * TLanes.Count), s5v2);
                if (TShape.Vectors > 3) s5v3 = TLanes.Add(TLanes.Load(sums + 5 * stride + 3 * TLanes.Count), s5v3);
            }

            if (TShape.Rows > 6)
            {
                s6v0 = TLanes.Add(TLanes.Load(sums + 6 * stride), s6v0);
                if (TShape.Vectors > 1) s6v1 = TLanes.Add(TLanes.Load(sums + 6 * stride + TLanes.Count), s6v1);
                if (TShape.Vectors > 2) s6v2 = TLanes.Add(TLanes.Load(sums + 6 * stride + 2 * TLanes.Count), s6v2);
                if (TShape.Vectors > 3) s6v3 = TLanes.Add(TLanes.Load(sums + 6 * stride + 3 * TLanes.Count), s6v3);
            }

            if (TShape.Rows > 7)
            {
                s7v0 = TLanes.Add(TLanes.Load(sums + 7 * stride), s7v0);
                if (TShape.Vectors > 1) s7v1 = TLanes.Add(TLanes.Load(sums + 7 * stride + TLanes.Count), s7v1);
                if (TShape.Vectors > 2) s7v2 = TLanes.Add(TLanes.Load(sums + 7 * stride + 2 * TLanes.Count), s7v2);
                if (TShape.Vectors > 3) s7v3 = TLanes.Add(TLanes.Load(sums + 7 * stride + 3 * TLanes.Count), s7v3);
            }

            if (TShape.Rows > 8)
            {
                s8v0 = TLanes.Add(TLanes.Load(sums + 8 * stride), s8v0);
                if (TShape.Vectors > 1) s8v1 = TLanes.Add(TLanes.Load(sums + 8 * stride + TLanes.Count), s8v1);
                if (TShape.Vectors > 2) s8v2 = TLanes.Add(TLanes.Load(sums + 8 * stride + 2 * TLanes.Count), s8v2);
                if (TShape.Vectors > 3) s8v3 = TLanes.Add(TLanes.Load(sums + 8 * stride + 3 * TLanes.Count), s8v3);
            }

            if (TShape.Rows > 9)
            {
                s9v0 = TLanes.Add(TLanes.Load(sums + 9 * stride), s9v0);
                if (TShape.Vectors > 1) s9v1 = TLanes.Add(TLanes.Load(sums + 9 * stride + TLanes.Count), s9v1);
                if (TShape.Vectors > 2) s9v2 = TLanes.Add(TLanes.Load(sums + 9 * stride + 2 * TLanes.Count), s9v2);
                if (TShape.Vectors > 3) s9v3 = TLanes.Add(TLanes.Load(sums + 9 * stride + 3 * TLanes.Count), s9v3);
            }

            if (TShape.Rows > 10)
            {
                s10v0 = TLanes.Add(TLanes.Load(sums + 10 * stride), s10v0);
                if (TShape.Vectors > 1) s10v1 = TLanes.Add(TLanes.Load(sums + 10 * stride + TLanes.Count), s10v1);
                if (TShape.Vectors > 2) s10v2 = TLanes.Add(TLanes.Load(sums + 10 * stride + 2 * TLanes.Count), s10v2);
                if (TShape.Vectors > 3) s10v3 = TLanes.Add(TLanes.Load(sums + 10 * stride + 3 * TLanes.Count), s10v3);
            }

            if (TShape.Rows > 11)
            {
                s11v0 = TLanes.Add(TLanes.Load(sums + 11 * stride), s11v0);
                if (TShape.Vectors > 1) s11v1 = TLanes.Add(TLanes.Load(sums + 11 * stride + TLanes.Count), s11v1);
                if (TShape.Vectors > 2) s11v2 = TLanes.Add(TLanes.Load(sums + 11 * stride + 2 * TLanes.Count), s11v2);
                if (TShape.Vectors > 3) s11v3 = TLanes.Add(TLanes.Load(sums + 11 * stride + 3 * TLanes.Count), s11v3);
            }

            if (TShape.Rows > 12)
            {
                s12v0 = TLanes.Add(TLanes.Load(sums + 12 * stride), s12v0);
                if (TShape.Vectors > 1) s12v1 = TLanes.Add(TLanes.Load(sums + 12 * stride + TLanes.Count), s12v1);
                if (TShape.Vectors > 2) s12v2 = TLanes.Add(TLanes.Load(sums + 12 * stride + 2 * TLanes.Count), s12v2);
                if (TShape.Vectors > 3) s12v3 = TLanes.Add(TLanes.Load(sums + 12 * stride + 3 * TLanes.Count), s12v3);
            }

            if (TShape.Rows > 13)
            {
                s13v0 = TLanes.Add(TLanes.Load(sums + 13 * stride), s13v0);
                if (TShape.Vectors > 1) s13v1 = TLanes.Add(TLanes.Load(sums + 13 * stride + TLanes.Count), s13v1);
                if (TShape.Vectors > 2) s13v2 = TLanes.Add(TLanes.Load(sums + 13 * stride + 2 * TLanes.Count), s13v2);
                if (TShape.Vectors > 3) s13v3 = TLanes.Add(TLanes.Load(sums + 13 * stride + 3 * TLanes.Count), s13v3);
            }
        }

        if (TShape.Rows > 0)
        {
            TLanes.Store(s0v0, sums);
            if (TShape.Vectors > 1) TLanes.Store(s0v1, sums + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s0v2, sums + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s0v3, sums + 3 * TLanes.Count);
        }

        if (TShape.Rows > 1)
        {
            TLanes.Store(s1v0, sums + stride);
            if (TShape.Vectors > 1) TLanes.Store(s1v1, sums + stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s1v2, sums + stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s1v3, sums + stride + 3 * TLanes.Count);
        }

        if (TShape.Rows > 2)
        {
            TLanes.Store(s2v0, sums + 2 * stride);
            if (TShape.Vectors > 1) TLanes.Store(s2v1, sums + 2 * stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s2v2, sums + 2 * stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s2v3, sums + 2 * stride + 3 * TLanes.Count);
        }

        if (TShape.Rows > 3)
        {
            TLanes.Store(s3v0, sums + 3 * stride);
            if (TShape.Vectors > 1) TLanes.Store(s3v1, sums + 3 * stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s3v2, sums + 3 * stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s3v3, sums + 3 * stride + 3 * TLanes.Count);
        }

        if (TShape.Rows > 4)
        {
            TLanes.Store(s4v0, sums + 4 * stride);
            if (TShape.Vectors > 1) TLanes.Store(s4v1, sums + 4 * stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s4v2, sums + 4 * stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s4v3, sums + 4 * stride + 3 * TLanes.Count);
        }

        if (TShape.Rows > 5)
        {
            TLanes.Store(s5v0, sums + 5 * stride);
            if (TShape.Vectors > 1) TLanes.Store(s5v1, sums + 5 * stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s5v2, sums + 5 * stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s5v3, sums + 5 * stride + 3 * TLanes.Count);
        }

        if (TShape.Rows > 6)
        {
            TLanes.Store(s6v0, sums + 6 * stride);
            if (TShape.Vectors > 1) TLanes.Store(s6v1, sums + 6 * stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s6v2, sums + 6 * stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s6v3, sums + 6 * stride + 3 * TLanes.Count);
        }

        if (TShape.Rows > 7)
        {
            TLanes.Store(s7v0, sums + 7 * stride);
            if (TShape.Vectors > 1) TLanes.Store(s7v1, sums + 7 * stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s7v2, sums + 7 * stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s7v3, sums + 7 * stride + 3 * TLanes.Count);
        }

        if (TShape.Rows > 8)
        {
            TLanes.Store(s8v0, sums + 8 * stride);
            if (TShape.Vectors > 1) TLanes.Store(s8v1, sums + 8 * stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s8v2, sums + 8 * stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s8v3, sums + 8 * stride + 3 * TLanes.Count);
        }

        if (TShape.Rows > 9)
        {
            TLanes.Store(s9v0, sums + 9 * stride);
            if (TShape.Vectors > 1) TLanes.Store(s9v1, sums + 9 * stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s9v2, sums + 9 * stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s9v3, sums + 9 * stride + 3 * TLanes.Count);
        }

        if (TShape.Rows > 10)
        {
            TLanes.Store(s10v0, sums + 10 * stride);
            if (TShape.Vectors > 1) TLanes.Store(s10v1, sums + 10 * stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s10v2, sums + 10 * stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s10v3, sums + 10 * stride + 3 * TLanes.Count);
        }

        if (TShape.Rows > 11)
        {
            TLanes.Store(s11v0, sums + 11 * stride);
            if (TShape.Vectors > 1) TLanes.Store(s11v1, sums + 11 * stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s11v2, sums + 11 * stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s11v3, sums + 11 * stride + 3 * TLanes.Count);
        }

        if (TShape.Rows > 12)
        {
            TLanes.Store(s12v0, sums + 12 * stride);
            if (TShape.Vectors > 1) TLanes.Store(s12v1, sums + 12 * stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s12v2, sums + 12 * stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s12v3, sums + 12 * stride + 3 * TLanes.Count);
        }

        if (TShape.Rows > 13)
        {
            TLanes.Store(s13v0, sums + 13 * stride);
            if (TShape.Vectors > 1) TLanes.Store(s13v1, sums + 13 * stride + TLanes.Count);
            if (TShape.Vectors > 2) TLanes.Store(s13v2, sums + 13 * stride + 2 * TLanes.Count);
            if (TShape.Vectors > 3) TLanes.Store(s13v3, sums + 13 * stride + 3 * TLanes.Count);
        }
    }
}
