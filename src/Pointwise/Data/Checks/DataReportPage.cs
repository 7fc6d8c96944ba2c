using System.Collections.Immutable;
using Pointwise.Drawing;

namespace Pointwise.Data.Checks;

/// <summary>Writes a report as one page that needs nothing beside itself: figures, warnings, and small copies of some pictures.</summary>
internal sealed class DataReportPage
{
    private const int PicturesOfAClass = 10, MostGroups = 30, MostOfAGroup = 6, MostUnreadable = 200;
    private readonly Thumbnail thumbnail = new();
    private readonly DataReport report;

    private DataReportPage(DataReport report) => this.report = report;

    /// <summary>Writes it. Reads the pictures that are shown once more.</summary>
    public static HtmlPage Write(DataReport report) => new DataReportPage(report).Write();

    private HtmlPage Write()
    {
        var page = new HtmlPage($"{Path.GetFileName(Path.TrimEndingDirectorySeparator(report.Source))}: {Figures.Exact(report.Count)} pictures of {Figures.Exact(report.Classes.Length)} classes");
        page.Note($"{report.Source} ({report.Split.Kind})");
        page.Heading(report.Warnings.IsEmpty ? "Nothing to look into" : "To look into").List(report.Warnings);
        page.Heading("Parts and sizes");
        page.Table(["part", ">pictures", ">share"], [.. report.Parts.Select(p => new[] { p.Name, Figures.Exact(p.Data.Count), Figures.Share(p.Data.Count, report.Count) })]);
        page.Table(["pixels", ">least", ">median", ">most"], [Row("height", report.Heights), Row("width", report.Widths)]);
        page.Table(["format", ">pictures"], [.. report.Formats.Select(f => new[] { f.What, Figures.Exact(f.Count) })]);
        if (report.Grey > 0) page.Note($"Without colour: {Figures.Exact(report.Grey)}. Under {DataReport.TinySide} pixels high or wide: {Figures.Exact(report.Tiny)}.");
        page.Heading("Classes").Drawing(ClassBars.Draw(report));
        if (report.Classes.Length > ClassBars.MostClasses) page.Note($"The first {ClassBars.MostClasses} of {Figures.Exact(report.Classes.Length)} classes.");
        foreach (ClassCount c in report.Classes.Take(ClassBars.MostClasses)) page.Pictures(c.Class, Some(c.Label));
        WriteGroups(page, "The same file", report.Exact);
        WriteGroups(page, "Almost the same picture", report.Near);
        WriteUnreadable(page);
        foreach (string note in report.Split.Notes) page.Note(note);
        return page;
    }

    private static string[] Row(string name, Spread spread) => [name, $"{spread.Least}", $"{spread.Median}", $"{spread.Most}"];

    /// <summary>Training pictures of a class, evenly through them.</summary>
    private IEnumerable<(string Address, string Caption)> Some(int label)
    {
        (string part, IDataSet data) = report.Parts[0];
        int[] all = [.. Enumerable.Range(0, data.Count).Where(i => data.Label(i) == label)];
        int shown = Math.Min(PicturesOfAClass, all.Length);
        return Shown(Enumerable.Range(0, shown).Select(i => new PlacedPicture(part, data, all[(int)((long)i * all.Length / shown)])), p => Path.GetFileName(p.Name));
    }

    private void WriteGroups(HtmlPage page, string title, ImmutableArray<SamePictures> groups)
    {
        if (groups.IsEmpty) return;
        page.Heading($"{title}: {Figures.Exact(groups.Length)} {(groups.Length == 1 ? "group" : "groups")}");
        foreach (SamePictures group in groups.Take(MostGroups))
        {
            string how = group.IsAcrossParts ? "across parts" : group.IsOfSeveralClasses ? "several classes" : "within a class";
            page.Pictures(group.Pictures.Length > MostOfAGroup ? $"{how}, {Figures.Exact(group.Pictures.Length)} pictures" : how, Shown(group.Pictures.Take(MostOfAGroup), p => $"{p.Part}, {p.Class}: {Path.GetFileName(p.Name)}"));
        }

        if (groups.Length > MostGroups) page.Note($"The first {MostGroups}; --json lists all.");
    }

    private void WriteUnreadable(HtmlPage page)
    {
        if (report.Unreadable.IsEmpty) return;
        page.Heading($"Not readable: {Figures.Exact(report.Unreadable.Length)}");
        page.Table(["picture", "why"], [.. report.Unreadable.Take(MostUnreadable).Select(u => new[] { u.Picture.Name, u.Reason })]);
        if (report.Unreadable.Length > MostUnreadable) page.Note($"The first {MostUnreadable}; --json lists all.");
    }

    private IEnumerable<(string Address, string Caption)> Shown(IEnumerable<PlacedPicture> pictures, Func<PlacedPicture, string> caption) =>
        pictures.Select(p => (Address: thumbnail.Of(p.Data, p.Index), Caption: caption(p))).Where(p => p.Address is not null).Select(p => (p.Address!, p.Caption));
}
