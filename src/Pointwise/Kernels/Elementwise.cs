using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Functions of each value alone, over rows of any stride. Results may lie where an argument lies.</summary>
internal static unsafe class Elementwise
{
    /// <summary>destination = f(x), or destination += f(x).</summary>
    public static void Map<TFunction>(Workers workers, TFunction function, Rows x, Rows destination, bool accumulate = false)
        where TFunction : struct, IFunction1
    {
        Debug.Assert(x.Count == destination.Count && x.C == destination.C);
        bool flat = x.IsDense && destination.IsDense;
        var work = new Work1<TFunction>(function, x, destination, accumulate, flat, Pieces(destination, flat));
        workers.Run(ref work, work.Split.Count);
    }

    /// <summary>destination = f(x, y), or destination += f(x, y).</summary>
    public static void Map<TFunction>(Workers workers, TFunction function, Rows x, Rows y, Rows destination, bool accumulate = false)
        where TFunction : struct, IFunction2
    {
        Debug.Assert(x.Count == destination.Count && x.C == destination.C && y.Count == x.Count && y.C == x.C);
        bool flat = x.IsDense && y.IsDense && destination.IsDense;
        var work = new Work2<TFunction>(function, x, y, destination, accumulate, flat, Pieces(destination, flat));
        workers.Run(ref work, work.Split.Count);
    }

    /// <summary>destination = x, or destination += x. Nothing moves where x already lies at the destination.</summary>
    public static void Copy(Workers workers, Rows x, Rows destination, bool accumulate = false)
    {
        if (!accumulate && x.Data == destination.Data && x.Stride == destination.Stride) return;
        Map(workers, default(Identity), x, destination, accumulate);
    }

    private static Split Pieces(Rows rows, bool flat) =>
        flat ? Split.OfRows(checked((int)rows.Elements), 1) : Split.OfRows(rows.Count, rows.C);

    private readonly struct Work1<TFunction>(TFunction function, Rows x, Rows destination, bool accumulate, bool flat, Split split) : IWork
        where TFunction : struct, IFunction1
    {
        public Split Split { get; } = split;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int start = Split.Start(piece), end = Split.End(piece);
            if (flat)
            {
                Row<TLanes, TVector, TFunction>(function, x.Data + start, destination.Data + start, end - start, accumulate);
                return;
            }

            for (int row = start; row < end; row++)
                Row<TLanes, TVector, TFunction>(function, x.Row(row), destination.Row(row), x.C, accumulate);
        }
    }

    private readonly struct Work2<TFunction>(TFunction function, Rows x, Rows y, Rows destination, bool accumulate, bool flat, Split split) : IWork
        where TFunction : struct, IFunction2
    {
        public Split Split { get; } = split;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int start = Split.Start(piece), end = Split.End(piece);
            if (flat)
            {
                Row<TLanes, TVector, TFunction>(function, x.Data + start, y.Data + start, destination.Data + start, end - start, accumulate);
                return;
            }

            for (int row = start; row < end; row++)
                Row<TLanes, TVector, TFunction>(function, x.Row(row), y.Row(row), destination.Row(row), x.C, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row<TLanes, TVector, TFunction>(TFunction function, float* x, float* destination, int count, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TFunction : struct, IFunction1
    {
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector value = function.Apply<TLanes, TVector>(TLanes.Load(x + i));
            TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(destination + i), value) : value, destination + i);
        }

        for (; i < count; i++)
        {
            float value = function.Apply<Lanes1, float>(x[i]);
            destination[i] = accumulate ? destination[i] + value : value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row<TLanes, TVector, TFunction>(TFunction function, float* x, float* y, float* destination, int count, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TFunction : struct, IFunction2
    {
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector value = function.Apply<TLanes, TVector>(TLanes.Load(x + i), TLanes.Load(y + i));
            TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(destination + i), value) : value, destination + i);
        }

        for (; i < count; i++)
        {
            float value = function.Apply<Lanes1, float>(x[i], y[i]);
            destination[i] = accumulate ? destination[i] + value : value;
        }
    }
}
