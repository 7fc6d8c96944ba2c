namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>Reads a scan's header (ITU-T T.81, B.2.3).</summary>
internal static class ScanReader
{
    private const int MostBlocks = 10;
    private const int MostLow = 13;

    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="file">The file.</param>
    /// <param name="frame">The frame that it is of.</param>
    /// <param name="segment">The header.</param>
    /// <param name="tables">The tables that hold.</param>
    /// <param name="restartInterval">The interval that holds.</param>
    public static Scan Read(string where, ReadOnlySpan<byte> file, Frame frame, ref Segment segment, TableReader tables, int restartInterval)
    {
        int start = segment.Position;
        int count = segment.Byte();
        if (count < 1 || count > frame.Components.Count)
            throw DamagedPicture.At(where, start, "bad count of a scan's components", $"1 to {frame.Components.Count}", $"{count}");
        Span<int> indices = stackalloc int[count], places = stackalloc int[count];
        for (int i = 0; i < count; i++)
        {
            int position = segment.Position;
            indices[i] = Index(where, position, frame, segment.Byte());
            if (indices[..i].Contains(indices[i])) throw DamagedPicture.At(where, position, "component twice in a scan", "each component once", $"{frame.Components[indices[i]].Identifier} again");
            places[i] = segment.Byte();
        }

        int at = segment.Position, first = segment.Byte(), last = segment.Byte(), bits = segment.Byte();
        (int high, int low) = (bits >> 4, bits & 15);
        if (frame.IsProgressive) CheckProgression(where, at, count, first, last, high, low);
        else (first, last, high, low) = (0, Zigzag.Block - 1, 0, 0);

        var components = new ScanComponent[count];
        int blocks = 0;
        for (int i = 0; i < count; i++)
        {
            FrameComponent component = frame.Components[indices[i]];
            blocks += component.Horizontal * component.Vertical;
            components[i] = new ScanComponent(indices[i],
                first == 0 && high == 0 ? tables.Huffman(at, tables.Place(at, places[i] >> 4), isDifferences: true) : null,
                last > 0 ? tables.Huffman(at, tables.Place(at, places[i] & 15), isDifferences: false) : null);
        }

        if (count > 1 && blocks > MostBlocks) throw DamagedPicture.At(where, start, "too many blocks in a unit", $"at most {MostBlocks}", $"{blocks}");
        return new Scan(segment.End, Marker.EndOfScan(file, segment.End), components, first, last, high, low, restartInterval);
    }

    private static int Index(string where, int position, Frame frame, byte identifier)
    {
        for (int i = 0; i < frame.Components.Count; i++)
        {
            if (frame.Components[i].Identifier == identifier) return i;
        }

        throw DamagedPicture.At(where, position, "unknown component in a scan", string.Join(", ", frame.Components.Select(c => c.Identifier)), $"{identifier}");
    }

    private static void CheckProgression(string where, int position, int count, int first, int last, int high, int low)
    {
        bool isSound = (first == 0 ? last == 0 : last >= first && last < Zigzag.Block && count == 1) && low <= MostLow && (high == 0 || high == low + 1);
        if (!isSound)
        {
            throw DamagedPicture.At(where, position, "bad progression of a scan", "first coefficients alone, or a range of the others of one component; one bit more than before, at most 13 left out",
                $"coefficients {first} to {last} of {count} components, bits {high} to {low}");
        }
    }
}
