using Pointwise.Drawing;
using Pointwise.Training.Masks;

namespace Pointwise.Training.Reports;

/// <summary>An evaluation of pixels as tables, for a terminal and for a page.</summary>
internal static class SegmentationTables
{
    /// <summary>How well each class is told, and the means over those that have true pixels.</summary>
    public static ReportTable Classes(SegmentationReport report) => new(["class", ">pixels", ">share", ">IoU", ">recall", ">precision", ">boundary F1"],
        [.. report.Classes.Select(c => new[] { c.Label, Figures.Exact(c.Pixels), Figures.Share(c.Pixels, report.Score.Pixels!.Count), Share(c.IoU), Share(c.Recall), Share(c.Precision), Share(c.BoundaryF1) })],
        ["mean", Figures.Exact(report.Score.Pixels!.Count), "", Share(report.MeanIoU), Share(report.MeanAccuracy), "", Share(report.BoundaryF1)]);

    /// <summary>Of each true class the share of its pixels that was given each class.</summary>
    public static ReportTable Confusion(SegmentationReport report)
    {
        int[] rows = [.. report.Classes.Where(c => c.Pixels > 0).Select(c => c.Class)];
        int[] columns = [.. Enumerable.Range(0, report.Confusion[0].Length).Where(c => rows.Contains(c) || rows.Any(r => report.Confusion[r][c] > 0))];
        return new ReportTable(["%", .. columns.Select(c => $">{Label(report, c)}")],
            [.. rows.Select(r => (string[])[Label(report, r), .. columns.Select(c => Figures.Share(report.Confusion[r][c], report.Classes[r].Pixels).TrimEnd('%'))])]);
    }

    /// <summary>The pictures with the smallest mean IoU.</summary>
    public static ReportTable Worst(SegmentationReport report, int most) => new(["picture", ">mean IoU", ">pixels right"],
        [.. report.Worst.Take(most).Select(w => new[] { w.Name, Share(w.MeanIoU), EvaluationTables.Percent(w.PixelAccuracy) })]);

    /// <summary>A class's name.</summary>
    public static string Label(SegmentationReport report, int index) => index < report.Classes.Length ? report.Classes[index].Label : $"{index}";

    /// <summary>What the means leave out, and what was not scored; empty where there is nothing to say.</summary>
    public static IEnumerable<string> Notes(SegmentationReport report)
    {
        string[] absent = [.. report.Absent.Select(c => c.Label)];
        if (absent.Length > 0) yield return $"without a true pixel, so not in the means: {string.Join(", ", absent)}";
        if (report.Ignored > 0) yield return $"{Figures.Exact(report.Ignored)} pixels are ignored by the masks and not scored";
    }

    /// <summary>A share of 1 with three digits; a dash where there is none.</summary>
    public static string Share(double? share) => share is { } value ? value.ToString("F3", System.Globalization.CultureInfo.InvariantCulture) : "-";
}
