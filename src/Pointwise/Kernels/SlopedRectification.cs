using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>x above zero, x times its channel's slope elsewhere, and the gradient of x. A row of one slope serves all channels.</summary>
internal static unsafe class SlopedRectification
{
    /// <summary>y = x where x is above 0, else slope * x.</summary>
    public static void Forward(Workers workers, Rows x, Rows slopes, Rows y) => Run(workers, x, x, slopes, y, accumulate: false);

    /// <summary>dx (+)= dy where x is above 0, else slope * dy.</summary>
    public static void InputGradient(Workers workers, Rows x, Rows slopes, Rows outputGradient, Rows inputGradient, bool accumulate) =>
        Run(workers, x, outputGradient, slopes, inputGradient, accumulate);

    private static void Run(Workers workers, Rows x, Rows values, Rows slopes, Rows destination, bool accumulate)
    {
        Debug.Assert(values.Count == x.Count && destination.Count == x.Count && values.C == x.C && destination.C == x.C && (slopes.C == 1 || slopes.C == x.C));
        var work = new Work(x, values, slopes, destination, accumulate);
        workers.Run(ref work, work.Split.Count);
    }

    private readonly struct Work(Rows x, Rows values, Rows slopes, Rows destination, bool accumulate) : IWork
    {
        public Split Split { get; } = Split.OfRows(x.Count, x.C);

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            bool shared = slopes.C == 1;
            for (int row = Split.Start(piece); row < Split.End(piece); row++)
            {
                int done = Row<TLanes, TVector>(x.Row(row), values.Row(row), slopes.Data, shared, destination.Row(row), 0, x.C, accumulate);
                if (done < x.C) Row<Lanes1, float>(x.Row(row), values.Row(row), slopes.Data, shared, destination.Row(row), done, x.C, accumulate);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Row<TLanes, TVector>(float* x, float* values, float* slopes, bool shared, float* destination, int from, int count, bool accumulate)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int i = from;
        TVector one = TLanes.All(*slopes);
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            TVector value = TLanes.Load(values + i), slope = shared ? one : TLanes.Load(slopes + i);
            value = TLanes.IfGreater(TLanes.Load(x + i), TLanes.Zero, value, TLanes.Multiply(slope, value));
            TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(destination + i), value) : value, destination + i);
        }

        return i;
    }
}
