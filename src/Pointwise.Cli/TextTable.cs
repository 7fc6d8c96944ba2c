using Pointwise.Costs;
using Pointwise.Training.Reports;

namespace Pointwise.Cli;

/// <summary>A table for people or, as comma-separated values, for programs.</summary>
/// <param name="headers">The columns' names; one that starts with '>' is set flush right.</param>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<string[]?> rows = [];

    /// <summary>A table of costs, its sums under a line.</summary>
    public static TextTable Of(CostTable costs)
    {
        var table = new TextTable([.. costs.Headers]);
        foreach (IReadOnlyList<string> row in costs.Rows) table.Add([.. row]);
        table.Rule();
        foreach (IReadOnlyList<string> row in costs.Sums) table.Add([.. row]);
        return table;
    }

    /// <summary>A report's table, its sum under a line.</summary>
    public static TextTable Of(ReportTable report)
    {
        var table = new TextTable(report.Headers);
        foreach (string[] row in report.Rows) table.Add(row);
        if (report.Sum is null) return table;
        table.Rule();
        table.Add(report.Sum);
        return table;
    }

    /// <summary>Adds a row; missing cells at the end are empty.</summary>
    public void Add(params string[] cells) => rows.Add([.. cells, .. Enumerable.Repeat("", headers.Length - cells.Length)]);

    /// <summary>Draws a line under what was added so far.</summary>
    public void Rule() => rows.Add(null);

    /// <summary>Writes it with aligned columns, two spaces between; columns without any cell are left out.</summary>
    public void Write(TextWriter output)
    {
        string[] titles = [.. headers.Select(h => h.TrimStart('>'))];
        int[] shown = [.. Enumerable.Range(0, headers.Length).Where(c => rows.Any(r => r is not null && r[c].Length > 0))];
        int[] widths = [.. titles.Select((title, c) => Math.Max(title.Length, rows.Max(r => r?[c].Length ?? 0)))];
        int total = shown.Sum(c => widths[c] + 2) - 2;
        output.WriteLine(Line(titles));
        output.WriteLine(new string('-', Math.Max(total, 0)));
        foreach (string[]? row in rows) output.WriteLine(row is null ? new string('-', Math.Max(total, 0)) : Line(row));

        string Line(string[] cells) => string.Join("  ", shown.Select(c =>
            headers[c].StartsWith('>') ? cells[c].PadLeft(widths[c]) : cells[c].PadRight(widths[c]))).TrimEnd();
    }

    /// <summary>Writes it as RFC 4180 has it, every column, without the lines.</summary>
    public void WriteCsv(TextWriter output, bool withHeaders = true)
    {
        if (withHeaders) output.WriteLine(string.Join(',', headers.Select(h => Quote(h.TrimStart('>')))));
        foreach (string[]? row in rows)
            if (row is not null) output.WriteLine(string.Join(',', row.Select(Quote)));
    }

    private static string Quote(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
