using System.Globalization;
using Pointwise.Formats.Onnx.Import;
using Pointwise.Formats.Protobuf;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Export;

/// <summary>Puts a model's file together: messages first, the tensors' values as they are written.</summary>
internal sealed class Exporter
{
    private const long IrVersion = 8, Opset = 17;
    private const string Batch = "batch";
    private readonly ProtobufWriter head = new(), ports = new(), tail = new();
    private readonly ExportedGraph exported;

    /// <exception cref="PointwiseException">An operator has no form in ONNX, the model's parts do not fit each other, or it does not fit one file.</exception>
    public Exporter(Model model, OnnxExportOptions options)
    {
        Graph graph = SelectHeads(model, options);
        model.Parameters.CheckFit(graph);
        exported = new ExportedGraph(model, graph, options.HalfPrecision);
        for (int i = 0; i < graph.Nodes.Length; i++) ExportTable.Write(graph, i, exported);
        exported.NameHeads();
        head.Integer(1, IrVersion).Text(2, "pointwise");
        int batch = graph.Input.Shape.N;
        foreach (int input in graph.InputIndices) ports.Message(11, Port(exported.ValueOf(input), graph.Nodes[input], batch));
        foreach (Head output in graph.Heads) ports.Message(12, Port(output.Name, graph.Nodes[output.Node], batch));
        ports.Text(2, graph.Name);
        tail.Message(8, new ProtobufWriter().Text(1, "").Integer(2, Opset));
        foreach ((string key, string value) in Metadata(model, graph)) tail.Message(14, new ProtobufWriter().Text(1, key).Text(2, value));
        if (GraphBytes > int.MaxValue)
            throw new PointwiseException(graph.Name, "too large for an ONNX file", $"at most {int.MaxValue} bytes", $"{GraphBytes}", "save it as a model file, or with weights of float16");
    }

    private long GraphBytes => ports.Written.Length + exported.Nodes.Sum(n => Field(n.Message.Written.Length)) + exported.Tensors.Sum(t => Field(t.Length));

    /// <summary>Writes the file's bytes.</summary>
    public void Write(Stream stream)
    {
        stream.Write(head.Written);
        stream.Write(new ProtobufWriter().Head(7, GraphBytes).Written);
        foreach (NodeMessage node in exported.Nodes) stream.Write(new ProtobufWriter().Message(1, node.Message).Written);
        foreach (StoredTensor tensor in exported.Tensors)
        {
            stream.Write(new ProtobufWriter().Head(5, tensor.Length).Written);
            tensor.Write(stream);
        }

        stream.Write(ports.Written);
        stream.Write(tail.Written);
    }

    private static long Field(long length) => new ProtobufWriter().Head(1, length).Written.Length + length;

    private static Graph SelectHeads(Model model, OnnxExportOptions options)
    {
        Graph graph = model.Graph;
        string[] wanted = !options.Heads.IsDefaultOrEmpty ? [.. options.Heads]
            : graph.Heads.Any(h => h.Name == model.AnsweringHead) ? [model.AnsweringHead] : [.. graph.Heads.Select(h => h.Name)];
        Head[] heads = [.. wanted.Select(graph.Head)];
        return Rewrite.Prune(graph with { Heads = [.. heads] });
    }

    /// <summary>An input or output: its extents, the batch free.</summary>
    private static ProtobufWriter Port(string name, Node node, int batch)
    {
        var extents = new ProtobufWriter();
        Shape shape = node.Shape;
        for (int i = 0; i < shape.Rank; i++)
            extents.Message(1, i == 0 && shape[0] == batch ? new ProtobufWriter().Text(2, Batch) : new ProtobufWriter().Integer(1, shape[i]));
        ProtobufWriter tensor = new ProtobufWriter().Integer(1, (long)OnnxTypes.Of(node.Info.Kind)).Message(2, extents);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }

    private static IEnumerable<(string Key, string Value)> Metadata(Model model, Graph graph)
    {
        yield return (ModelMetadata.NameKey, WholeText.Require("network name", graph.Name));
        if (graph.Heads.Any(h => h.Name == model.AnsweringHead) || graph.Heads.Length == model.Graph.Heads.Length) yield return (ModelMetadata.HeadKey, model.AnsweringHead);
        if (model.Labels.Length > 0) yield return (ModelMetadata.LabelsKey, ModelText.Write(json => ModelText.WriteLabels(json, model.Labels)));
        yield return (ModelMetadata.PreprocessingKey, ModelText.Write(json => PreprocessingText.Write(json, model.Preprocessing)));
        if (model.Provenance.Count > 0) yield return (ModelMetadata.ProvenanceKey, ModelText.Write(json => ModelText.WriteProvenance(json, model.Provenance)));
    }
}
