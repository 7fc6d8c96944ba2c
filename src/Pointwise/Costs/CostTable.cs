using System.Globalization;
using Pointwise.Drawing;

namespace Pointwise.Costs;

/// <summary>Costs as cells for people: the paper's table, and a network beside its naive twin.</summary>
/// <param name="Headers">The columns' names; one that starts with '>' is set flush right.</param>
/// <param name="Rows">Cells by row.</param>
/// <param name="Sums">Cells of the rows under the line.</param>
public sealed record CostTable(IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<IReadOnlyList<string>> Sums)
{
    /// <summary>What the mark behind a printed figure means.</summary>
    public const string MarkNote = "* The printed figure disagrees with the row's own widths. In print K is 1024 and M is 10^6.";

    /// <summary>Table 1 of arXiv:1409.4842 with exact figures; the printed ones beside them where the network is the paper's.</summary>
    /// <param name="report">The cost.</param>
    /// <param name="branches">Whether every branch has a row of its own.</param>
    public static CostTable Of(CostReport report, bool branches = false)
    {
        Dictionary<ModuleCost, PaperRow> printed = PaperTable.Beside(report).ToDictionary(row => row.Module);
        var rows = new List<IReadOnlyList<string>>();
        foreach (ModuleCost module in report.Modules)
        {
            rows.Add(Row(module, report.Total, printed.GetValueOrDefault(module)));
            if (branches) rows.AddRange(module.Branches.Select(branch => Row(branch, report.Total)));
        }

        string[] sum = ["total", "", "", "", "", "", "", "", "", "", Figures.Exact(report.Total.Parameters), "", Figures.Exact(report.Total.MultiplyAdds), "", "100.0%", Figures.Bytes(report.Total.ActivationBytes), ""];
        bool alone = report.Modules.All(m => m.Kind != Description.AuxiliaryHead);
        if (printed.Count > 0 && alone) (sum[11], sum[13]) = (Kilo(PaperTable.PrintedParameters), Mega(PaperTable.PrintedOperations));
        return new CostTable(
            ["row", "type", "patch/stride", ">output", ">#1x1", ">#3x3 reduce", ">#3x3", ">#5x5 reduce", ">#5x5", ">pool proj",
                ">parameters", ">printed", ">multiply-adds", ">printed", ">share", ">activations", ">field"], rows, [sum]);
    }

    /// <summary>A network beside its twin without reductions, by row.</summary>
    /// <param name="report">The network's cost.</param>
    /// <param name="naive">The twin's cost.</param>
    public static CostTable Beside(CostReport report, CostReport naive)
    {
        Dictionary<string, ModuleCost> twins = naive.Modules.ToDictionary(m => m.Name);
        var rows = new List<IReadOnlyList<string>>();
        foreach (ModuleCost module in report.Modules.Where(m => m.Cost.Weights > 0))
        {
            ModuleCost twin = twins[module.Name];
            rows.Add(Pair(module.Name, module.Output.ToPicture(), module.Cost, twin.Output.ToPicture(), twin.Cost));
        }

        return new CostTable(
            ["row", ">output", ">parameters", ">multiply-adds", ">naive output", ">naive parameters", ">naive multiply-adds", ">times"],
            rows, [Pair("total", "", report.Total, "", naive.Total)]);
    }

    /// <summary>The sums in words, one line each: name and value.</summary>
    /// <param name="report">The cost.</param>
    public static IReadOnlyList<(string Name, string Value)> Totals(CostReport report)
    {
        (Cost total, PeakMemory peak) = (report.Total, report.Peak);
        return
        [
            ("parameters", $"{Figures.Exact(total.Parameters)} ({Figures.Exact(total.Weights)} weights, the rest biases and norms)"),
            ("multiply-adds", $"{Figures.Exact(total.MultiplyAdds)} ({Figures.Exact(total.Flops)} FLOPs, two a multiply-add)"),
            ("activations", $"{Figures.Bytes(total.ActivationBytes)} of results"),
            ("peak memory", $"{Figures.Bytes(peak.Bytes)}: {Figures.Bytes(peak.ActivationBytes)} of results alive at {peak.Node}, {Figures.Bytes(peak.WeightBytes)} of weights"),
        ];
    }

    private static string[] Row(ModuleCost module, Cost total, PaperRow? printed)
    {
        ModuleWidths? w = module.Widths;
        string five = w is { FiveKernel: not (0 or 5) } ? $"{w.Five} ({w.FiveKernel}x{w.FiveKernel})" : Count(w?.Five);
        string pool = w is { PoolProjection: 0 } ? "pass" : Count(w?.PoolProjection);
        return
        [
            module.Name, module.Kind, module.Window, module.Output.ToPicture(), Count(w?.OneByOne), Count(w?.ThreeReduce), Count(w?.Three), Count(w?.FiveReduce), five, pool,
            NotZero(module.Cost.Parameters), printed is null ? "" : Kilo(printed.PrintedParameters) + Mark(printed.ParametersAgree),
            NotZero(module.Cost.MultiplyAdds), printed is null ? "" : Mega(printed.PrintedOperations) + Mark(printed.OperationsAgree),
            module.Cost.MultiplyAdds > 0 ? Figures.Share(module.Cost.MultiplyAdds, total.MultiplyAdds) : "", Memory(module.Cost), module.Field.ToString(),
        ];
    }

    private static string[] Row(BranchCost branch, Cost total) =>
    [
        $"  {branch.Name}", branch.Steps, "", branch.Output.ToPicture(), "", "", "", "", "", "",
        NotZero(branch.Cost.Parameters), "", NotZero(branch.Cost.MultiplyAdds), "",
        branch.Cost.MultiplyAdds > 0 ? Figures.Share(branch.Cost.MultiplyAdds, total.MultiplyAdds) : "", Memory(branch.Cost), branch.Field.ToString(),
    ];

    private static string[] Pair(string name, string output, Cost cost, string naiveOutput, Cost naive) =>
    [
        name, output, Figures.Exact(cost.Parameters), Figures.Exact(cost.MultiplyAdds), naiveOutput, Figures.Exact(naive.Parameters), Figures.Exact(naive.MultiplyAdds),
        cost.MultiplyAdds > 0 ? Figures.Times((double)naive.MultiplyAdds / cost.MultiplyAdds) : "",
    ];

    private static string Count(int? number) => number is > 0 ? number.Value.ToString(CultureInfo.InvariantCulture) : "";

    private static string NotZero(long number) => number > 0 ? Figures.Exact(number) : "";

    private static string Memory(Cost cost) => cost.ActivationBytes > 0 ? Figures.Bytes(cost.ActivationBytes) : "";

    private static string Kilo(double value) => value.ToString("0.#", CultureInfo.InvariantCulture) + "K";

    private static string Mega(double value) => value.ToString("0", CultureInfo.InvariantCulture) + "M";

    private static string Mark(bool agrees) => agrees ? "  " : " *";
}
