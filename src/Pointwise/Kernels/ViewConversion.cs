using Pointwise.Tensors;

namespace Pointwise.Kernels;

/// <summary>Elements of one kind as elements of another.</summary>
internal static unsafe class ViewConversion
{
    /// <summary>A function of one element.</summary>
    private interface IConversion<TFrom, TTo>
    {
        TTo Of(TFrom value);
    }

    /// <summary>destination = source as the destination's kind.</summary>
    public static void Run(Workers workers, in View source, in View destination)
    {
        bool fromFloats = source.Kind == ElementKind.Float32, toFloats = destination.Kind == ElementKind.Float32;
        if (source.Kind == destination.Kind) ViewCopy.Run(workers, source, destination);
        else if (toFloats) Convert<long, float, ToFloat>(workers, source, destination, default);
        else if (destination.Kind == ElementKind.Int64 && fromFloats) Convert<float, long, ToInteger>(workers, source, destination, default);
        else if (fromFloats) Convert<float, long, FloatToTruth>(workers, source, destination, default);
        else if (destination.Kind == ElementKind.Boolean) Convert<long, long, ToTruth>(workers, source, destination, default);
        else Convert<long, long, Last>(workers, source, destination, new Last(64, true));
    }

    /// <summary>destination = the last bits of source.</summary>
    public static void Wrap(Workers workers, in View source, in View destination, int bits, bool signed) =>
        Convert<long, long, Last>(workers, source, destination, new Last(bits, signed));

    private static void Convert<TFrom, TTo, TConversion>(Workers workers, in View source, in View destination, TConversion conversion)
        where TFrom : unmanaged
        where TTo : unmanaged
        where TConversion : struct, IConversion<TFrom, TTo>
    {
        var work = new Work<TFrom, TTo, TConversion>((TFrom*)source.Integers, (TTo*)destination.Integers, conversion, new LoopNest(destination, source));
        workers.Run(ref work, work.Pieces);
    }

    private readonly struct Work<TFrom, TTo, TConversion>(TFrom* source, TTo* destination, TConversion conversion, LoopNest nest) : IWork
        where TFrom : unmanaged
        where TTo : unmanaged
        where TConversion : struct, IConversion<TFrom, TTo>
    {
        public int Pieces => nest.Pieces.Count;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Split split = nest.Pieces;
            long to = nest.InnerStride(0), from = nest.InnerStride(1);
            for (int run = split.Start(piece); run < split.End(piece); run++)
            {
                LoopNest.Offsets at = nest.RunOf(run);
                for (int i = 0; i < at.Count; i++) destination[at.A + i * to] = conversion.Of(source[at.B + i * from]);
            }
        }
    }

    private readonly struct ToFloat : IConversion<long, float>
    {
        public float Of(long value) => value;
    }

    private readonly struct ToInteger : IConversion<float, long>
    {
        public long Of(float value) => (long)value;
    }

    private readonly struct FloatToTruth : IConversion<float, long>
    {
        public long Of(float value) => value != 0 ? 1 : 0;
    }

    private readonly struct ToTruth : IConversion<long, long>
    {
        public long Of(long value) => value != 0 ? 1 : 0;
    }

    /// <summary>The last bits, the first of them a sign or not.</summary>
    private readonly struct Last(int bits, bool signed) : IConversion<long, long>
    {
        private readonly int unused = 64 - bits;

        public long Of(long value) => signed ? value << unused >> unused : (long)((ulong)value << unused >> unused);
    }
}
