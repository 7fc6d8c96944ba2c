using System.Collections.Immutable;
using Pointwise.Formats.Protobuf;

namespace Pointwise.Formats.Onnx;

/// <summary>
/// Reads ONNX's messages by their published field numbers (onnx.proto3). Fields that are not known, or not needed, are passed over.
/// </summary>
internal sealed class OnnxReader
{
    /// <summary>Names and numbers in all lists of a file: what a node reads, what attributes hold.</summary>
    private const int MostItems = 1 << 22;
    private readonly ProtobufReader reader;
    private readonly OnnxTensorReader tensors;
    private readonly Limits limits;
    private int nodes, items, initializers;

    public OnnxReader(ProtobufReader reader, ByteSource source, ExternalData external, Limits limits)
    {
        (this.reader, this.limits) = (reader, limits);
        tensors = new OnnxTensorReader(reader, source, external, limits);
    }

    /// <summary>Reads the model that ends at an offset.</summary>
    public OnnxModel ReadModel(long end)
    {
        long irVersion = 0;
        string producer = "", producerVersion = "";
        OnnxGraph? graph = null;
        var opsets = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (reader.Next(end))
        {
            switch (reader.Field)
            {
                case 1: irVersion = reader.Integer(); break;
                case 2: producer = Text(); break;
                case 3: producerVersion = Text(); break;
                case 7 when graph is not null: throw reader.Wrong(reader.Position, "one graph", "two");
                case 7: graph = ReadGraph(reader.Message(), 1); break;
                case 8: ReadOpset(reader.Message(), opsets); break;
                case 14: ReadPair(reader.Message(), metadata); break;
                default: reader.Skip(); break;
            }
        }

        if (graph is null) throw reader.Wrong(end, "a model with a graph", "none");
        return new OnnxModel(irVersion, $"{producer} {producerVersion}".Trim(), opsets.ToImmutableSortedDictionary(StringComparer.Ordinal), graph, metadata.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    private OnnxGraph ReadGraph(long end, int level)
    {
        if (level > limits.GraphDepth) throw reader.Wrong(reader.Position, $"graphs nested at most {limits.GraphDepth} deep (limit {nameof(Limits.GraphDepth)})", "more");
        string name = "";
        var read = new List<OnnxNode>();
        var constants = new List<OnnxTensor>();
        var inputs = new List<OnnxPort>();
        var outputs = new List<OnnxPort>();
        while (reader.Next(end))
        {
            switch (reader.Field)
            {
                case 1: read.Add(ReadNode(reader.Message(), level)); break;
                case 2: name = Text(); break;
                case 5: constants.Add(Initializer()); break;
                case 11: inputs.Add(Port()); break;
                case 12: outputs.Add(Port()); break;
                case 15: throw reader.Wrong(reader.Position, "dense initialisers", "a sparse one");
                default: reader.Skip(); break;
            }
        }

        return new OnnxGraph(name, [.. read], [.. constants], [.. inputs], [.. outputs]);
    }

    private OnnxNode ReadNode(long end, int level)
    {
        Count(ref nodes, limits.Nodes, "nodes", nameof(Limits.Nodes));
        string name = "", domain = "", type = "";
        var inputs = new List<string>();
        var outputs = new List<string>();
        var attributes = new List<OnnxAttribute>();
        while (reader.Next(end))
        {
            switch (reader.Field)
            {
                case 1: inputs.Add(Item()); break;
                case 2: outputs.Add(Item()); break;
                case 3: name = Text(); break;
                case 4: type = Text(); break;
                case 5: attributes.Add(ReadAttribute(reader.Message(), level)); break;
                case 7: domain = Text(); break;
                default: reader.Skip(); break;
            }
        }

        return new OnnxNode(name, domain == "ai.onnx" ? "" : domain, type, [.. inputs], [.. outputs], [.. attributes]);
    }

    private OnnxAttribute ReadAttribute(long end, int level)
    {
        Count(ref items, MostItems, "items in lists", null);
        string name = "";
        long kind = 0;
        object? single = null;
        var floats = new List<float>();
        var integers = new List<long>();
        var texts = new List<string>();
        while (reader.Next(end))
        {
            switch (reader.Field)
            {
                case 1: name = Text(); break;
                case 2: single = reader.Single(); break;
                case 3: single = reader.Integer(); break;
                case 4: single = Text(); break;
                case 5: single = tensors.Read(Inner()); break;
                case 6: single = ReadGraph(reader.Message(), level + 1); break;
                case 7: reader.Singles(floats, limits.Attributes, nameof(Limits.Attributes)); break;
                case 8: reader.Integers(integers, limits.Attributes, nameof(Limits.Attributes)); break;
                case 9: texts.Add(Item()); break;
                case 11: ReadGraph(reader.Message(), level + 1); break;
                case 20: kind = reader.Integer(); break;
                default: reader.Skip(); break;
            }
        }

        Count(ref items, MostItems, "items in lists", null, floats.Count + integers.Count);
        object? list = floats.Count > 0 ? floats.ToImmutableArray() : integers.Count > 0 ? integers.ToImmutableArray() : texts.Count > 0 ? texts.ToImmutableArray() : null;
        return new OnnxAttribute(name, single ?? list ?? OnnxAttribute.Absent(kind));
    }

    private OnnxPort Port()
    {
        Count(ref items, MostItems, "items in lists", null);
        return PortReader.Read(reader, reader.Message(), limits);
    }

    private OnnxTensor Initializer()
    {
        Count(ref initializers, limits.Tensors, "tensors", nameof(Limits.Tensors));
        return tensors.Read(Inner());
    }

    private Extent Inner()
    {
        long end = reader.Message();
        return new Extent(reader.Position, end - reader.Position);
    }

    private void ReadOpset(long end, SortedDictionary<string, long> opsets)
    {
        string domain = "";
        long version = 0;
        while (reader.Next(end))
        {
            if (reader.Field == 1) domain = Text();
            else if (reader.Field == 2) version = reader.Integer();
            else reader.Skip();
        }

        Count(ref items, MostItems, "items in lists", null);
        opsets[domain == "ai.onnx" ? "" : domain] = version;
    }

    private void ReadPair(long end, SortedDictionary<string, string> to)
    {
        (string key, string value) = tensors.ReadPair(end);
        if (to.Count == limits.MetadataEntries) throw reader.Wrong(reader.Position, $"at most {limits.MetadataEntries} entries of metadata (limit {nameof(Limits.MetadataEntries)})", "more");
        to[key] = value;
    }

    private string Item()
    {
        Count(ref items, MostItems, "items in lists", null);
        return Text();
    }

    private string Text() => reader.Text(limits.OnnxTextBytes, nameof(Limits.OnnxTextBytes));

    private void Count(ref int count, int most, string what, string? limit, int more = 1)
    {
        count += more;
        if (count > most) throw reader.Wrong(reader.Position, $"at most {most} {what}{(limit is null ? "" : $" (limit {limit})")}", "more");
    }
}
