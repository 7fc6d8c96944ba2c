using System.CommandLine;
using Pointwise.Architectures;
using Pointwise.Costs;
using Pointwise.Drawing;

namespace Pointwise.Cli.Verbs;

/// <summary>Lists the catalog of networks.</summary>
internal static class ModelsVerb
{
    public static Verb Create()
    {
        Option<bool> json = CommonOptions.Json();
        return new Verb("models", "Lists the networks of the catalog with input size, parameters and multiply-adds", "pointwise models", "pointwise models --json") { json }
            .Does(call =>
            {
                (Architecture Architecture, Cost Cost, Cost WithHeads)[] models =
                    [.. ArchitectureCatalog.All.Select(a => (a, Measure(a, false), Measure(a, true)))];
                if (call.Get(json)) PrintJson(call.Out, models);
                else Print(call.Out, models);
            });
    }

    private static Cost Measure(Architecture architecture, bool heads) => CostReport.Of(architecture.Build(heads: heads), auxiliaryHeads: true).Total;

    private static void Print(TextWriter output, (Architecture Architecture, Cost Cost, Cost WithHeads)[] models)
    {
        var table = new TextTable("name", ">input", ">classes", ">parameters", ">with heads", ">multiply-adds", "about");
        foreach ((Architecture a, Cost cost, Cost with) in models)
        {
            table.Add(a.Name, a.InputShape.ToPicture(), $"{a.Classes}", Figures.Exact(cost.Parameters), with == cost ? "" : Figures.Exact(with.Parameters),
                Figures.Exact(cost.MultiplyAdds), a.About);
        }

        table.Write(output);
    }

    private static void PrintJson(TextWriter output, (Architecture Architecture, Cost Cost, Cost WithHeads)[] models) =>
        JsonOutput.Print(output, json => json.WriteList("models", models, model =>
        {
            json.WriteString("name", model.Architecture.Name);
            CostJson.WriteSize(json, "input", model.Architecture.InputShape);
            json.WriteNumber("classes", model.Architecture.Classes);
            json.WriteNumber("parameters", model.Cost.Parameters);
            json.WriteNumber("parameters_with_heads", model.WithHeads.Parameters);
            json.WriteNumber("multiply_adds", model.Cost.MultiplyAdds);
            json.WriteNumber("flops", model.Cost.Flops);
            json.WriteString("about", model.Architecture.About);
        }));
}
