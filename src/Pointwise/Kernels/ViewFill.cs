using System.Diagnostics;
using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>Gives every element of a view one value.</summary>
internal static unsafe class ViewFill
{
    public static void Run(Workers workers, in View destination, float value)
    {
        Debug.Assert(destination.Kind == ElementKind.Float32);
        var work = new Work<float>(destination.Floats, value, new LoopNest(destination, destination));
        workers.Run(ref work, work.Pieces);
    }

    public static void Run(Workers workers, in View destination, long value)
    {
        Debug.Assert(destination.Kind != ElementKind.Float32);
        var work = new Work<long>(destination.Integers, value, new LoopNest(destination, destination));
        workers.Run(ref work, work.Pieces);
    }

    private readonly struct Work<T>(T* destination, T value, LoopNest nest) : IWork
        where T : unmanaged
    {
        public int Pieces => nest.Pieces.Count;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = nest.Pieces;
            long step = nest.InnerStride(0);
            for (int run = split.Start(piece); run < split.End(piece); run++)
            {
                LoopNest.Offsets at = nest.RunOf(run);
                if (step == 1) new Span<T>(destination + at.A, at.Count).Fill(value);
                else for (int i = 0; i < at.Count; i++) destination[at.A + i * step] = value;
            }
        }
    }
}
