using System.Globalization;
using System.Text.Json;
using Pointwise.Data;
using Pointwise.Data.Checks;
using Pointwise.Drawing;
using Pointwise.Formats;
using Pointwise.Training.Reports;

namespace Pointwise.Cli;

/// <summary>How a look through pictures with masks is printed.</summary>
internal static class MaskReportOutput
{
    private const int Shown = 10, PagePictures = 12;

    /// <summary>For people.</summary>
    public static void Print(TextWriter output, MaskReport report)
    {
        output.WriteLine($"{report.Source}: {Figures.Exact(report.Count)} pictures with masks of {report.Classes.Length} classes");
        output.WriteLine();
        Table(report).Write(output);
        output.WriteLine();
        var sizes = new TextTable("pixels", ">least", ">median", ">most");
        sizes.Add("height", Number(report.Heights.Least), Number(report.Heights.Median), Number(report.Heights.Most));
        sizes.Add("width", Number(report.Widths.Least), Number(report.Widths.Median), Number(report.Widths.Most));
        sizes.Write(output);
        output.WriteLine();
        output.WriteLine($"formats: {string.Join(", ", report.Formats.Select(f => $"{f.What} {Figures.Exact(f.Count)}"))}; not usable: {Figures.Exact(report.Unreadable.Length)}");
        output.WriteLine($"groups of the same file: {Figures.Exact(report.Exact.Length)}; of almost the same picture: {Figures.Exact(report.Near.Length)}");
        foreach (UnreadablePicture u in report.Unreadable.Take(Shown)) output.WriteLine($"  not usable: {u.Picture.Name}: {u.Reason}");
        foreach (string note in report.Split.Notes) output.WriteLine(note);
        output.WriteLine();
        output.WriteLine(report.Warnings.IsEmpty ? "nothing to look into" : "to look into:");
        foreach (string warning in report.Warnings) output.WriteLine($"- {warning}");
    }

    /// <summary>For programs.</summary>
    public static void WriteJson(Utf8JsonWriter json, MaskReport report)
    {
        json.WriteString("data", report.Source);
        json.WriteString("kind", report.Split.Kind);
        json.WriteNumber("pictures", report.Count);
        json.WriteList("parts", report.Parts.Index(), part =>
        {
            json.WriteString("part", part.Item.Name);
            json.WriteNumber("pictures", part.Item.Data.Count);
            json.WriteNumber("pixels", report.Pixels[part.Index]);
            json.WriteNumber("ignored_pixels", report.Ignored[part.Index]);
        });
        json.WriteList("classes", report.Classes.Index(), c =>
        {
            json.WriteString("class", report.Split.Train.Classes[c.Index]);
            for (int p = 0; p < report.Parts.Length; p++)
            {
                json.WriteStartObject(report.Parts[p].Name);
                json.WriteNumber("pixels", c.Item[p].Pixels);
                json.WriteNumber("share", report.Share(c.Index, p));
                json.WriteNumber("pictures", c.Item[p].Pictures);
                json.WriteEndObject();
            }
        });
        foreach ((string name, Spread spread) in new[] { ("height", report.Heights), ("width", report.Widths) })
        {
            json.WriteStartObject(name);
            json.WriteNumber("least", spread.Least);
            json.WriteNumber("median", spread.Median);
            json.WriteNumber("most", spread.Most);
            json.WriteEndObject();
        }

        json.WriteList("unreadable", report.Unreadable, u =>
        {
            json.WriteString("picture", u.Picture.Name);
            json.WriteString("reason", u.Reason);
        });
        json.WriteNumber("groups_of_the_same_file", report.Exact.Length);
        json.WriteNumber("groups_of_almost_the_same", report.Near.Length);
        json.WriteTexts("warnings", report.Warnings);
        json.WriteTexts("notes", report.Split.Notes);
    }

    /// <summary>As one page: classes, sizes, and some pictures under their masks.</summary>
    public static HtmlPage Page(MaskReport report)
    {
        var page = new HtmlPage($"{Path.GetFileName(Path.TrimEndingDirectorySeparator(report.Source))}: {Figures.Exact(report.Count)} pictures with masks of {report.Classes.Length} classes");
        page.Note(report.Source).Heading(report.Warnings.IsEmpty ? "Nothing to look into" : "To look into").List(report.Warnings);
        page.Heading("Classes").Drawing(new BarChart("Share of the training pixels", ["share"],
            [.. report.Split.Train.Classes.Select((name, c) => new ChartBar(name, [report.Share(c, 0)], Figures.Share(report.Share(c, 0), 1), $"{name}: {Figures.Exact(report.Classes[c][0].Pixels)} pixels in {Figures.Exact(report.Classes[c][0].Pictures)} pictures"))]).Draw());
        page.Table([.. Headers(report)], [.. Rows(report)]);
        page.Heading("Sizes").Table(["pixels", ">least", ">median", ">most"],
            [["height", Number(report.Heights.Least), Number(report.Heights.Median), Number(report.Heights.Most)], ["width", Number(report.Widths.Least), Number(report.Widths.Median), Number(report.Widths.Most)]]);
        page.Heading("Some pictures under their masks").Drawing(new ClassLegend("Colours", [.. report.Split.Train.Classes.Select((name, c) => (report.Split.Table.Colours[c], name))]).Draw());
        page.Compared([("Dark is what counts nowhere.", Some(report))]);
        if (!report.Unreadable.IsEmpty) page.Heading($"Not usable: {Figures.Exact(report.Unreadable.Length)}").Table(["picture", "why"], [.. report.Unreadable.Take(10 * Shown).Select(u => new[] { u.Picture.Name, u.Reason })]);
        foreach (string note in report.Split.Notes) page.Note(note);
        return page;
    }

    /// <summary>Training pictures, evenly through them.</summary>
    private static List<(string Address, string Caption)> Some(MaskReport report)
    {
        List<(string, string)> some = [];
        IMaskSet train = report.Split.Train;
        var pictures = new MaskPictures(report.Split.Table.Colours);
        int shown = Math.Min(PagePictures, train.Count);
        for (int i = 0; i < shown; i++)
        {
            int index = (int)((long)i * train.Count / shown);
            try
            {
                PicturePair pair = PicturePair.Read(train, index);
                some.Add((pictures.Of(pair.Picture, pair.Mask), Path.GetFileName(train.NameOf(index))));
            }
            catch (PointwiseException)
            {
                // it is among those that are listed as not usable
            }
        }

        return some;
    }

    private static TextTable Table(MaskReport report)
    {
        var table = new TextTable([.. Headers(report)]);
        foreach (string[] row in Rows(report)) table.Add(row);
        table.Rule();
        table.Add(["pictures", .. report.Parts.SelectMany(p => new[] { Figures.Exact(p.Data.Count), "" })]);
        return table;
    }

    private static IEnumerable<string> Headers(MaskReport report) => ["class", .. report.Parts.SelectMany(p => new[] { $">{p.Name}, pixels", ">in pictures" })];

    private static IEnumerable<string[]> Rows(MaskReport report) =>
    [
        .. report.Split.Train.Classes.Select((name, c) => (string[])[name, .. report.Parts.SelectMany((_, p) => new[] { Figures.Share(report.Share(c, p), 1), Figures.Exact(report.Classes[c][p].Pictures) })]),
        ["ignored", .. report.Parts.SelectMany((_, p) => new[] { Figures.Share(report.Ignored[p], report.Pixels[p] + report.Ignored[p]), "" })],
    ];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
