using System.CommandLine;
using Pointwise.Costs;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Cli.Verbs;

/// <summary>What a network costs: the paper's table.</summary>
internal static class CostVerb
{
    public static Verb Create()
    {
        Argument<string> network = NetworkArgument.Create();
        Option<Shape?> input = CommonOptions.Input();
        var heads = new Option<bool>("--heads") { Description = "Count the auxiliary heads too" };
        var branches = new Option<bool>("--branches") { Description = "Give every branch of a module a row of its own" };
        var naive = new Option<bool>("--naive") { Description = "Put the network beside its twin without reductions" };
        Option<bool> json = CommonOptions.Json(), csv = CommonOptions.Csv();
        Option<string?> svg = CommonOptions.Svg(), html = CommonOptions.Html();
        return new Verb("cost", "Shows what a network costs, row by row as in the paper's table",
            "pointwise cost googlenet", "pointwise cost googlenet --naive", "pointwise cost small-inception --branches --html cost.html")
        {
            network, input, heads, branches, naive, json, csv, svg, html,
        }.Does(call =>
        {
            Graph graph = NetworkArgument.ReadGraph(call, call.Get(network), call.Get(input), call.Get(heads));
            CostReport report = CostReport.Of(graph, auxiliaryHeads: true);
            CostReport? twin = call.Get(naive) ? CostReport.Of(NaiveTwin.Of(graph), auxiliaryHeads: true) : null;
            if (call.Get(json)) PrintJson(call.Out, report, twin);
            else if (call.Get(csv)) PrintCsv(call.Out, report, twin, call.Get(branches));
            else Print(call.Out, report, twin, call.Get(branches));
            OutputFile.Write(call, call.Get(svg), () => GraphPrinter.Picture(graph));
            OutputFile.Write(call, call.Get(html), () => CostPage.Of(graph, report, call.Get(branches), twin));
        });
    }

    private static void Print(TextWriter output, CostReport report, CostReport? twin, bool branches)
    {
        output.WriteLine($"{report.Network} {report.Input.ToPicture()}");
        output.WriteLine();
        TextTable.Of(CostTable.Of(report, branches)).Write(output);
        output.WriteLine();
        foreach ((string name, string value) in CostTable.Totals(report)) output.WriteLine($"{name,-15}{value}");
        if (PaperTable.Beside(report).Length > 0)
        {
            output.WriteLine();
            output.WriteLine(CostTable.MarkNote);
            output.WriteLine(PaperTable.FirstRowNote);
        }

        if (twin is null) return;
        output.WriteLine();
        output.WriteLine("beside its twin without reductions");
        TextTable.Of(CostTable.Beside(report, twin)).Write(output);
    }

    private static void PrintJson(TextWriter output, CostReport report, CostReport? twin) => JsonOutput.Print(output, json =>
    {
        CostJson.Write(json, report);
        if (twin is null) return;
        json.WriteStartObject("naive");
        CostJson.Write(json, twin);
        json.WriteEndObject();
    });

    private static void PrintCsv(TextWriter output, CostReport report, CostReport? twin, bool branches)
    {
        CostCsv.Table(report, branches).WriteCsv(output);
        if (twin is not null) CostCsv.Table(twin, branches).WriteCsv(output, withHeaders: false);
    }
}
