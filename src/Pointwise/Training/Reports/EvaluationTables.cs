using System.Globalization;
using Pointwise.Drawing;

namespace Pointwise.Training.Reports;

/// <summary>A table of a report. A header that begins with '>' is set flush right.</summary>
internal sealed record ReportTable(string[] Headers, IReadOnlyList<string[]> Rows, string[]? Sum = null);

/// <summary>An evaluation as tables, for a terminal and for a page.</summary>
internal static class EvaluationTables
{
    /// <summary>A class's name.</summary>
    public static string Label(EvaluationReport report, int index) => index < report.Classes.Length ? report.Classes[index].Label : index.ToString(CultureInfo.InvariantCulture);

    /// <summary>Every head's score.</summary>
    public static ReportTable Heads(EvaluationReport report) => new(["head", ">right", ">top-1", ">top-5", ">loss"],
        [.. report.Heads.Select(h => new[] { h.Head, Figures.Exact(h.Score.Top1), Percent(h.Score.Accuracy), Percent(h.Score.Top5Accuracy), h.Score.Loss.ToString("F4", CultureInfo.InvariantCulture) })]);

    /// <summary>How well each class with pictures is answered, and the means.</summary>
    public static ReportTable Classes(EvaluationReport report) => new(["class", ">pictures", ">precision", ">recall", ">F1"],
        [.. report.Classes.Where(c => c.Support > 0).Select(c => new[] { c.Label, Figures.Exact(c.Support), Percent(c.Precision), Percent(c.Recall), Percent(c.F1) })],
        ["mean", Figures.Exact(report.Score.Pictures), Percent(report.MacroPrecision), Percent(report.MacroRecall), Percent(report.MacroF1)]);

    /// <summary>Pictures by true class and answer; what never occurs is left out.</summary>
    public static ReportTable Confusion(EvaluationReport report)
    {
        int[] rows = [.. report.Classes.Where(c => c.Support > 0).Select(c => c.Class)];
        int[] columns = [.. Enumerable.Range(0, report.Confusion[0].Length).Where(c => rows.Contains(c) || rows.Any(r => report.Confusion[r][c] > 0))];
        return new ReportTable(["", .. columns.Select(c => $">{Label(report, c)}")],
            [.. rows.Select(r => (string[])[Label(report, r), .. columns.Select(c => Figures.Exact(report.Confusion[r][c]))])]);
    }

    /// <summary>The surest mistakes.</summary>
    public static ReportTable Mistakes(EvaluationReport report, int most) => new(["picture", "truth", "answer", ">probability", ">of the truth"],
        [.. report.Mistakes.Take(most).Select(m => new[] { m.Name, Label(report, m.Truth), Label(report, m.Answer), Percent(m.Probability), Percent(m.TruthProbability) })]);

    /// <summary>A share as per cent.</summary>
    public static string Percent(double share) => (100 * share).ToString("F2", CultureInfo.InvariantCulture) + " %";
}
