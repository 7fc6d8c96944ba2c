namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>One picture on its way from coded bits to pixels: a row of units at a time, while it is in the cache.</summary>
internal sealed class PictureDecoding : IDisposable
{
    private readonly JpegStructure structure;
    private readonly Plane[] planes;
    private readonly PlaneRows[] rows;
    private readonly List<ScanDecoder> scans = [];
    private readonly OrientedPicture picture;
    private readonly int height;
    private readonly int width;
    private readonly int unitRows;
    private int done;

    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="structure">What its markers say.</param>
    /// <param name="shortSide">The least short side, 0 for the whole picture.</param>
    public PictureDecoding(string where, ReadOnlyMemory<byte> file, JpegStructure structure, int shortSide)
    {
        this.structure = structure;
        Frame frame = structure.Frame;
        int eighths = Reduction.Eighths(frame, shortSide);
        (height, width) = (Reduction.Side(frame.Height, eighths), Reduction.Side(frame.Width, eighths));
        unitRows = frame.MaxVertical * eighths;
        planes = [.. frame.Components.Select((c, i) => new Plane(frame, c, structure.Quantisers[i], Reduction.BlockSide(frame, c, eighths), eighths))];
        rows = [.. planes.Select(p => new PlaneRows(p, isSmooth: eighths > 1))];
        foreach (Scan scan in structure.Scans) scans.Add(new ScanDecoder(where, file, frame, scan, planes));
        picture = new OrientedPicture(height, width, structure.Model == ColourModel.Grey ? 1 : 3, structure.Orientation);
    }

    public Picture Run()
    {
        int units = structure.Frame.UnitsDown;
        // a row that lies between samples needs those of the next row of units
        int delay = rows.Any(r => r.IsBetween) ? 1 : 0;
        for (int unitRow = 0; unitRow < units; unitRow++)
        {
            foreach (Plane plane in planes) plane.Clear();
            foreach (ScanDecoder scan in scans) scan.DecodeRow(unitRow);
            foreach (Plane plane in planes) plane.Transform(unitRow);
            Write(unitRow == units - 1 ? height : (unitRow + 1) * unitRows - delay);
        }

        return picture.Picture;
    }

    public void Dispose()
    {
        foreach (Plane plane in planes) plane.Dispose();
        foreach (ScanDecoder scan in scans) scan.Dispose();
    }

    private void Write(int end)
    {
        for (; done < end; done++)
        {
            Convert(picture.Row(done));
            picture.Take(done);
        }
    }

    private void Convert(Span<byte> target)
    {
        ReadOnlySpan<byte> first = rows[0].Row(done)[..width];
        if (rows.Length == 1)
        {
            first.CopyTo(target);
            return;
        }

        ReadOnlySpan<byte> second = rows[1].Row(done)[..width], third = rows[2].Row(done)[..width];
        bool isDifference = structure.Model is ColourModel.Ycc or ColourModel.Ycck;
        if (isDifference) ColourConversion.Ycc(first, second, third, target);
        else ColourConversion.Rgb(first, second, third, target);
        if (rows.Length == 4) ColourConversion.Blacken(target, rows[3].Row(done)[..width], turned: isDifference);
    }
}
