namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>Reads a file's markers from the first to the last (ITU-T T.81, B.2), before any coded bit is decoded.</summary>
internal sealed class StructureReader
{
    private readonly string where;
    private readonly Limits limits;
    private readonly TableReader tables;
    private readonly List<Scan> scans = [];
    private short[]?[] quantisers = [];
    private Frame? frame;
    private int restartInterval;
    private int orientation;
    private bool isJfif;
    private int? adobe;

    private StructureReader(string where, ReadOnlyMemory<byte> file, Limits limits)
    {
        (this.where, this.limits) = (where, limits);
        tables = new TableReader(where, file, limits);
    }

    public static JpegStructure Read(string where, ReadOnlyMemory<byte> file, Limits limits) => new StructureReader(where, file, limits).Read(file.Span);

    private JpegStructure Read(ReadOnlySpan<byte> file)
    {
        int position = 2;
        while (Marker.Next(file, ref position, out byte marker) && marker != Marker.End)
        {
            if (Marker.Unsupported(marker) is { } kind) throw JpegProblem.Unsupported(where, position - 2, kind);
            if (marker == Marker.Start) throw DamagedPicture.At(where, position - 2, "second start of a picture", "one picture a file", "another start marker");
            if (Marker.IsAlone(marker)) continue;
            var segment = new Segment(where, file, position);
            position = segment.End;
            if (marker == Marker.Scan) position = AddScan(file, ref segment);
            else Take(marker, ref segment);
        }

        if (frame is null) throw JpegProblem.Cut(where, position, "a frame");
        PictureExtent.Check(where, frame.Width, frame.Height, limits);
        if (scans.Count == 0) throw JpegProblem.Cut(where, position, "a scan");
        for (int i = 0; i < quantisers.Length; i++)
        {
            if (quantisers[i] is null) throw JpegProblem.Cut(where, position, $"a scan of component {frame.Components[i].Identifier}");
        }

        foreach (Scan scan in scans) CheckLength(scan, frame);
        return new JpegStructure(frame, scans, quantisers!, Model(frame), orientation == 0 ? ExifOrientation.Upright : orientation);
    }

    private void Take(byte marker, ref Segment segment)
    {
        switch (marker)
        {
            case Marker.Baseline or Marker.Extended or Marker.Progressive:
                if (frame is not null) throw DamagedPicture.At(where, segment.Start - 2, "second frame", "one frame", "another");
                frame = FrameReader.Read(where, marker, ref segment, tables);
                PictureExtent.Check(where, frame.Width, Math.Max(1, frame.Height), limits);
                quantisers = new short[frame.Components.Count][];
                break;
            case Marker.Quantisers: tables.ReadQuantisers(ref segment); break;
            case Marker.HuffmanTables: tables.ReadHuffman(ref segment); break;
            case Marker.RestartInterval: restartInterval = segment.Word(); break;
            case Marker.Lines:
                if (frame is { Height: 0 } && scans.Count == 1) frame = frame with { Height = segment.Word() };
                break;
            case Marker.Jfif: isJfif |= segment.Rest.StartsWith("JFIF\0"u8); break;
            case Marker.Exif:
                if (orientation == 0 && segment.Rest.StartsWith("Exif"u8)) orientation = ExifOrientation.Read(segment.Rest);
                break;
            case Marker.Adobe:
                if (segment.Left >= 12 && segment.Rest.StartsWith("Adobe"u8)) adobe = segment.Rest[11];
                break;
        }
    }

    private int AddScan(ReadOnlySpan<byte> file, ref Segment segment)
    {
        if (frame is null) throw DamagedPicture.At(where, segment.Start - 2, "scan before the frame", "a frame", "a scan");
        if (scans.Count == limits.JpegScans) throw JpegProblem.TooMany(where, segment.Start - 2, "scans", limits.JpegScans);
        Scan scan = ScanReader.Read(where, file, frame, ref segment, tables, restartInterval);
        scans.Add(scan);
        foreach (ScanComponent component in scan.Components) quantisers[component.Index] ??= tables.Quantisers(segment.Start, frame.Components[component.Index].Quantiser);
        return scan.End;
    }

    /// <summary>
    /// A block takes a bit in a scan of first coefficients and two where the others follow: fewer bits are refused before memory is taken.
    /// Later passes may leave out 32,767 blocks with one code.
    /// </summary>
    private void CheckLength(Scan scan, Frame frame)
    {
        if (!scan.IsDifferences) return;
        long blocks = 0;
        foreach (ScanComponent c in scan.Components)
        {
            FrameComponent component = frame.Components[c.Index];
            blocks += scan.Components.Count == 1 ? (long)frame.BlocksAcross(component) * frame.BlocksDown(component)
                : (long)frame.UnitsAcross * frame.UnitsDown * component.Horizontal * component.Vertical;
        }

        long least = (frame.IsProgressive ? blocks : 2 * blocks) / 8;
        if (scan.End - scan.Position < least) throw JpegProblem.Cut(where, scan.End, $"at least {least} bytes for the {blocks} blocks of a scan");
    }

    /// <summary>What the planes mean, as writers and readers have settled it: JFIF's word first, then Adobe's, then the components' names.</summary>
    private ColourModel Model(Frame frame) => frame.Components.Count switch
    {
        1 => ColourModel.Grey,
        4 => adobe is null or 0 ? ColourModel.Cmyk : ColourModel.Ycck,
        _ when isJfif => ColourModel.Ycc,
        _ when adobe is not null => adobe == 0 ? ColourModel.Rgb : ColourModel.Ycc,
        _ => frame.Components.Select(c => (char)c.Identifier).SequenceEqual("RGB") ? ColourModel.Rgb : ColourModel.Ycc,
    };
}
