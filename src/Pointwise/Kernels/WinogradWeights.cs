using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>
/// Transforms weights [filters][taps][channels] and lays them out for <see cref="WinogradProduct"/>: panel after panel, in each as many matrices
/// [depth][width] as a tile has products.
/// </summary>
internal static unsafe class WinogradWeights
{
    private const int Chunk = 16;

    /// <summary>Floats of transformed weights.</summary>
    public static long Floats(WinogradForm form, PanelLayout layout) => form.Products * layout.Floats;

    /// <summary>For the forward pass: columns are filters, depth is channels.</summary>
    public static void PackFilters(WinogradForm form, Workers workers, float* weights, PanelLayout layout, float* packed) =>
        form.Run(new Packing(workers, weights, layout, packed, isTurned: false));

    /// <summary>For the gradient of the input, turned round: columns are channels, depth is filters.</summary>
    public static void PackTurned(WinogradForm form, Workers workers, float* weights, PanelLayout layout, float* packed) =>
        form.Run(new Packing(workers, weights, layout, packed, isTurned: true));

    private readonly struct Packing(Workers workers, float* weights, PanelLayout layout, float* packed, bool isTurned) : IWinogradWork
    {
        public void With<TVertical, THorizontal>()
            where TVertical : struct, IWinogradAxis
            where THorizontal : struct, IWinogradAxis
        {
            int pieces = layout.Count * ((layout.Depth + Chunk - 1) / Chunk);
            if (isTurned)
            {
                var turned = new Turned<TVertical, THorizontal>(weights, layout, packed, workers);
                workers.Run(ref turned, pieces);
                return;
            }

            var filters = new Filters<TVertical, THorizontal>(weights, layout, packed, workers);
            workers.Run(ref filters, pieces);
        }
    }

    private readonly struct Filters<TVertical, THorizontal>(float* weights, PanelLayout layout, float* packed, Workers workers) : IWork
        where TVertical : struct, IWinogradAxis
        where THorizontal : struct, IWinogradAxis
    {
        private static int Products => TVertical.In * THorizontal.In;

        private static int Taps => TVertical.Taps * THorizontal.Taps;

        private int Chunks => (layout.Depth + Chunk - 1) / Chunk;

        // [products][filters][channels] of a chunk of each, a line more than a power of two apart
        private const int Plane = Chunk * Chunk + Chunk;


        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int panel = piece / Chunks, channel = piece % Chunks * Chunk, channels = Math.Min(Chunk, layout.Depth - channel);
            int used = layout.Used(panel), width = layout.Width(panel);
            float* block = (float*)workers.Scratch(worker).Bytes((Products * Plane + WinogradTransform<TVertical, THorizontal>.WeightVectors * Chunk) * sizeof(float)), columns = block + Products * Plane;
            float* to = packed + Products * layout.Offset(panel) + (long)channel * width;
            for (int filter = 0; filter < used; filter += Chunk)
            {
                int filters = Math.Min(Chunk, used - filter);
                for (int f = 0; f < filters; f++)
                {
                    float* taps = weights + ((long)(layout.FirstColumn(panel) + filter + f) * Taps * layout.Depth) + channel, at = block + f * Chunk;
                    int c = 0;
                    for (; c + TLanes.Count <= channels; c += TLanes.Count) WinogradTransform<TVertical, THorizontal>.Weights<TLanes, TVector>(taps + c, layout.Depth, columns, at + c, Plane);
                    for (; c < channels; c++) WinogradTransform<TVertical, THorizontal>.Weights<Lanes1, float>(taps + c, layout.Depth, columns, at + c, Plane);
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

    private readonly struct Turned<TVertical, THorizontal>(float* weights, PanelLayout layout, float* packed, Workers workers) : IWork
        where TVertical : struct, IWinogradAxis
        where THorizontal : struct, IWinogradAxis
    {
        private static int Products => TVertical.In * THorizontal.In;

        private static int Taps => TVertical.Taps * THorizontal.Taps;

        private int Chunks => (layout.Depth + Chunk - 1) / Chunk;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            int panel = piece / Chunks, first = piece % Chunks * Chunk, end = Math.Min(first + Chunk, layout.Depth);
            int used = layout.Used(panel), width = layout.Width(panel), channels = layout.Columns;
            float* columns = (float*)workers.Scratch(worker).Bytes(WinogradTransform<TVertical, THorizontal>.WeightVectors * Chunk * sizeof(float));
            nint plane = (nint)layout.Depth * width;
            Debug.Assert(TLanes.Count <= Chunk);
            for (int filter = first; filter < end; filter++)
            {
                float* taps = weights + ((long)filter * Taps + Taps - 1) * channels + layout.FirstColumn(panel);
                float* to = packed + Products * layout.Offset(panel) + (long)filter * width;
                int c = 0;
                for (; c + TLanes.Count <= used; c += TLanes.Count) WinogradTransform<TVertical, THorizontal>.Weights<TLanes, TVector>(taps + c, -channels, columns, to + c, plane);
                for (; c < used; c++) WinogradTransform<TVertical, THorizontal>.Weights<Lanes1, float>(taps + c, -channels, columns, to + c, plane);
                for (int i = 0; used < width && i < Products; i++) new Span<float>(to + i * plane + used, width - used).Clear();
            }
        }
    }
}
