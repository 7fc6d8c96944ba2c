namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>
/// Decodes one scan a row of units at a time. All scans of a picture advance together, so that no more than one row of coefficients is ever
/// in memory. Damage between restart markers loses what is left up to the next one (as ITU-T T.81, F.2.2.5 leaves it to the decoder);
/// without one behind it, it is an error.
/// </summary>
internal sealed class ScanDecoder : IDisposable
{
    private readonly string where;
    private readonly Frame frame;
    private readonly Scan scan;
    private readonly Plane[] planes;
    private readonly Step[] unit;
    private readonly EntropyReader entropy;
    private readonly int[] predictors;
    private int untilRestart;
    private int nextRestart;
    private int run;
    private bool isLost;
    private readonly int fileLength;

    public ScanDecoder(string where, ReadOnlyMemory<byte> file, Frame frame, Scan scan, Plane[] planes)
    {
        (this.where, this.frame, this.scan, this.planes) = (where, frame, scan, planes);
        fileLength = file.Length;
        unit = [.. scan.Components.SelectMany(Steps)];
        predictors = new int[planes.Length];
        untilRestart = scan.RestartInterval == 0 ? int.MaxValue : scan.RestartInterval;
        entropy = new EntropyReader(file, scan.Position, scan.End);
    }

    /// <summary>Adds to the planes' coefficients what this scan says about a row of units.</summary>
    /// <exception cref="PointwiseException">The bits are damaged or end too early.</exception>
    public void DecodeRow(int unitRow)
    {
        if (scan.Components.Count > 1) DecodeUnits(frame.UnitsAcross, 0);
        else DecodeBlocks(unitRow);
    }

    public void Dispose() => entropy.Dispose();

    /// <summary>The blocks of a unit, in the order they are coded.</summary>
    private IEnumerable<Step> Steps(ScanComponent component)
    {
        Plane plane = planes[component.Index];
        bool isAlone = scan.Components.Count == 1;
        int across = isAlone ? 1 : plane.Component.Horizontal, down = isAlone ? 1 : plane.Component.Vertical;
        for (int v = 0; v < down; v++)
            for (int h = 0; h < across; h++) yield return new Step(component.Index, component.Differences, component.Others, plane.Coefficients, plane.Lasts, v * plane.BlocksStored + h, across);
    }

    private void DecodeBlocks(int unitRow)
    {
        Plane plane = planes[unit[0].Component];
        int first = unitRow * plane.Component.Vertical, rows = Math.Min(plane.Component.Vertical, plane.BlocksDown - first);
        for (int v = 0; v < rows; v++) DecodeUnits(plane.BlocksAcross, v * plane.BlocksStored);
    }

    private void DecodeUnits(int count, int firstBlock)
    {
        for (int i = 0; i < count; i++)
        {
            if (untilRestart == 0) Restart();
            if (run > 0 && scan.IsFirst)
            {
                int empty = Math.Min(run, Math.Min(count - i, untilRestart));
                run -= empty;
                i += empty - 1;
                if (scan.RestartInterval > 0) untilRestart -= empty;
                continue;
            }

            if (scan.RestartInterval > 0) untilRestart--;
            if (isLost) continue;
            if (!(frame.IsProgressive ? DecodePass(firstBlock, i) : DecodeWhole(firstBlock, i))) Lose("bad code in a scan", "a code of its Huffman table");
            else if (entropy.Reader.Position > entropy.Threshold && !entropy.Proceed()) Lose("ends too early", "more bits in a scan");
        }
    }

    /// <summary>A unit whose coefficients come all at once.</summary>
    private bool DecodeWhole(int firstBlock, int index)
    {
        foreach (Step step in unit)
        {
            int block = firstBlock + step.Block + index * step.Across;
            int found = SequentialBlock.Decode(ref entropy.Reader, step.Differences!, step.Others!, ref predictors[step.Component], step.Coefficients.AsSpan(block * Zigzag.Block, Zigzag.Block));
            if (found < 0) return false;
            step.Lasts[block] = (byte)found;
        }

        return true;
    }

    /// <summary>What one pass says about a unit.</summary>
    private bool DecodePass(int firstBlock, int index)
    {
        foreach (Step step in unit)
        {
            int block = firstBlock + step.Block + index * step.Across;
            if (!DecodeBlock(step, step.Coefficients.AsSpan(block * Zigzag.Block, Zigzag.Block), ref step.Lasts[block])) return false;
        }

        return true;
    }

    private bool DecodeBlock(Step step, Span<short> block, ref byte last)
    {
        ref BitReader reader = ref entropy.Reader;
        int found;
        if (scan.IsDifferences)
        {
            if (scan.IsFirst) return ProgressiveBlock.First(ref reader, step.Differences!, scan.Low, ref predictors[step.Component], block);
            ProgressiveBlock.Refine(ref reader, scan.Low, block);
            return true;
        }
        else if (scan.IsFirst) found = ProgressiveBlock.First(ref reader, scan, step.Others!, ref run, block);
        else found = ProgressiveBlock.Refine(ref reader, scan, step.Others!, ref run, block, last);

        if (found > last) last = (byte)found;
        return found >= 0;
    }

    /// <summary>
    /// Gives up what is left before the next restart marker, or the picture where there is none. A pass that only adds detail may end early
    /// where another marker follows.
    /// </summary>
    private void Lose(string problem, string expected)
    {
        bool isDetail = frame.IsProgressive && !scan.IsDifferences && scan.End < fileLength && entropy.IsOverrun;
        if (!isDetail && (scan.RestartInterval == 0 || !Marker.IsRestart(entropy.Skip())))
            throw DamagedPicture.At(where, entropy.Source, problem, expected, entropy.Source == scan.End ? "the end of the scan's data" : "other bits");
        isLost = true;
        run = 0;
    }

    private void Restart()
    {
        isLost = false;
        untilRestart = scan.RestartInterval;
        run = 0;
        predictors.AsSpan().Clear();
        int expected = nextRestart;
        nextRestart = (nextRestart + 1) & 7;
        while (true)
        {
            byte marker = entropy.Skip();
            if (marker == 0) throw DamagedPicture.At(where, entropy.Source, "ends too early", $"restart marker {expected} in a scan", "the end of the scan's data");
            int ahead = (marker - Marker.FirstRestart - expected) & 7;
            if (ahead is 1 or 2)
            {
                // the marker was lost, and what it begins with it
                isLost = true;
                return;
            }

            if (ahead is 6 or 7)
            {
                entropy.StepOver();
                continue;
            }

            entropy.Restart();
            return;
        }
    }

    /// <summary>One block of a unit.</summary>
    /// <param name="Component">Which component.</param>
    /// <param name="Differences">The table of its first coefficients.</param>
    /// <param name="Others">The table of the others.</param>
    /// <param name="Coefficients">Where its coefficients go.</param>
    /// <param name="Lasts">Where its last coefficient's place goes.</param>
    /// <param name="Block">Its place in the first unit of a row.</param>
    /// <param name="Across">Blocks from one unit to the next.</param>
    private sealed record Step(int Component, HuffmanTable? Differences, HuffmanTable? Others, short[] Coefficients, byte[] Lasts, int Block, int Across);
}
