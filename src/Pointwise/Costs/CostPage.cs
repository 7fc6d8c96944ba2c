using Pointwise.Drawing;
using Pointwise.Graphs;

namespace Pointwise.Costs;

/// <summary>A network's cost as one page: sums, the paper's table, the naive twin, the picture.</summary>
public static class CostPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="report">Its cost.</param>
    /// <param name="branches">Whether every branch has a row of its own.</param>
    /// <param name="naive">The cost of the twin without reductions; null to leave it out.</param>
    public static HtmlPage Of(Graph graph, CostReport report, bool branches, CostReport? naive) => Of(graph, report, branches, naive, []);

    /// <summary>The same after a table of what else is known of the network.</summary>
    internal static HtmlPage Of(Graph graph, CostReport report, bool branches, CostReport? naive, string[][] facts)
    {
        var page = new HtmlPage(facts.Length > 0 ? report.Network : $"What {report.Network} costs");
        if (facts.Length > 0) page.Table(["", ""], facts).Heading("What it costs");
        page.Paragraph($"One forward pass over {report.Input.ToPicture()}.");
        page.Table(["", ""], [.. CostTable.Totals(report).Select(line => (string[])[line.Name, line.Value])]);
        page.Heading("By row");
        Add(page, CostTable.Of(report, branches));
        if (PaperTable.Beside(report).Length > 0) page.Note(CostTable.MarkNote).Note(PaperTable.FirstRowNote);
        if (naive is not null) Add(page.Heading("Beside its twin without reductions"), CostTable.Beside(report, naive));
        return page.Heading("The network").Drawing(GraphPrinter.Picture(graph));
    }

    private static void Add(HtmlPage page, CostTable table)
    {
        IReadOnlyList<string>[] all = [.. table.Rows, .. table.Sums];
        int[] shown = [.. Enumerable.Range(0, table.Headers.Count).Where(c => all.Any(row => row[c].Length > 0))];
        page.Table([.. shown.Select(c => table.Headers[c])], [.. all.Select(row => (string[])[.. shown.Select(c => row[c])])], table.Sums.Count);
    }
}
