namespace Pointwise.Graphs;

/// <summary>
/// A part of a picture laid out by itself: the boxes of one scope, or of a run of nodes without scope. Layers are longest paths;
/// a box hands its column on to the first box that reads it, others open a column at its side; a join stands across all columns that it joins.
/// </summary>
internal sealed class PictureFrame(string scope, List<PictureBox> boxes)
{
    public const double ColumnPitch = PictureBox.Width + 16, LayerPitch = PictureBox.Height + 26, Padding = 16, TitleHeight = 42;

    private int columns;
    private double content;

    /// <summary>The scope; empty where the frame has no border.</summary>
    public string Scope => scope;

    public IReadOnlyList<PictureBox> Boxes => boxes;

    public bool HasBorder => scope.Length > 0 && boxes.Count > 1;

    /// <summary>Whether the main head does not need it: it stands aside.</summary>
    public bool IsAside { get; init; }

    public double Width => columns * ColumnPitch - 16 + (HasBorder ? 2 * Padding : 0);

    public double Height => content + (HasBorder ? Padding + TitleHeight : 0);

    public double CentreX { get; private set; }

    public double Y { get; private set; }


    /// <summary>Where edges from outside fan out, below the title.</summary>
    public double FanY => Y + 20;

    /// <summary>Finds layers and columns.</summary>
    public void Arrange()
    {
        foreach (PictureBox box in boxes) box.Layer = box.Reads.Count == 0 ? 0 : box.Reads.Max(r => r.Layer) + 1;
        int layers = boxes.Max(b => b.Layer);
        foreach (PictureBox box in boxes) box.LatestLayer = layers;
        for (int i = boxes.Count - 1; i >= 0; i--)
            foreach (PictureBox read in boxes[i].Reads) read.LatestLayer = Math.Min(read.LatestLayer, boxes[i].LatestLayer - 1);
        var handedOn = new HashSet<PictureBox>();
        foreach (PictureBox box in boxes) TakeColumn(box, handedOn);
        columns = boxes.Max(b => b.LastColumn) + 1;
        content = boxes.Max(b => YWithin(b) + b.BoxHeight);
    }

    /// <summary>Puts the frame, its middle and top given.</summary>
    public void Place(double centreX, double y)
    {
        (CentreX, Y) = (centreX, y);
        double left = centreX - columns * ColumnPitch / 2;
        double top = y + (HasBorder ? TitleHeight : 0);
        foreach (PictureBox box in boxes)
        {
            box.X = left + (box.Column + box.LastColumn + 1) * ColumnPitch / 2;
            box.Y = top + YWithin(box);
            box.HalfWidth = PictureBox.Width / 2 + (box.LastColumn - box.Column) * ColumnPitch / 2;
        }
    }

    /// <summary>A box with time to spare stands in the middle between its earliest and its latest layer.</summary>
    private static double YWithin(PictureBox box) => (box.Layer + box.LatestLayer) / 2.0 * LayerPitch;

    private void TakeColumn(PictureBox box, HashSet<PictureBox> handedOn)
    {
        if (box.IsJoin)
        {
            box.Column = box.Reads.Min(r => r.Column);
            box.LastColumn = box.Reads.Max(r => r.LastColumn);
            foreach (PictureBox read in box.Reads) handedOn.Add(read);
            return;
        }

        bool inherits = box.Reads.Count == 1 && handedOn.Add(box.Reads[0]);
        box.Column = inherits ? box.Reads[0].Column : boxes.TakeWhile(b => b != box).Select(b => b.LastColumn + 1).DefaultIfEmpty(0).Max();
        box.LastColumn = inherits ? box.Reads[0].LastColumn : box.Column;
    }
}
