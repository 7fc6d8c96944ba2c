using System.Collections.Immutable;
using System.Globalization;
using Pointwise.Data;
using Pointwise.Data.Checks;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Training.Logs;

namespace Pointwise.Training.Reports;

/// <summary>Writes an evaluation as one page that needs nothing beside itself: figures, curves, confusion, calibration, classes, and the mistaken pictures.</summary>
public static class EvaluationPage
{
    private const int MostClasses = 60, MostPairs = 12;

    /// <summary>Writes it. The pictures of mistakes are read once more.</summary>
    /// <param name="name">What was scored on what: the page's title.</param>
    /// <param name="report">The evaluation.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">The pictures that it was scored on.</param>
    /// <param name="log">How it was trained; null where that is not known.</param>
    public static HtmlPage Write(string name, EvaluationReport report, Model model, IDataSet data, LoggedRun? log = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(model);
        var page = new HtmlPage(name);
        page.Note($"{model.Graph.Name}, input {model.Graph.Input.Shape.ToPicture()}, answers by the head {report.Head}");
        page.Numbers(
        [
            (EvaluationTables.Percent(report.Score.Accuracy), $"right: {Figures.Exact(report.Score.Top1)} of {Figures.Exact(report.Score.Pictures)}"), (EvaluationTables.Percent(report.Score.Top5Accuracy), "right among five"),
            (report.Score.Loss.ToString("F4", CultureInfo.InvariantCulture), "loss"), (EvaluationTables.Percent(report.MacroF1), "F1, mean over classes"), (EvaluationTables.Percent(report.CalibrationError), "calibration error"),
        ]);
        if (report.Heads.Length > 1) page.Heading("Heads").Table(EvaluationTables.Heads(report));
        if (log is not null && TrainingCurves.Draw(log) is { IsEmpty: false } curves) page.Heading("Training").Beside(curves);
        page.Heading("What is taken for what, and how far probabilities can be believed");
        page.Beside([Confusion(report), new ReliabilityDiagram("Calibration", [.. report.Calibration.Select(b => new ReliabilityBin(b.From, b.To, b.Confidence, b.Accuracy, b.Pictures))]).Draw()]);
        string[] pairs = Pairs(report);
        if (pairs.Length > 0) page.Paragraph("Most often taken for another:").List(pairs);
        page.Heading("Classes").Table(EvaluationTables.Classes(report));
        WriteMistakes(page, report, data);
        page.End(report.BadPictures, model);
        return page;
    }

    private static SvgWriter Confusion(EvaluationReport report)
    {
        int[] all = [.. Enumerable.Range(0, report.Confusion[0].Length).Where(c => SupportOf(c) > 0 || report.Confusion.Any(row => row[c] > 0))];
        int[] shown = all.Length <= MostClasses ? all : [.. all.OrderByDescending(MistakesOf).Take(MostClasses).Order()];
        ImmutableArray<string> names = [.. shown.Select(c => EvaluationTables.Label(report, c))];
        string title = all.Length <= MostClasses ? "Pictures by true class and answer" : $"The {MostClasses} classes with most mistakes";
        return new HeatMap(title, "answer", "true class", names, names, [.. shown.Select(r => shown.Select(c => Cell(report, r, c)).ToImmutableArray())]).Draw();

        int SupportOf(int c) => c < report.Classes.Length ? report.Classes[c].Support : 0;
        int MistakesOf(int c) => c < report.Confusion.Length ? SupportOf(c) - report.Confusion[c][c] : 0;
    }

    private static HeatCell Cell(EvaluationReport report, int truth, int answer)
    {
        int count = truth < report.Confusion.Length ? report.Confusion[truth][answer] : 0;
        if (count == 0) return new HeatCell(0, "");
        int support = report.Classes[truth].Support;
        return new HeatCell((double)count / support, Figures.Exact(count), $"{EvaluationTables.Label(report, truth)} answered as {EvaluationTables.Label(report, answer)}: {Figures.Exact(count)} of {Figures.Exact(support)}");
    }

    private static string[] Pairs(EvaluationReport report) =>
    [
        .. report.Confusion.SelectMany((row, truth) => row.Select((count, answer) => (truth, answer, count))).Where(p => p.truth != p.answer && p.count > 0)
            .OrderByDescending(p => p.count).ThenBy(p => p.truth).Take(MostPairs)
            .Select(p => $"{EvaluationTables.Label(report, p.truth)} for {EvaluationTables.Label(report, p.answer)}: {Figures.Exact(p.count)} of {Figures.Exact(report.Classes[p.truth].Support)}"),
    ];

    private static void WriteMistakes(HtmlPage page, EvaluationReport report, IDataSet data)
    {
        if (report.Mistakes.IsEmpty) return;
        int wrong = report.Score.Pictures - report.Score.Top1;
        page.Heading(wrong > report.Mistakes.Length ? $"The {report.Mistakes.Length} surest of {Figures.Exact(wrong)} mistakes" : $"All mistakes, the surest first: {Figures.Exact(wrong)}");
        page.Note("Under each picture: what was answered and how surely; what it is, and the probability that this was given.");
        var thumbnail = new Thumbnail();
        page.Gallery(report.Mistakes.Select(m => (Address: thumbnail.Of(data, m.Picture) ?? "", Words(report, m), m.Name)).Where(p => p.Address.Length > 0));
    }

    private static IReadOnlyList<string> Words(EvaluationReport report, Mistake m) =>
    [
        $"{EvaluationTables.Label(report, m.Answer)} {Figures.Share(m.Probability, 1)}", $"is {EvaluationTables.Label(report, m.Truth)} {Figures.Share(m.TruthProbability, 1)}", Path.GetFileName(m.Name),
    ];
}
