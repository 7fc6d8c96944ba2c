using System.Text.Json;
using Pointwise.Data.Checks;
using Pointwise.Formats;

namespace Pointwise.Cli;

/// <summary>A look through a data set as JSON.</summary>
internal static class DataReportJson
{
    public static void Write(Utf8JsonWriter json, DataReport report)
    {
        json.WriteString("data", report.Source);
        json.WriteString("kind", report.Split.Kind);
        json.WriteNumber("pictures", report.Count);
        json.WriteList("parts", report.Parts, part =>
        {
            json.WriteString("part", part.Name);
            json.WriteNumber("pictures", part.Data.Count);
        });
        json.WriteList("classes", report.Classes, c =>
        {
            json.WriteString("class", c.Class);
            for (int p = 0; p < report.Parts.Length; p++) json.WriteNumber(report.Parts[p].Name, c.PerPart[p]);
        });
        Write(json, "height", report.Heights);
        Write(json, "width", report.Widths);
        json.WriteList("formats", report.Formats, format =>
        {
            json.WriteString("format", format.What);
            json.WriteNumber("pictures", format.Count);
        });
        json.WriteNumber("without_colour", report.Grey);
        json.WriteNumber("tiny", report.Tiny);
        json.WriteList("unreadable", report.Unreadable, u =>
        {
            json.WriteString("picture", u.Picture.Name);
            json.WriteString("reason", u.Reason);
        });
        json.WriteList("same_file", report.Exact, group => Write(json, group));
        json.WriteList("almost_the_same", report.Near, group => Write(json, group));
        json.WriteTexts("warnings", report.Warnings);
        json.WriteTexts("notes", report.Split.Notes);
    }

    private static void Write(Utf8JsonWriter json, string name, Spread spread)
    {
        json.WriteStartObject(name);
        json.WriteNumber("least", spread.Least);
        json.WriteNumber("median", spread.Median);
        json.WriteNumber("most", spread.Most);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SamePictures group)
    {
        json.WriteBoolean("across_parts", group.IsAcrossParts);
        json.WriteBoolean("several_classes", group.IsOfSeveralClasses);
        json.WriteList("pictures", group.Pictures, p =>
        {
            json.WriteString("part", p.Part);
            json.WriteString("class", p.Class);
            json.WriteString("picture", p.Name);
        });
    }
}
