namespace Pointwise.Kernels;

/// <summary>
/// Reads tiles of pixels, which overlap, and transforms them. Tiles are numbered over all pictures, row by row; outside the picture are zeros.
/// </summary>
/// <param name="source">The pictures.</param>
/// <param name="top">The row that a picture's first tile reads first.</param>
/// <param name="left">The column that it reads first.</param>
/// <param name="tileRows">Tiles from a picture's top to its bottom.</param>
/// <param name="tileColumns">Tiles from its left to its right.</param>
internal readonly unsafe struct WinogradReader<TVertical, THorizontal>(Rows source, int top, int left, int tileRows, int tileColumns)
    where TVertical : struct, IWinogradAxis
    where THorizontal : struct, IWinogradAxis
{
    /// <summary>Floats that <see cref="Read"/> works in.</summary>
    public long ScratchFloats(int lanes) => ZeroFloats + WinogradTransform<TVertical, THorizontal>.StripVectors(tileColumns) * lanes;

    /// <summary>Makes the memory ready for any number of reads.</summary>
    public void Prepare(float* scratch) => new Span<float>(scratch, ZeroFloats).Clear();

    /// <summary>A tile's picture, and the result's row and column that it begins at.</summary>
    public (int Image, int Y, int X) Place(int tile)
    {
        (int line, int x) = Math.DivRem(tile, tileColumns);
        (int image, int y) = Math.DivRem(line, tileRows);
        return (image, y * TVertical.Out, x * THorizontal.Out);
    }

    /// <summary>Transforms some tiles at some channels, row of tiles by row of tiles.</summary>
    /// <param name="first">The first tile.</param>
    /// <param name="tiles">How many.</param>
    /// <param name="firstChannel">The first channel.</param>
    /// <param name="channels">How many.</param>
    /// <param name="scratch">Memory that was prepared.</param>
    /// <param name="output">The first tile's place for its first product.</param>
    /// <param name="plane">Floats from a product to the next.</param>
    /// <param name="tileStep">Floats from a tile to the next.</param>
    public void Read<TLanes, TVector>(int first, int tiles, int firstChannel, int channels, float* scratch, float* output, nint plane, nint tileStep)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        float** lines = stackalloc float*[TVertical.In], at = stackalloc float*[TVertical.In];
        nint* masks = stackalloc nint[TVertical.In];
        float* zeros = scratch, strip = scratch + ZeroFloats;
        for (int done = 0; done < tiles;)
        {
            (int image, int y, int x) = Place(first + done);
            int count = Math.Min(tiles - done, tileColumns - x / THorizontal.Out), width = count * THorizontal.Out + THorizontal.In - THorizontal.Out;
            int before = Math.Clamp(-(left + x), 0, width), inside = Math.Clamp(source.W - left - x, before, width) - before;
            for (int i = 0; i < TVertical.In; i++)
            {
                int line = top + y + i;
                bool isPicture = line >= 0 && line < source.H && inside > 0;
                lines[i] = (isPicture ? source.Row(((long)image * source.H + line) * source.W + left + x + before) : zeros) + firstChannel;
                masks[i] = isPicture ? -1 : 0;
            }

            float* to = output + done * tileStep;
            for (int channel = 0; channels >= TLanes.Count && channel < channels; channel += TLanes.Count)
            {
                // the last vector may begin within the one before it: its channels come out the same again
                int place = Math.Min(channel, channels - TLanes.Count);
                for (int i = 0; i < TVertical.In; i++) at[i] = lines[i] + place;
                WinogradTransform<TVertical, THorizontal>.Input<TLanes, TVector>(at, masks, source.Stride, before, inside, count, strip, to + place, plane, tileStep);
            }

            for (int channel = 0; channels < TLanes.Count && channel < channels; channel++)
            {
                for (int i = 0; i < TVertical.In; i++) at[i] = lines[i] + channel;
                WinogradTransform<TVertical, THorizontal>.Input<Lanes1, float>(at, masks, source.Stride, before, inside, count, strip, to + channel, plane, tileStep);
            }

            done += count;
        }
    }

    private int ZeroFloats => (int)Tensors.Arena.RoundUp(source.C);
}
