using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Lays weights out as the tile reads them: <see cref="PanelLayout"/>.</summary>
internal static unsafe class WeightPacking
{
    /// <summary>
    /// A convolution's weights, or a fully connected layer's: [filters] rows of depth (taps x channels) floats become panels [depth][filters].
    /// </summary>
    /// <param name="workers">The threads.</param>
    /// <param name="weights">The first filter's first weight; filters follow each other.</param>
    /// <param name="layout">Columns are filters.</param>
    /// <param name="packed">Room for <see cref="PanelLayout.Floats"/>.</param>
    public static void PackFilters(Workers workers, float* weights, PanelLayout layout, float* packed)
    {
        var work = new Filters(weights, layout, packed);
        workers.Run(ref work, layout.Count);
    }

    /// <summary>
    /// The weights turned round, for the gradient of the input: taps in the order given become depth blocks of one row a filter, columns are input channels.
    /// </summary>
    /// <param name="workers">The threads.</param>
    /// <param name="weights">[filters] rows of [taps][channels].</param>
    /// <param name="filters">Filters: rows of the product's depth for each tap.</param>
    /// <param name="kernelTaps">Taps of the whole kernel.</param>
    /// <param name="taps">The kernel's taps to take, in order.</param>
    /// <param name="layout">Columns are input channels, depth is taps times filters.</param>
    /// <param name="packed">Room for <see cref="PanelLayout.Floats"/>.</param>
    public static void PackTurned(Workers workers, float* weights, int filters, int kernelTaps, ReadOnlySpan<int> taps, PanelLayout layout, float* packed)
    {
        Debug.Assert(layout.Depth == taps.Length * filters);
        fixed (int* list = taps)
        {
            var work = new Turned(weights, filters, kernelTaps, list, taps.Length, layout, packed);
            workers.Run(ref work, layout.Count);
        }
    }

    private readonly struct Filters(float* weights, PanelLayout layout, float* packed) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int used = layout.Used(piece), width = layout.Width(piece), first = layout.FirstColumn(piece);
            Transpose(weights + (long)first * layout.Depth, layout.Depth, used, width, packed + layout.Offset(piece));
        }
    }

    private readonly struct Turned(float* weights, int filters, int kernelTaps, int* taps, int count, PanelLayout layout, float* packed) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int used = layout.Used(piece), width = layout.Width(piece), channels = layout.Columns;
            float* destination = packed + layout.Offset(piece);
            for (int t = 0; t < count; t++)
            {
                float* source = weights + (long)taps[t] * channels + layout.FirstColumn(piece);
                for (int filter = 0; filter < filters; filter++, destination += width, source += (long)kernelTaps * channels)
                {
                    new ReadOnlySpan<float>(source, used).CopyTo(new Span<float>(destination, used));
                    new Span<float>(destination + used, width - used).Clear();
                }
            }
        }
    }

    /// <summary>[used] rows of depth floats to [depth] rows of width floats; 16 steps of depth at a time, so that every line read is used up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(float* source, int depth, int used, int width, float* destination)
    {
        const int Block = 16;
        if (used < width) new Span<float>(destination, checked(width * depth)).Clear();
        for (int start = 0; start < depth; start += Block)
        {
            int end = Math.Min(depth, start + Block);
            for (int column = 0; column < used; column++)
            {
                float* from = source + (long)column * depth;
                for (int k = start; k < end; k++) destination[k * width + column] = from[k];
            }
        }
    }
}
