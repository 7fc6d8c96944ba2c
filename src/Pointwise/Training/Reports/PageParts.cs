using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Drawing;
using Pointwise.Graphs;

namespace Pointwise.Training.Reports;

/// <summary>What the pages of evaluations have in common.</summary>
internal static class PageParts
{
    private const int MostUnreadable = 100;

    /// <summary>A table, its sum in bold.</summary>
    public static void Table(this HtmlPage page, ReportTable table) =>
        page.Table(table.Headers, table.Sum is null ? table.Rows : [.. table.Rows, table.Sum], strongRows: table.Sum is null ? 0 : 1);

    /// <summary>The pictures that were not scored, and how the model came to be.</summary>
    public static void End(this HtmlPage page, ImmutableArray<BadPicture> bad, Model model)
    {
        if (!bad.IsEmpty)
        {
            page.Heading($"Not readable, not scored: {Figures.Exact(bad.Length)}");
            page.Table(["picture", "why"], [.. bad.Take(MostUnreadable).Select(b => new[] { b.Name, $"{b.Error.Problem}: {b.Error.Found}" })]);
        }

        if (!model.Provenance.IsEmpty) page.Heading("How the model came to be").Table(["", ""], [.. model.Provenance.Select(p => new[] { p.Key.Replace('_', ' '), p.Value })]);
    }
}
