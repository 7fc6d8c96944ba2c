namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>One pass over the picture (ITU-T T.81, B.2.3) with all it needs to be decoded.</summary>
/// <param name="Position">The byte of its first coded bits.</param>
/// <param name="End">The byte behind them.</param>
/// <param name="Components">What it codes; one component alone is coded block by block, several in units.</param>
/// <param name="First">The first coefficient it codes, in zigzag order.</param>
/// <param name="Last">The last one.</param>
/// <param name="High">Bits that earlier scans left out, where this one adds the next bit; else 0.</param>
/// <param name="Low">Bits that this scan leaves out.</param>
/// <param name="RestartInterval">Units from one restart marker to the next; 0 for none.</param>
internal sealed record Scan(int Position, int End, IReadOnlyList<ScanComponent> Components, int First, int Last, int High, int Low, int RestartInterval)
{
    /// <summary>Whether it codes each coefficient's first bits.</summary>
    public bool IsFirst => High == 0;

    /// <summary>Whether it is a pass over the blocks' first coefficients alone.</summary>
    public bool IsDifferences => First == 0;
}

/// <summary>A component in a scan.</summary>
/// <param name="Index">Which of the frame's.</param>
/// <param name="Differences">The table of its first coefficients, where the scan codes them.</param>
/// <param name="Others">The table of the others, where the scan codes them.</param>
internal sealed record ScanComponent(int Index, HuffmanTable? Differences, HuffmanTable? Others);
