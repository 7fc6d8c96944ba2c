using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// Transforms 3x3 weights [filters][9][channels] and lays them out for <see cref="WinogradProduct"/>: panel after panel, in each 36 matrices [depth][width].
/// </summary>
internal static unsafe class WinogradWeights
{
    private const int Chunk = 16;
    private const int Products = WinogradTransform.Products;

    /// <summary>Floats of transformed weights.</summary>
    public static long Floats(PanelLayout layout) => Products * layout.Floats;

    /// <summary>For the forward pass: columns are filters, depth is channels.</summary>
    public static void PackFilters(Workers workers, float* weights, PanelLayout layout, float* packed)
    {
        var work = new Filters(weights, layout, packed, workers);
        workers.Run(ref work, layout.Count * work.Chunks);
    }

    /// <summary>For the gradient of the input, turned round: columns are channels, depth is filters.</summary>
    public static void PackTurned(Workers workers, float* weights, PanelLayout layout, float* packed)
    {
        var work = new Turned(weights, layout, packed, workers);
        workers.Run(ref work, layout.Count * work.Chunks);
    }

    private readonly struct Filters(float* weights, PanelLayout layout, float* packed, Workers workers) : IWork
    {
        // [36][filters][channels] of a chunk of each, a line more than a power of two apart
        private const int Plane = Chunk * Chunk + Chunk;

        public int Chunks => (layout.Depth + Chunk - 1) / Chunk;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int panel = piece / Chunks, channel = piece % Chunks * Chunk, channels = Math.Min(Chunk, layout.Depth - channel);
            int used = layout.Used(panel), width = layout.Width(panel);
            float* block = (float*)workers.Scratch(worker).Bytes((Products * Plane + 18 * Chunk) * sizeof(float)), columns = block + Products * Plane;
            float* to = packed + Products * layout.Offset(panel) + (long)channel * width;
            for (int filter = 0; filter < used; filter += Chunk)
            {
                int filters = Math.Min(Chunk, used - filter);
                for (int f = 0; f < filters; f++)
                {
                    float* taps = weights + ((long)(layout.FirstColumn(panel) + filter + f) * 9 * layout.Depth) + channel, at = block + f * Chunk;
                    int c = 0;
                    for (; c + TLanes.Count <= channels; c += TLanes.Count) WinogradTransform.Weights<TLanes, TVector>(taps + c, layout.Depth, columns, at + c, Plane);
                    for (; c < channels; c++) WinogradTransform.Weights<Lanes1, float>(taps + c, layout.Depth, columns, at + c, Plane);
                }

                for (int i = 0; i < Products; i++)
                    Transpose(block + i * Plane, filters, channels, to + (long)i * layout.Depth * width + filter, width);
            }

            if (used == width) return;
            for (int i = 0; i < Products; i++)
                for (int c = 0; c < channels; c++) new Span<float>(to + ((long)i * layout.Depth + c) * width + used, width - used).Clear();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Transpose(float* from, int filters, int channels, float* to, int width)
        {
            for (int c = 0; c < channels; c++, from++, to += width)
                for (int f = 0; f < filters; f++) to[f] = from[f * Chunk];
        }
    }

    private readonly struct Turned(float* weights, PanelLayout layout, float* packed, Workers workers) : IWork
    {
        public int Chunks => (layout.Depth + Chunk - 1) / Chunk;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int panel = piece / Chunks, first = piece % Chunks * Chunk, end = Math.Min(first + Chunk, layout.Depth);
            int used = layout.Used(panel), width = layout.Width(panel), channels = layout.Columns;
            float* columns = (float*)workers.Scratch(worker).Bytes(18 * Chunk * sizeof(float));
            nint plane = (nint)layout.Depth * width;
            Debug.Assert(TLanes.Count <= Chunk);
            for (int filter = first; filter < end; filter++)
            {
                float* taps = weights + ((long)filter * 9 + 8) * channels + layout.FirstColumn(panel);
                float* to = packed + Products * layout.Offset(panel) + (long)filter * width;
                int c = 0;
                for (; c + TLanes.Count <= used; c += TLanes.Count) WinogradTransform.Weights<TLanes, TVector>(taps + c, -channels, columns, to + c, plane);
                for (; c < used; c++) WinogradTransform.Weights<Lanes1, float>(taps + c, -channels, columns, to + c, plane);
                for (int i = 0; used < width && i < Products; i++) new Span<float>(to + i * plane + used, width - used).Clear();
            }
        }
    }
}
