using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>Transforms a block of tiles for a <see cref="WinogradWeightGradient"/>, and the gradients of their results.</summary>
/// <param name="work">What is read.</param>
/// <param name="cut">How it is cut.</param>
/// <param name="layout">The panels of channels and the groups of filters.</param>
/// <param name="first">The block's first tile.</param>
/// <param name="tiles">The block's tiles.</param>
/// <param name="sources">Where transformed tiles go: panel by panel [products][tiles][channels of the panel].</param>
/// <param name="factors">Where transformed gradients go: group by group [products][tiles][filters of the group].</param>
/// <param name="workers">Who does it.</param>
internal readonly unsafe struct WinogradWeightReading<TVertical, THorizontal>(
    WinogradWeightGradient work, WinogradWeightCut cut, OuterLayout layout, int first, int tiles, float* sources, float* factors, Workers workers) : IWork
    where TVertical : struct, IWinogradAxis
    where THorizontal : struct, IWinogradAxis
{
    private readonly WinogradReader<TVertical, THorizontal> reader = new(work.Input, work.Top, work.Left, cut.TileRows, cut.TileColumns);

    private static int Products => TVertical.In * THorizontal.In;

    public int Pieces => WinogradWeightCut.Readings(tiles).Count;

    public void Do<TLanes, TVector>(int piece, int worker)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        Split readings = WinogradWeightCut.Readings(tiles);
        int start = readings.Start(piece), count = readings.End(piece) - start;
        long readerBytes = reader.ScratchFloats(TLanes.Count) * sizeof(float);
        long columnBytes = WinogradGradientTransform<TVertical, THorizontal>.FactorFloats(cut.GroupRows, TLanes.Count) * sizeof(float);
        var memory = new Carver(workers.Scratch(worker), readerBytes + columnBytes);
        float* scratch = (float*)memory.Take(readerBytes), columns = (float*)memory.Take(columnBytes);
        reader.Prepare(scratch);
        for (int panel = 0; panel < layout.Panels; panel++)
        {
            OuterPlace place = layout.Place(panel * layout.RowTiles);
            int width = place.Vectors * TLanes.Count;
            nint plane = cut.SourcePlane(width);
            float* to = sources + panel * cut.PanelFloats + (long)start * width;
            reader.Read<TLanes, TVector>(first + start, count, place.Column, place.UsedColumns, scratch, to, plane, width);
            Clear(to, plane, count, width, place.UsedColumns, width);
        }

        for (int group = 0; group < cut.Groups.Count; group++)
        {
            int row = group * cut.GroupRows, rows = Math.Min(cut.GroupRows, work.OutputGradient.C - row);
            float* to = factors + group * cut.GroupFloats + (long)start * cut.FactorStep;
            Factors<TLanes, TVector>(start, count, row, rows, columns, to);
            int used = (cut.Groups.End(group) - cut.Groups.Start(group)) * layout.TileRows;
            Clear(to, cut.FactorPlane, count, cut.FactorStep, rows, used);
        }
    }

    /// <summary>Transforms the gradients of some tiles' results at a group's filters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Factors<TLanes, TVector>(int start, int count, int row, int rows, float* columns, float* to)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        Rows gradient = work.OutputGradient;
        nint lineStep = (nint)gradient.W * gradient.Stride;
        for (int tile = 0; tile < count; tile++, to += cut.FactorStep)
        {
            (int image, int y, int x) = reader.Place(first + start + tile);
            int lines = Math.Min(TVertical.Out, gradient.H - y), pixels = Math.Min(THorizontal.Out, gradient.W - x);
            float* pixel = gradient.Row(((long)image * gradient.H + y) * gradient.W + x) + row;
            if (rows >= TLanes.Count)
            {
                WinogradGradientTransform<TVertical, THorizontal>.Factors<TLanes, TVector>(
                    pixel, rows, gradient.Stride, lineStep, lines, pixels, columns, to, cut.FactorPlane);
            }
            else
            {
                WinogradGradientTransform<TVertical, THorizontal>.Factors<Lanes1, float>(
                    pixel, rows, gradient.Stride, lineStep, lines, pixels, columns, to, cut.FactorPlane);
            }
        }
    }

    /// <summary>What lies beside the last channel and filter is multiplied too: numbers that are not normal would take their time.</summary>
    private static void Clear(float* to, nint plane, int count, nint step, int from, int end)
    {
        if (from >= end) return;
        for (int product = 0; product < Products; product++)
            for (int tile = 0; tile < count; tile++) new Span<float>(to + product * plane + tile * step + from, end - from).Clear();
    }
}
