using System.Text.Json;
using Pointwise.Costs;
using Pointwise.Tensors;

namespace Pointwise.Cli;

/// <summary>Costs as JSON: bytes, pixels and counts as plain numbers.</summary>
internal static class CostJson
{
    /// <summary>Writes a report's members into an object.</summary>
    public static void Write(Utf8JsonWriter json, CostReport report)
    {
        Dictionary<ModuleCost, PaperRow> printed = PaperTable.Beside(report).ToDictionary(row => row.Module);
        json.WriteString("network", report.Network);
        WriteSize(json, "input", report.Input);
        WriteCost(json, "total", report.Total, report.Total);
        json.WriteStartObject("peak_memory");
        json.WriteNumber("bytes", report.Peak.Bytes);
        json.WriteNumber("activation_bytes", report.Peak.ActivationBytes);
        json.WriteNumber("weight_bytes", report.Peak.WeightBytes);
        json.WriteString("node", report.Peak.Node);
        json.WriteEndObject();
        json.WriteList("modules", report.Modules, module => WriteModule(json, module, report.Total, printed.GetValueOrDefault(module)));
        json.WriteList("nodes", report.Nodes, node =>
        {
            json.WriteString("name", node.Node.Name);
            json.WriteString("operator", node.Node.Operator.Name);
            WriteEnd(json, node.Node.Shape, node.Cost, node.Field, report.Total);
        });
    }

    /// <summary>Writes a size as an object.</summary>
    public static void WriteSize(Utf8JsonWriter json, string name, Shape shape)
    {
        json.WriteStartObject(name);
        json.WriteNumber("height", shape.H);
        json.WriteNumber("width", shape.W);
        json.WriteNumber("channels", shape.C);
        json.WriteEndObject();
    }

    private static void WriteModule(Utf8JsonWriter json, ModuleCost module, Cost total, PaperRow? printed)
    {
        json.WriteString("name", module.Name);
        json.WriteString("type", module.Kind);
        json.WriteString("patch_stride", module.Window);
        if (module.Widths is { } widths) WriteWidths(json, widths);
        WriteEnd(json, module.Output, module.Cost, module.Field, total);
        if (printed is not null)
        {
            json.WriteStartObject("printed");
            json.WriteNumber("parameters_k", printed.PrintedParameters);
            json.WriteBoolean("parameters_agree", printed.ParametersAgree);
            json.WriteNumber("operations_m", printed.PrintedOperations);
            json.WriteBoolean("operations_agree", printed.OperationsAgree);
            json.WriteEndObject();
        }

        json.WriteList("branches", module.Branches, branch =>
        {
            json.WriteString("name", branch.Name);
            json.WriteString("steps", branch.Steps);
            WriteEnd(json, branch.Output, branch.Cost, branch.Field, total);
        });
    }

    private static void WriteWidths(Utf8JsonWriter json, ModuleWidths widths)
    {
        json.WriteStartObject("widths");
        Write("1x1", widths.OneByOne);
        Write("3x3_reduce", widths.ThreeReduce);
        Write("3x3", widths.Three);
        Write("5x5_reduce", widths.FiveReduce);
        Write("5x5", widths.Five);
        Write("5x5_kernel", widths.FiveKernel > 0 ? widths.FiveKernel : null);
        Write("pool_proj", widths.PoolProjection);
        json.WriteEndObject();

        void Write(string name, int? value)
        {
            if (value is { } number) json.WriteNumber(name, number);
            else json.WriteNull(name);
        }
    }

    private static void WriteEnd(Utf8JsonWriter json, Shape output, Cost cost, ReceptiveField field, Cost total)
    {
        WriteSize(json, "output", output);
        WriteCost(json, "cost", cost, total);
        json.WriteStartObject("receptive_field");
        json.WriteNumber("height", field.Height);
        json.WriteNumber("width", field.Width);
        json.WriteNumber("jump_height", field.JumpH);
        json.WriteNumber("jump_width", field.JumpW);
        json.WriteEndObject();
    }

    private static void WriteCost(Utf8JsonWriter json, string name, Cost cost, Cost total)
    {
        json.WriteStartObject(name);
        json.WriteNumber("parameters", cost.Parameters);
        json.WriteNumber("weights", cost.Weights);
        json.WriteNumber("multiply_adds", cost.MultiplyAdds);
        json.WriteNumber("flops", cost.Flops);
        json.WriteNumber("multiply_adds_share", cost.ShareOf(total));
        json.WriteNumber("activation_bytes", cost.ActivationBytes);
        json.WriteEndObject();
    }
}
