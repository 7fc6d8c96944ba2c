using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Turns pictures in N,C,H,W order, as other tools hold them, into channels-last rows.</summary>
internal static unsafe class ChannelsFirst
{
    /// <summary>destination[n,y,x,c] = pictures[n,c,y,x].</summary>
    /// <param name="workers">The threads.</param>
    /// <param name="pictures">N x C x H x W values.</param>
    /// <param name="destination">Rows of any stride.</param>
    public static void Read(Workers workers, ReadOnlySpan<float> pictures, Rows destination)
    {
        if (pictures.Length != destination.Elements) throw new ArgumentException($"{pictures.Length} values for {destination.Elements}", nameof(pictures));
        fixed (float* source = pictures)
        {
            var work = new Work(source, destination);
            workers.Run(ref work, destination.N * destination.H);
        }
    }

    private readonly struct Work(float* source, Rows destination) : IWork
    {
        /// <summary>One piece is one row of pixels of one picture.</summary>
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int n = piece / destination.H, y = piece % destination.H;
            long plane = (long)destination.H * destination.W;
            float* first = source + n * destination.C * plane + (long)y * destination.W;
            Interleave(first, plane, destination.Row((long)piece * destination.W), destination.Stride, destination.W, destination.C);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Interleave(float* source, long plane, float* destination, int stride, int pixels, int channels)
    {
        Debug.Assert(stride >= channels);
        for (int x = 0; x < pixels; x++, source++, destination += stride)
            for (int c = 0; c < channels; c++) destination[c] = source[c * plane];
    }
}
