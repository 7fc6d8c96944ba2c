using System.Collections.Immutable;
using System.Globalization;
using Pointwise.Data;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Inference.Segmenting;
using Pointwise.Training.Logs;
using Pointwise.Training.Masks;

namespace Pointwise.Training.Reports;

/// <summary>Writes an evaluation of pixels as one page that needs nothing beside itself: figures, curves, classes, confusion, and the worst pictures under masks.</summary>
public static class SegmentationPage
{
    private const int MostPictures = 12, MostPairs = 12;

    /// <summary>Writes it. The pictures that are shown are read and segmented once more.</summary>
    /// <param name="name">What was scored on what: the page's title.</param>
    /// <param name="report">The evaluation.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures that it was scored on.</param>
    /// <param name="colours">One a class; null for colours that tell them apart.</param>
    /// <param name="log">How it was trained; null where that is not known.</param>
    /// <param name="threads">Threads; 0 for one a processor.</param>
    public static HtmlPage Write(string name, SegmentationReport report, Model model, IMaskSet data, IReadOnlyList<Rgb>? colours = null, LoggedRun? log = null, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ImmutableArray<Rgb> drawn = [.. colours ?? [.. Enumerable.Range(0, report.Confusion[0].Length).Select(ClassColours.Of)]];
        var page = new HtmlPage(name);
        page.Note($"{model.Graph.Name}, answers by the head {report.Head}; {Figures.Exact(report.Score.Pictures)} pictures, {Figures.Exact(report.Score.Pixels!.Count)} pixels at the pictures' own sizes");
        page.Numbers(
        [
            (SegmentationTables.Share(report.MeanIoU), "mean IoU"), (EvaluationTables.Percent(report.PixelAccuracy), "pixels right"), (EvaluationTables.Percent(report.MeanAccuracy), "right, mean over classes"),
            (SegmentationTables.Share(report.WeightedIoU), "IoU weighted by pixels"), (SegmentationTables.Share(report.BoundaryF1), "boundary F1"), (report.Score.Loss.ToString("F4", CultureInfo.InvariantCulture), "loss"),
        ]);
        page.List(SegmentationTables.Notes(report));
        if (log is not null && TrainingCurves.Draw(log) is { IsEmpty: false } curves) page.Heading("Training").Beside(curves);
        page.Heading("Classes").Beside([Unions(report), Confusion(report)]);
        page.Table(SegmentationTables.Classes(report));
        page.Note("IoU: pixels that are both answered as the class and of it, over pixels that are either (arXiv:1411.4038, section 5). Boundary F1: how well outlines are met, within 0.75 % of a picture's diagonal but at least 2 pixels (Csurka, Larlus and Perronnin, BMVC 2013).");
        string[] pairs = Pairs(report);
        if (pairs.Length > 0) page.Paragraph("Most often taken for another:").List(pairs);
        WriteWorst(page, report, model, data, drawn, threads);
        page.End(report.BadPictures, model);
        return page;
    }

    private static SvgWriter Unions(SegmentationReport report) => new BarChart("IoU of each class", ["IoU"],
        [.. report.Classes.Select(c => new ChartBar(c.Label, [c.IoU ?? 0], c.IoU is null ? "no true pixel" : SegmentationTables.Share(c.IoU), $"{c.Label}: IoU {SegmentationTables.Share(c.IoU)} of {Figures.Exact(c.Pixels)} pixels"))]) { Most = 1, Width = 520 }.Draw();

    private static SvgWriter Confusion(SegmentationReport report)
    {
        int[] shown = [.. Enumerable.Range(0, report.Confusion[0].Length).Where(c => (c < report.Classes.Length && report.Classes[c].Pixels > 0) || report.Confusion.Any(row => row[c] > 0))];
        ImmutableArray<string> names = [.. shown.Select(c => SegmentationTables.Label(report, c))];
        return new HeatMap("Pixels by true class and answer, % of the true class", "answer", "true class", names, names, [.. shown.Select(r => shown.Select(c => Cell(report, r, c)).ToImmutableArray())]).Draw();
    }

    private static HeatCell Cell(SegmentationReport report, int truth, int answer)
    {
        long count = truth < report.Confusion.Length ? report.Confusion[truth][answer] : 0;
        if (count == 0) return new HeatCell(0, "");
        double share = (double)count / report.Classes[truth].Pixels;
        return new HeatCell(share, (100 * share).ToString("0", CultureInfo.InvariantCulture), $"{SegmentationTables.Label(report, truth)} answered as {SegmentationTables.Label(report, answer)}: {Figures.Exact(count)} of {Figures.Exact(report.Classes[truth].Pixels)} pixels");
    }

    private static string[] Pairs(SegmentationReport report) =>
    [
        .. report.Confusion.SelectMany((row, truth) => row.Select((count, answer) => (truth, answer, count))).Where(p => p.truth != p.answer && p.count > 0)
            .OrderByDescending(p => p.count).ThenBy(p => p.truth).Take(MostPairs)
            .Select(p => $"{SegmentationTables.Label(report, p.truth)} for {SegmentationTables.Label(report, p.answer)}: {Figures.Exact(p.count)} pixels, {Figures.Share(p.count, report.Classes[p.truth].Pixels)} of them"),
    ];

    private static void WriteWorst(HtmlPage page, SegmentationReport report, Model model, IMaskSet data, ImmutableArray<Rgb> colours, int threads)
    {
        if (report.Worst.IsEmpty) return;
        page.Heading(report.Score.Pictures > MostPictures ? $"The {MostPictures} pictures with the smallest mean IoU" : "The pictures, the smallest mean IoU first");
        page.Drawing(new ClassLegend("Colours", [.. report.Classes.Select(c => (c.Class < colours.Length ? colours[c.Class] : ClassColours.Of(c.Class), c.Label))]).Draw());
        var pictures = new MaskPictures(colours);
        using var segmenter = new Segmenter(model, new SegmenterOptions { Threads = threads, Head = model.Graph.Heads.Any(h => h.Name == report.Head) ? report.Head : null });
        page.Compared(report.Worst.Take(MostPictures).Select(w =>
        {
            PicturePair pair = PicturePair.Read(data, w.Picture);
            Mask answer = segmenter.Segment(w.Name, pair.Picture).Mask;
            (string, string)[] three = [(MaskPictures.Of(pair.Picture), "the picture"), (pictures.Of(pair.Picture, pair.Mask), "the mask; dark where it is ignored"), (pictures.Of(pair.Picture, answer), "the answer")];
            return ($"{Path.GetFileName(w.Name)}: mean IoU {SegmentationTables.Share(w.MeanIoU)} over its classes, {EvaluationTables.Percent(w.PixelAccuracy)} of the pixels right", (IReadOnlyList<(string, string)>)three);
        }));
    }
}
