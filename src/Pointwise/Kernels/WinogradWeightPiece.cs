using System.Runtime.CompilerServices;

namespace Pointwise.Kernels;

/// <summary>One piece of a <see cref="WinogradWeightGradient"/>: a panel of channels times a group of filters, over the tiles of a block.</summary>
/// <param name="work">What is added to.</param>
/// <param name="cut">How it is cut.</param>
/// <param name="layout">The panels of channels and the groups of filters.</param>
/// <param name="tiles">The block's tiles.</param>
/// <param name="sources">Transformed tiles, as <see cref="WinogradWeightReading{TVertical, THorizontal}"/> lays them out.</param>
/// <param name="factors">Transformed gradients.</param>
/// <param name="workers">Who does it.</param>
internal readonly unsafe struct WinogradWeightPiece<TVertical, THorizontal>(
    WinogradWeightGradient work, WinogradWeightCut cut, OuterLayout layout, int tiles, float* sources, float* factors, Workers workers) : IWork
    where TVertical : struct, IWinogradAxis
    where THorizontal : struct, IWinogradAxis
{
    private static int Products => TVertical.In * THorizontal.In;

    private static int KernelTaps => TVertical.Taps * THorizontal.Taps;

    public int Pieces => layout.Panels * cut.Groups.Count;

    public void Do<TLanes, TVector>(int piece, int worker)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        (int panel, int group) = Math.DivRem(piece, cut.Groups.Count);
        OuterPlace place = layout.Place(panel * layout.RowTiles + cut.Groups.Start(group));
        int width = place.Vectors * TLanes.Count;
        long sumsBytes = Products * (long)cut.SumsPlane(width) * sizeof(float), addressBytes = (long)tiles * sizeof(float*);
        long columnBytes = WinogradGradientTransform<TVertical, THorizontal>.TapVectors * TLanes.Count * sizeof(float);
        var memory = new Carver(workers.Scratch(worker), sumsBytes + addressBytes + columnBytes);
        float* sums = (float*)memory.Take(sumsBytes), columns = (float*)memory.Take(columnBytes);
        var rows = (float**)memory.Take(addressBytes);
        for (int i = 0; i < tiles; i++) rows[i] = factors + group * cut.GroupFloats + (long)i * cut.FactorStep;
        int count = cut.Groups.End(group) - cut.Groups.Start(group);
        for (int product = 0; product < Products; product++)
            Multiply<TLanes, TVector>(product, place, count, sources + panel * cut.PanelFloats, rows, sums + product * cut.SumsPlane(width));
        Finish<TLanes, TVector>(place, Math.Min(cut.GroupRows, work.OutputGradient.C - place.Row), sums, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply<TLanes, TVector>(int product, OuterPlace first, int count, float* panel, float** rows, float* sums)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int width = first.Vectors * TLanes.Count;
        nint sourcePlane = cut.SourcePlane(width);
        float* source = panel + product * sourcePlane;
        bool isLast = product == Products - 1;
        var ahead = new Ahead(source + sourcePlane, isLast ? 0 : tiles * width, rows[0] + (product + 1) * cut.FactorPlane, isLast ? 0 : tiles * cut.FactorStep, source);
        Split stretches = cut.Stretches(tiles);
        for (int stretch = 0; stretch < stretches.Count; stretch++)
        {
            int start = stretches.Start(stretch);
            var outer = new OuterWork
            {
                Rows = rows + start, RowOffset = product * cut.FactorPlane, Columns = source + (long)start * width, Pixels = stretches.End(stretch) - start,
                Sums = sums, SumsStride = width, Accumulate = stretch > 0,
            };
            OuterPlace place = first;
            for (int i = 0; i < count; i++, place = layout.Below(place), outer.RowOffset += layout.TileRows, outer.Sums += layout.TileRows * width)
            {
                outer.Ahead = ahead.Take(outer.Pixels);
                TileShapes.Run<TLanes, TVector>(outer, place.TileRows, place.Vectors);
            }
        }
    }

    /// <summary>Transforms the sums to the taps of as many filters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish<TLanes, TVector>(OuterPlace place, int filters, float* sums, float* columns)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int channels = work.Input.C, width = place.Vectors * TLanes.Count;
        nint plane = cut.SumsPlane(width);
        float* taps = work.Taps + (long)place.Row * KernelTaps * channels + place.Column;
        for (int filter = 0; filter < filters; filter++, sums += width, taps += (nint)KernelTaps * channels)
        {
            int c = 0;
            for (; c + TLanes.Count <= place.UsedColumns; c += TLanes.Count)
                WinogradGradientTransform<TVertical, THorizontal>.Taps<TLanes, TVector>(sums + c, plane, columns, taps + c, channels);
            for (; c < place.UsedColumns; c++)
                WinogradGradientTransform<TVertical, THorizontal>.Taps<Lanes1, float>(sums + c, plane, columns, taps + c, channels);
        }
    }
}
