using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>How one value of a parameter moves, lane by lane: an optimiser's arithmetic.</summary>
internal unsafe interface IUpdate
{
    /// <param name="value">The parameter, changed in place.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="first">What the optimiser remembers about it, changed in place.</param>
    /// <param name="second">More of that; not touched by a rule that remembers one number alone.</param>
    void Apply<TLanes, TVector>(float* value, float* gradient, float* first, float* second)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;
}

/// <summary>One optimiser step over dense memory; each value depends on its own past alone.</summary>
internal static unsafe class Update
{
    public static void Run<TUpdate>(Workers workers, TUpdate update, Rows value, Rows gradient, Rows first, Rows second)
        where TUpdate : struct, IUpdate
    {
        Debug.Assert(value.IsDense && gradient.IsDense && first.IsDense);
        Debug.Assert(gradient.Elements == value.Elements && first.Elements == value.Elements);
        Debug.Assert(second.IsNone || (second.IsDense && second.Elements == value.Elements));
        var work = new Work<TUpdate>(update, value.Data, gradient.Data, first.Data, second.Data, Split.OfRows(checked((int)value.Elements), 1));
        workers.Run(ref work, work.Split.Count);
    }

    private readonly struct Work<TUpdate>(TUpdate update, float* value, float* gradient, float* first, float* second, Split split) : IWork
        where TUpdate : struct, IUpdate
    {
        public Split Split { get; } = split;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int start = Split.Start(piece);
            Row<TLanes, TVector, TUpdate>(update, value + start, gradient + start, first + start, second + start, Split.End(piece) - start);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row<TLanes, TVector, TUpdate>(TUpdate update, float* value, float* gradient, float* first, float* second, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
        where TUpdate : struct, IUpdate
    {
        int i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count) update.Apply<TLanes, TVector>(value + i, gradient + i, first + i, second + i);
        for (; i < count; i++) update.Apply<Lanes1, float>(value + i, gradient + i, first + i, second + i);
    }
}
