using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// Per channel the sums of a term t and of t * (x - centre), over fixed pieces of the rows: few enough rows a piece that floats
/// hold the sums well. The pieces are then combined in double and ascending order by who asked for them.
/// </summary>
internal static unsafe class ColumnSums
{
    private const int LeastRows = 32;
    private const int MostRows = 256;

    /// <summary>Channels that one piece of combining looks after: one cache line of each piece's sums.</summary>
    public const int ChannelsPerPiece = 16;

    /// <summary>The pieces of rows.</summary>
    public static Split Pieces(Rows rows) => new(rows.Count, Math.Clamp(Split.OfRows(rows.Count, rows.C).Size, LeastRows, MostRows));

    /// <summary>The pieces of channels.</summary>
    public static Split Channels(Rows rows) => new(rows.C, ChannelsPerPiece);

    /// <summary>Floats of all pieces' sums.</summary>
    public static long Floats(Rows rows) => 2L * rows.C * Pieces(rows).Count;

    /// <summary>Fills <paramref name="sums"/>, piece by piece: C sums of t, then C sums of t * (x - centre).</summary>
    /// <param name="workers">Who does it.</param>
    /// <param name="x">The rows.</param>
    /// <param name="centre">One row; none for each piece's own first row.</param>
    /// <param name="gradient">Rows that the term reads; none where it reads none.</param>
    /// <param name="factor">One row that the term reads; none where it reads none.</param>
    /// <param name="shift">One row that the term reads; none where it reads none.</param>
    /// <param name="sums">Room for <see cref="Floats"/>.</param>
    public static void Run<TTerm>(Workers workers, Rows x, Rows centre, Rows gradient, Rows factor, Rows shift, float* sums)
        where TTerm : struct, IBatchTerm
    {
        Debug.Assert(gradient.IsNone || (gradient.Count == x.Count && gradient.C == x.C));
        var work = new Work<TTerm>(x, centre, gradient, factor, shift, sums);
        workers.Run(ref work, Pieces(x).Count);
    }

    private readonly struct Work<TTerm>(Rows x, Rows centre, Rows gradient, Rows factor, Rows shift, float* sums) : IWork
        where TTerm : struct, IBatchTerm
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = Pieces(x);
            int start = split.Start(piece), rows = split.End(piece) - start, c = 0;
            for (; c <= x.C - 4 * TLanes.Count; c += 4 * TLanes.Count) Columns<TLanes, TVector, TTerm, FourVectors>(At(start, piece, c), rows);
            for (; c <= x.C - TLanes.Count; c += TLanes.Count) Columns<TLanes, TVector, TTerm, OneVector>(At(start, piece, c), rows);
            for (; c < x.C; c++) Columns<Lanes1, float, TTerm, OneVector>(At(start, piece, c), rows);
        }

        private Place At(int start, int piece, int c)
        {
            float* first = x.Row(start) + c;
            float* sum = sums + 2L * x.C * piece + c;
            return new Place(first, x.Stride, centre.IsNone ? first : centre.Data + c, gradient.IsNone ? null : gradient.Row(start) + c,
                gradient.Stride, factor.Data + c, shift.Data + c, sum, sum + x.C);
        }
    }

    /// <summary>Where a block of columns starts in everything that is read and written.</summary>
    private readonly struct Place(float* x, int stride, float* centre, float* gradient, int gradientStride, float* factor, float* shift, float* sum, float* product)
    {
        public readonly float* X = x, Centre = centre, Gradient = gradient, Factor = factor, Shift = shift, Sum = sum, Product = product;
        public readonly int Stride = stride, GradientStride = gradientStride;
    }

    private readonly struct FourVectors : ITileShape
    {
        public static int Rows => 1;

        public static int Vectors => 4;
    }

    private readonly struct OneVector : ITileShape
    {
        public static int Rows => 1;

        public static int Vectors => 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns<TLanes, TVector, TTerm, TShape>(Place place, int rows)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TTerm : struct, IBatchTerm
        where TShape : struct, ITileShape
    {
        int v = TLanes.Count;
        float* x = place.X, g = place.Gradient, centre = place.Centre, factor = place.Factor, shift = place.Shift;
        TVector s0 = TLanes.Zero, s1 = s0, s2 = s0, s3 = s0, p0 = s0, p1 = s0, p2 = s0, p3 = s0;
        for (int row = 0; row < rows; row++, x += place.Stride, g += place.GradientStride)
        {
            TVector d = TLanes.Subtract(TLanes.Load(x), TLanes.Load(centre));
            TVector t = TTerm.Of<TLanes, TVector>(d, g, factor, shift);
            (s0, p0) = (TLanes.Add(s0, t), TLanes.MultiplyAdd(t, d, p0));
            if (TShape.Vectors == 1) continue;
            d = TLanes.Subtract(TLanes.Load(x + v), TLanes.Load(centre + v));
            t = TTerm.Of<TLanes, TVector>(d, g + v, factor + v, shift + v);
            (s1, p1) = (TLanes.Add(s1, t), TLanes.MultiplyAdd(t, d, p1));
            d = TLanes.Subtract(TLanes.Load(x + 2 * v), TLanes.Load(centre + 2 * v));
            t = TTerm.Of<TLanes, TVector>(d, g + 2 * v, factor + 2 * v, shift + 2 * v);
            (s2, p2) = (TLanes.Add(s2, t), TLanes.MultiplyAdd(t, d, p2));
            d = TLanes.Subtract(TLanes.Load(x + 3 * v), TLanes.Load(centre + 3 * v));
            t = TTerm.Of<TLanes, TVector>(d, g + 3 * v, factor + 3 * v, shift + 3 * v);
            (s3, p3) = (TLanes.Add(s3, t), TLanes.MultiplyAdd(t, d, p3));
        }

        TLanes.Store(s0, place.Sum);
        TLanes.Store(p0, place.Product);
        if (TShape.Vectors == 1) return;
        TLanes.Store(s1, place.Sum + v);
        TLanes.Store(p1, place.Product + v);
        TLanes.Store(s2, place.Sum + 2 * v);
        TLanes.Store(p2, place.Product + 2 * v);
        TLanes.Store(s3, place.Sum + 3 * v);
        TLanes.Store(p3, place.Product + 3 * v);
    }
}
