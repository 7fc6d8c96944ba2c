using System.CommandLine;
using System.Text.Json;
using Pointwise.Costs;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;
using Pointwise.Zoo;

namespace Pointwise.Cli.Verbs;

/// <summary>What is in a model's file.</summary>
internal static class InfoVerb
{
    public static Verb Create()
    {
        var model = new ModelArgument();
        Option<Shape?> input = CommonOptions.Input();
        Option<bool> json = CommonOptions.Json();
        Option<string?> svg = CommonOptions.Svg(), html = CommonOptions.Html();
        var verb = new Verb("info", "Tells what is in a model's file: operators, shapes, parameters, cost, preprocessing, labels, where it comes from",
            "pointwise info flowers.safetensors", "pointwise info googlenet --svg googlenet.svg", "pointwise info network.onnx --html network.html")
        {
            model.Name, input, svg, html, json,
        };
        foreach (Option option in model.Options) verb.Add(option);
        return verb.Does(call =>
        {
            OpenedModel opened;
            try
            {
                opened = model.Open(call, call.Get(input));
            }
            catch (PointwiseException e) when (File.Exists(call.Get(model.Name)))
            {
                return Describe(call, call.Get(model.Name), e, call.Get(json));
            }

            using Model read = opened.Model;
            CostReport report = CostReport.Of(read.Graph, auxiliaryHeads: true);
            PlannedMemory? planned = PlannedMemory.TryOf(read);
            IReadOnlyList<(string Name, string Text)> lines = ModelOutput.Lines(opened, report, planned);
            if (call.Get(json)) JsonOutput.Print(call.Out, writer => WriteJson(writer, opened, report, planned));
            else foreach ((string name, string text) in lines) call.Out.WriteLine($"{name,-14} {text}");
            OutputFile.Write(call, call.Get(svg), () => GraphPrinter.Picture(read.Graph));
            OutputFile.Write(call, call.Get(html), () => CostPage.Of(read.Graph, report, branches: false, naive: null, [.. lines.Select(line => (string[])[line.Name, line.Text])]));
            return 0;
        });
    }

    /// <summary>What is in a file that cannot be opened as a model, and why.</summary>
    private static int Describe(Call call, string path, PointwiseException problem, bool json)
    {
        FileDescription file = FileDescription.Of(path);
        if (json) JsonOutput.Print(call.Out, writer => FileOutput.WriteJson(writer, file, problem));
        else FileOutput.Print(call.Out, file);
        call.Error.WriteLine(problem.Message);
        return 1;
    }

    private static void WriteJson(Utf8JsonWriter json, OpenedModel opened, CostReport report, PlannedMemory? planned)
    {
        (Model model, Graph graph) = (opened.Model, opened.Model.Graph);
        json.WriteString("file", opened.Path);
        json.WriteString("format", opened.Format);
        json.WriteList("inputs", graph.InputIndices, i => WriteValue(json, graph.Nodes[i].Name, graph.Nodes[i].Shape));
        json.WriteList("outputs", graph.Heads, head => WriteValue(json, head.Name, graph.Nodes[head.Node].Shape));
        json.WriteString("answering_head", model.AnsweringHead);
        json.WriteStartObject("operators");
        foreach ((string name, int count) in ModelOutput.Operators(graph)) json.WriteNumber(name, count);
        json.WriteEndObject();
        json.WriteBoolean("preprocessing_is_known", opened.PreprocessingIsKnown);
        json.WritePropertyName("preprocessing");
        PreprocessingText.Write(json, model.Preprocessing);
        json.WriteTexts("labels", model.Labels);
        json.WriteStartObject("provenance");
        foreach ((string key, string value) in model.Provenance) json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteStartObject("cost");
        CostJson.Write(json, report);
        json.WriteEndObject();
        if (planned is not { } plan) return;
        json.WriteStartObject("run");
        json.WriteNumber("value_bytes", plan.Bytes);
        json.WriteNumber("least_value_bytes", plan.LeastBytes);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, Shape shape)
    {
        json.WriteString("name", name);
        json.WriteShape(shape);
    }
}
