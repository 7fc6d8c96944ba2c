using System.Globalization;
using Pointwise.Costs;
using Pointwise.Tensors;

namespace Pointwise.Cli;

/// <summary>Costs as comma-separated values: plain numbers, one row a module, branches below theirs where asked for.</summary>
internal static class CostCsv
{
    public static TextTable Table(CostReport report, bool branches)
    {
        var table = new TextTable(
            "network", "row", "branch", "type", "patch_stride", "height", "width", "channels", "n1x1", "n3x3_reduce", "n3x3", "n5x5_reduce", "n5x5", "pool_proj",
            "parameters", "weights", "multiply_adds", "flops", "multiply_adds_share", "activation_bytes", "field_height", "field_width", "printed_parameters_k", "printed_operations_m");
        Dictionary<ModuleCost, PaperRow> printed = PaperTable.Beside(report).ToDictionary(row => row.Module);
        foreach (ModuleCost module in report.Modules)
        {
            ModuleWidths? w = module.Widths;
            PaperRow? paper = printed.GetValueOrDefault(module);
            table.Add([report.Network, module.Name, "", module.Kind, module.Window, .. Size(module.Output),
                Text(w?.OneByOne), Text(w?.ThreeReduce), Text(w?.Three), Text(w?.FiveReduce), Text(w?.Five), Text(w?.PoolProjection),
                .. Numbers(module.Cost, module.Field, report.Total), Text(paper?.PrintedParameters), Text(paper?.PrintedOperations)]);
            if (!branches) continue;
            foreach (BranchCost branch in module.Branches)
                table.Add([report.Network, module.Name, branch.Name, branch.Steps, "", .. Size(branch.Output), "", "", "", "", "", "", .. Numbers(branch.Cost, branch.Field, report.Total)]);
        }

        return table;
    }

    private static string[] Size(Shape shape) => [Text(shape.H), Text(shape.W), Text(shape.C)];

    private static string[] Numbers(Cost cost, ReceptiveField field, Cost total) =>
    [
        Text(cost.Parameters), Text(cost.Weights), Text(cost.MultiplyAdds), Text(cost.Flops), Text(Math.Round(cost.ShareOf(total), 6)), Text(cost.ActivationBytes),
        Text(field.Height), Text(field.Width),
    ];

    private static string Text(double? value) => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
}
