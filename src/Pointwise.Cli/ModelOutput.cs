using System.Globalization;
using Pointwise.Costs;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Zoo;

namespace Pointwise.Cli;

/// <summary>What is in a model, for people.</summary>
internal static class ModelOutput
{
    /// <summary>Its parts as lines of name and text.</summary>
    /// <param name="opened">The model.</param>
    /// <param name="report">What it costs.</param>
    /// <param name="planned">The memory of a run; null where it was not planned.</param>
    public static IReadOnlyList<(string Name, string Text)> Lines(OpenedModel opened, CostReport report, PlannedMemory? planned)
    {
        (Model model, Graph graph) = (opened.Model, opened.Model.Graph);
        List<(string, string)> lines =
        [
            ("file", opened.Path),
            ("format", opened.Format),
            ("network", graph.Name),
            .. model.Task == ModelTask.Segmentation ? new[] { ("task", "segmentation: a class for every pixel") } : [],
            .. graph.InputIndices.Select(i => ("input", $"{graph.Nodes[i].Name} {graph.Nodes[i].Shape}")),
            .. graph.Heads.Select(h => ("output", $"{h.Name} {graph.Nodes[h.Node].Shape}{(h.Name == model.AnsweringHead ? ", answers" : "")}")),
            ("operators", string.Join(", ", Operators(graph).Select(o => $"{o.Count} {o.Name}"))),
            ("parameters", $"{Figures.Exact(report.Total.Parameters)} trained, {Figures.Bytes(4 * model.Parameters.Elements)} in all"),
            ("multiply-adds", $"{Figures.Exact(report.Total.MultiplyAdds)} ({Figures.Exact(report.Total.Flops)} FLOPs) for {report.Input.ToPicture()}"),
            ("memory", $"{Figures.Bytes(report.Peak.Bytes)} at most, {Figures.Bytes(report.Peak.ActivationBytes)} of it for values"),
            .. planned is { } plan ? new[] { ("run", $"values in {Figures.Bytes(plan.Bytes)}, {Figures.Bytes(plan.LeastBytes)} of them alive at once") } : [],
            ("preprocessing", opened.PreprocessingIsKnown ? Text(model.Preprocessing, graph.Input.Shape) : $"not said by the file; taken as {Text(model.Preprocessing, graph.Input.Shape)}"),
            ("labels", model.Labels.IsEmpty ? "none" : $"{model.Labels.Length}: {string.Join("; ", model.Labels.Take(4))}{(model.Labels.Length > 4 ? "; …" : "")}"),
        ];
        lines.AddRange(model.Provenance.Select(p => (p.Key.Replace('_', ' '), p.Value)));
        return lines;
    }

    /// <summary>How often each operator is there, the most frequent first.</summary>
    public static IEnumerable<(string Name, int Count)> Operators(Graph graph) => graph.Nodes.Where(n => n.Operator is not Input)
        .GroupBy(n => n.Operator.Name, StringComparer.Ordinal).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ThenBy(g => g.Key, StringComparer.Ordinal);

    /// <summary>What is done to a picture, in one line.</summary>
    public static string Text(Preprocessing p, Shape input)
    {
        if (input is not { IsImage: true, C: 1 or 3 }) return "none: the input is no picture";
        string size = p.ResizeShortSide > 0 ? $"short side to {p.ResizeShortSide} ({p.Interpolation.ToString().ToLowerInvariant()}), centre {input.H}x{input.W}" : p.Stretch ? $"stretched to {input.H}x{input.W}" : $"pictures of {input.H}x{input.W}";
        string scale = p.Scale == 1 ? "v" : Math.Abs(p.Scale * 255 - 1) < 1e-6 ? "v/255" : $"{Number(p.Scale)} v";
        string mean = p.Mean.All(v => v == 0) ? "" : $" - {Numbers(p.Mean)}";
        string deviation = p.Deviation.All(v => v == 1) ? "" : $" / {Numbers(p.Deviation)}";
        return $"{size}, {p.Channels.ToString().ToLowerInvariant()}, {(mean.Length > 0 && deviation.Length > 0 ? $"({scale}{mean}){deviation}" : $"{scale}{mean}{deviation}")}";
    }

    private static string Numbers(IReadOnlyList<float> numbers) => numbers.Distinct().Count() == 1 ? Number(numbers[0]) : $"({string.Join(", ", numbers.Select(Number))})";

    private static string Number(float value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
