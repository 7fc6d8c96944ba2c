using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>Turns what an ONNX file says into a model: node by node in the file's order, each by the function of <see cref="ImportTable"/>.</summary>
internal sealed class Importer(OnnxFile file, string network, OnnxImportOptions options, Limits limits, Action<string>? warn)
{
    /// <summary>Versions of the default domain's operators: before the first, shapes were attributes; the last is the newest that was read for this.</summary>
    private const int OldestOpset = 6, NewestOpset = 26;

    private readonly Dictionary<string, OnnxType> inputTypes = new(StringComparer.Ordinal), outputTypes = new(StringComparer.Ordinal);

    private readonly HashSet<int> fed = [];

    public ImportedModel Import()
    {
        OnnxGraph graph = file.Model.Graph;
        GraphLaw.Check(graph, file.Path);
        (List<OnnxNode> nodes, HashSet<string> read) = GraphLaw.Needed(graph);
        int opset = Opset();
        CheckSupported(nodes, opset);
        var imported = new ImportedGraph(network, file.Path, limits, read);
        BindInputs(graph, imported, read);
        foreach (OnnxNode node in nodes) Convert(node, opset, imported);
        foreach (OnnxPort output in graph.Outputs) AddHead(output, imported);
        Graph made = ModuleNames.Apply(imported.Builder.Build());
        Model model = ModelMetadata.Apply(new Model(made, imported.ReadParameters(made)) { AnsweringHead = made.Heads[0].Name }, file, opset, Notes(nodes), limits);
        if (options.Input is { } wanted && wanted != made.Input.Shape) model = model with { Graph = made.ForInput(wanted) };
        return new ImportedModel(model, inputTypes.ToImmutableDictionary(), outputTypes.ToImmutableDictionary());
    }

    private int Opset()
    {
        if (!file.Model.Opsets.TryGetValue("", out long opset))
            throw new PointwiseException(file.Path, "no version of operators", "a version of the default domain", file.Model.Opsets.Count == 0 ? "none" : string.Join(", ", file.Model.Opsets.Keys.Select(key => JsonCursor.Shorten(key))), "export the network anew");
        if (opset is < OldestOpset or > int.MaxValue)
            throw new PointwiseException(file.Path, "operators of a version that is not read", $"version {OldestOpset} or later", $"{opset}", "export the network with a newer version");
        if (opset > NewestOpset) warn?.Invoke($"{file.Path}: operators of version {opset}, newer than {NewestOpset}: read as that version has them");
        return (int)opset;
    }

    private void CheckSupported(List<OnnxNode> nodes, int opset)
    {
        string[] missing = [.. nodes.Where(n => !ImportTable.Has(n.Domain, n.Operator)).Select(n => $"{(n.Domain.Length > 0 ? $"{JsonCursor.Shorten(n.Domain)}." : "")}{JsonCursor.Shorten(n.Operator)} (node {n.Label})")];
        if (missing.Length > 0)
            throw new PointwiseException(file.Path, missing.Length == 1 ? "an operator is not supported" : $"{missing.Length} operators are not supported", $"operators of version {opset} among those that convolutional networks use", string.Join(", ", missing), "export the network without them");
    }

    private void BindInputs(OnnxGraph graph, ImportedGraph imported, HashSet<string> read)
    {
        foreach (OnnxTensor tensor in graph.Initializers) imported[tensor.Name] = Operand.Of(OnnxConstant.Of(tensor), tensor.Name);
        HashSet<string> tensors = [.. graph.Initializers.Select(t => t.Name)];
        var shapes = new InputShapes(file.Path, options.Input is { } wanted && IsFree(graph, tensors) ? wanted : null);
        foreach (OnnxPort port in graph.Inputs.Where(p => !tensors.Contains(p.Name)))
        {
            string where = $"{file.Path}: input {JsonCursor.Shorten(port.Name)}";
            if (options.Constants.TryGetValue(port.Name, out Literal? constant))
            {
                imported[port.Name] = Operand.Of(OnnxConstant.Of(constant, port.Type), port.Name);
                continue;
            }

            // what nobody reads is fed in by nobody
            if (!read.Contains(port.Name)) continue;
            if (!port.Type.TryKind(out ElementKind kind) || port.Type is OnnxType.Double)
                throw new PointwiseException(where, "of a type that is not computed with", "float, float16, whole numbers or truths", port.Type.ToText(), "export the network with float inputs");
            inputTypes[port.Name] = port.Type;
            Value value = imported.Builder.Add(imported.Names.Take(port.Name), new Input(shapes.Next(port), kind));
            fed.Add(value.Index);
            imported[port.Name] = Operand.Of(value, kind == ElementKind.Float32 ? OnnxType.Float : port.Type, port.Name);
        }

        // a network of constants alone: the graph's law asks for something that is fed in, which nobody reads
        if (fed.Count == 0) imported.Builder.Add(imported.Names.Take("nothing"), new Input(new Shape(1)));
        foreach (string name in options.Constants.Keys.Where(name => graph.Inputs.All(p => p.Name != name)))
            throw new PointwiseException($"{file.Path}: input {JsonCursor.Shorten(name)}", "no such input", string.Join(", ", graph.Inputs.Where(p => !tensors.Contains(p.Name)).Take(8).Select(p => JsonCursor.Shorten(p.Name))), JsonCursor.Shorten(name), "name one of the inputs");
    }

    /// <summary>Whether the first input has free extents, so that the size asked for can be had from the beginning.</summary>
    private static bool IsFree(OnnxGraph graph, HashSet<string> tensors) =>
        graph.Inputs.FirstOrDefault(p => !tensors.Contains(p.Name)) is { } first && (first.Extents is not { } extents || extents.Any(e => e.Value is null or <= 0));

    private void Convert(OnnxNode node, int opset, ImportedGraph imported)
    {
        try
        {
            ImportTable.Find(node.Operator)(new NodeContext(node, opset, imported));
        }
        catch (PointwiseException e)
        {
            throw e.In($"{file.Path}: node {node.Label} ({node.Operator}, version {opset})");
        }
    }

    private void AddHead(OnnxPort output, ImportedGraph imported)
    {
        Operand operand = imported[output.Name];
        outputTypes[output.Name] = operand.Type;
        Value value = imported.ValueOf(operand, output.Name);
        if (operand.Constant is null && fed.Contains(value.Index)) value = imported.Builder.Add(imported.Names.Take(output.Name), new Identity(), value);
        imported.Builder.Head(output.Name, value);
    }

    /// <summary>What was changed on the way, for the provenance.</summary>
    private List<string> Notes(List<OnnxNode> nodes)
    {
        var notes = new List<string>();
        if (file.Model.Graph.Initializers.Any(t => t.Type is OnnxType.Float16 or OnnxType.BFloat16)) notes.Add("weights of 16 bits widened to float32");
        if (file.Model.Graph.Inputs.Concat(file.Model.Graph.Outputs).Any(p => p.Type is OnnxType.Float16 or OnnxType.BFloat16)) notes.Add("inputs and outputs of 16 bits are float32");
        if (file.Model.Graph.Initializers.Any(t => t.Type is OnnxType.Double)) notes.Add("constants of 64 bits rounded to float32");
        if (nodes.Count < file.Model.Graph.Nodes.Length) notes.Add($"{file.Model.Graph.Nodes.Length - nodes.Count} nodes that no output needs left out");
        return notes;
    }
}
