using System.Collections.Immutable;

namespace Pointwise.Formats.Onnx;

/// <summary>An ONNX model as its file has it (ModelProto); tensors are read when asked for.</summary>
/// <param name="IrVersion">The version of the format.</param>
/// <param name="Producer">The program that wrote it, with its version.</param>
/// <param name="Opsets">The version of each domain's operators that it uses; the default domain is empty.</param>
/// <param name="Graph">The network.</param>
/// <param name="Metadata">Free text by key.</param>
internal sealed record OnnxModel(long IrVersion, string Producer, ImmutableSortedDictionary<string, long> Opsets, OnnxGraph Graph, ImmutableSortedDictionary<string, string> Metadata);

/// <summary>A graph as the file has it (GraphProto).</summary>
internal sealed record OnnxGraph(string Name, ImmutableArray<OnnxNode> Nodes, ImmutableArray<OnnxTensor> Initializers, ImmutableArray<OnnxPort> Inputs, ImmutableArray<OnnxPort> Outputs);

/// <summary>One step of a graph (NodeProto): values by name go in and out; an empty name is an input or output that is left out.</summary>
internal sealed record OnnxNode(string Name, string Domain, string Operator, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs, ImmutableArray<OnnxAttribute> Attributes)
{
    /// <summary>How errors call it: its name, else what it gives.</summary>
    public string Label => Name.Length > 0 ? JsonCursor.Shorten(Name) : $"that gives {JsonCursor.Shorten(Outputs.FirstOrDefault(o => o.Length > 0, "nothing"))}";
}

/// <summary>What goes into a graph or comes out (ValueInfoProto).</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Type">What its elements are; undefined where it is no tensor.</param>
/// <param name="Extents">Its extents as far as they are told, null where not even the rank is.</param>
internal sealed record OnnxPort(string Name, OnnxType Type, ImmutableArray<OnnxExtent>? Extents);

/// <summary>One extent of a port: a number, a name that stands for one, or neither.</summary>
/// <param name="Value">The number; null where it is free.</param>
/// <param name="Parameter">The name; empty where it has none.</param>
internal readonly record struct OnnxExtent(long? Value, string Parameter = "");
