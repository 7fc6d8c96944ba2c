using System.Text.Json;
using Pointwise.Drawing;
using Pointwise.Training.Masks;
using Pointwise.Training.Reports;

namespace Pointwise.Cli;

/// <summary>How an evaluation of pixels is printed.</summary>
internal static class SegmentationOutput
{
    private const int MostConfused = 20, WorstShown = 10, BadShown = 10;

    /// <summary>For people.</summary>
    public static void Print(TextWriter output, string data, SegmentationReport report)
    {
        output.WriteLine(ScoreOutput.Line(data, report.Score));
        output.WriteLine($"right, mean over classes {EvaluationTables.Percent(report.MeanAccuracy)}; IoU weighted by pixels {SegmentationTables.Share(report.WeightedIoU)}; boundary F1 {SegmentationTables.Share(report.BoundaryF1)}");
        foreach (string note in SegmentationTables.Notes(report)) output.WriteLine(note);
        Section(output, null, SegmentationTables.Classes(report));
        if (report.Confusion[0].Length <= MostConfused) Section(output, "true classes in rows, answers in columns, % of the true class's pixels", SegmentationTables.Confusion(report));
        Section(output, "the pictures with the smallest mean IoU", SegmentationTables.Worst(report, WorstShown));
        if (report.BadPictures.IsEmpty) return;
        output.WriteLine();
        output.WriteLine($"not readable, not scored: {Figures.Exact(report.BadPictures.Length)}");
        foreach (Data.BadPicture bad in report.BadPictures.Take(BadShown)) output.WriteLine($"  {bad.Name}: {bad.Error.Problem}");
    }

    /// <summary>For programs.</summary>
    public static void WriteJson(Utf8JsonWriter json, string data, SegmentationReport report)
    {
        json.WriteString("head", report.Head);
        json.WriteScore(data, report.Score);
        json.WriteNumber("mean_accuracy", report.MeanAccuracy);
        json.WriteNumber("weighted_iou", report.WeightedIoU);
        json.WriteNumber("boundary_f1", report.BoundaryF1);
        json.WriteNumber("ignored_pixels", report.Ignored);
        json.WriteList("classes", report.Classes, c =>
        {
            json.WriteString("class", c.Label);
            json.WriteNumber("pixels", c.Pixels);
            json.WriteNumber("answered", c.Answered);
            json.WriteNumber("right", c.Right);
            Number(json, "iou", c.IoU);
            Number(json, "recall", c.Recall);
            Number(json, "precision", c.Precision);
            Number(json, "boundary_f1", c.BoundaryF1);
        });
        json.WriteRows("confusion", report.Confusion.Select(row => row.AsEnumerable()), json.WriteNumberValue);
        json.WriteList("worst", report.Worst, w =>
        {
            json.WriteString("picture", w.Name);
            json.WriteNumber("mean_iou", w.MeanIoU);
            json.WriteNumber("pixel_accuracy", w.PixelAccuracy);
        });
        json.WriteList("not_readable", report.BadPictures, bad =>
        {
            json.WriteString("picture", bad.Name);
            json.WriteString("reason", $"{bad.Error.Problem}: {bad.Error.Found}");
        });
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    private static void Section(TextWriter output, string? title, ReportTable table)
    {
        output.WriteLine();
        if (title is not null) output.WriteLine(title);
        TextTable.Of(table).Write(output);
    }
}
