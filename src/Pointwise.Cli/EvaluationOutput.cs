using System.Globalization;
using System.Text.Json;
using Pointwise.Drawing;
using Pointwise.Training;
using Pointwise.Training.Reports;

namespace Pointwise.Cli;

/// <summary>How an evaluation is printed.</summary>
internal static class EvaluationOutput
{
    private const int MostConfused = 20, MistakesShown = 10, BadShown = 10;

    /// <summary>For people.</summary>
    public static void Print(TextWriter output, string data, EvaluationReport report, double seconds)
    {
        output.WriteLine(ScoreOutput.Line(data, report.Score));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"means over classes: precision {100 * report.MacroPrecision:F2} %, recall {100 * report.MacroRecall:F2} %, F1 {100 * report.MacroF1:F2} %; calibration error {100 * report.CalibrationError:F2} %"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cost: {Figures.Short((double)report.MultiplyAdds / report.Score.Pictures)} multiply-adds and {seconds / report.Score.Pictures:0.0000} s a picture"));
        if (report.Heads.Length > 1) Section(output, $"heads (scored in detail: {report.Head})", EvaluationTables.Heads(report));
        Section(output, null, EvaluationTables.Classes(report));
        string[] present = [.. report.Classes.Where(c => c.Support > 0).Select(c => c.Label)];
        if (present.Length <= MostConfused && report.Confusion[0].Length <= MostConfused) Section(output, "true classes in rows, answers in columns", EvaluationTables.Confusion(report));
        if (report.Mistakes.Length > 0) Section(output, "the surest mistakes", EvaluationTables.Mistakes(report, MistakesShown));
        if (report.BadPictures.IsEmpty) return;
        output.WriteLine();
        output.WriteLine($"not readable, not scored: {Figures.Exact(report.BadPictures.Length)}");
        foreach (Data.BadPicture bad in report.BadPictures.Take(BadShown)) output.WriteLine($"  {bad.Name}: {bad.Error.Problem}");
    }

    /// <summary>For programs.</summary>
    public static void WriteJson(Utf8JsonWriter json, string data, EvaluationReport report, double seconds)
    {
        json.WriteString("head", report.Head);
        json.WriteScore(data, report.Score);
        json.WriteNumber("multiply_adds", report.MultiplyAdds);
        json.WriteNumber("seconds", seconds);
        json.WriteNumber("macro_precision", report.MacroPrecision);
        json.WriteNumber("macro_recall", report.MacroRecall);
        json.WriteNumber("macro_f1", report.MacroF1);
        json.WriteNumber("calibration_error", report.CalibrationError);
        json.WriteHeads(report.Heads);
        json.WriteList("classes", report.Classes, c =>
        {
            json.WriteString("class", c.Label);
            json.WriteNumber("pictures", c.Support);
            json.WriteNumber("precision", c.Precision);
            json.WriteNumber("recall", c.Recall);
            json.WriteNumber("f1", c.F1);
        });
        json.WriteRows("confusion", report.Confusion.Select(row => row.AsEnumerable()), json.WriteNumberValue);
        json.WriteList("calibration", report.Calibration, bin =>
        {
            json.WriteNumber("from", bin.From);
            json.WriteNumber("to", bin.To);
            json.WriteNumber("pictures", bin.Pictures);
            json.WriteNumber("confidence", bin.Confidence);
            json.WriteNumber("accuracy", bin.Accuracy);
        });
        json.WriteList("mistakes", report.Mistakes, m =>
        {
            json.WriteString("picture", m.Name);
            json.WriteString("truth", EvaluationTables.Label(report, m.Truth));
            json.WriteString("answer", EvaluationTables.Label(report, m.Answer));
            json.WriteNumber("probability", m.Probability);
            json.WriteNumber("truth_probability", m.TruthProbability);
        });
        json.WriteList("not_readable", report.BadPictures, bad =>
        {
            json.WriteString("picture", bad.Name);
            json.WriteString("reason", $"{bad.Error.Problem}: {bad.Error.Found}");
        });
    }

    private static void Section(TextWriter output, string? title, ReportTable table)
    {
        output.WriteLine();
        if (title is not null) output.WriteLine(title);
        TextTable.Of(table).Write(output);
    }
}
