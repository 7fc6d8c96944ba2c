namespace Pointwise.Kernels;

/// <summary>Transforms all blocks of a <see cref="WinogradProduct"/> that has few, for the pieces that share them.</summary>
internal readonly unsafe struct WinogradReading<TVertical, THorizontal>(WinogradProduct product, WinogradCut cut, float* shared, Workers workers) : IWork
    where TVertical : struct, IWinogradAxis
    where THorizontal : struct, IWinogradAxis
{
    private readonly WinogradReader<TVertical, THorizontal> reader = new(product.Source, product.Top, product.Left, cut.TileRows, cut.TileColumns);

    /// <summary>Floats of all transformed tiles.</summary>
    public static long Floats(WinogradCut cut, int channels) => cut.Blocks * WinogradTransform<TVertical, THorizontal>.Products * cut.SourcePlane(channels);

    public int Pieces => cut.Blocks * cut.Readings.Count;

    public void Do<TLanes, TVector>(int piece, int worker)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        int channels = product.Source.C, step = WinogradCut.SourceStep(channels);
        long plane = cut.SourcePlane(channels);
        (int block, int part) = Math.DivRem(piece, cut.Readings.Count);
        int first = block * cut.TilesPerBlock + cut.Readings.Start(part), end = Math.Min(block * cut.TilesPerBlock + cut.Readings.End(part), cut.Tiles);
        if (first >= end) return;
        float* scratch = (float*)workers.Scratch(worker).Bytes(reader.ScratchFloats(TLanes.Count) * sizeof(float));
        reader.Prepare(scratch);
        float* to = shared + block * WinogradTransform<TVertical, THorizontal>.Products * plane + (long)cut.Readings.Start(part) * step;
        reader.Read<TLanes, TVector>(first, end - first, 0, channels, scratch, to, (nint)plane, step);
    }
}
