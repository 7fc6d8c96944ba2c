using System.Collections.Immutable;
using System.Text;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Formats;

/// <summary>Reads a graph from JSON of unknown origin; the result keeps the law of <see cref="GraphChecker"/>.</summary>
internal sealed class GraphReader
{
    private readonly string where;
    private readonly Limits limits;
    private readonly ImmutableArray<Node>.Builder nodes = ImmutableArray.CreateBuilder<Node>();
    private readonly Dictionary<string, int> indices = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Node, float LossWeight)> heads = [];

    private GraphReader(string where, Limits limits) => (this.where, this.limits) = (where, limits);

    /// <param name="text">The JSON.</param>
    /// <param name="where">The file and part, for errors.</param>
    /// <param name="limits">How much is believed.</param>
    /// <exception cref="PointwiseException">The text is no valid graph.</exception>
    public static Graph Read(string text, string where, Limits limits)
    {
        var json = new JsonCursor(Encoding.UTF8.GetBytes(text), limits.JsonDepth, where);
        Graph graph = new GraphReader(where, limits).Read(ref json);
        try
        {
            return GraphChecker.Complete(graph);
        }
        catch (PointwiseException e)
        {
            throw e.In(where);
        }
    }

    private Graph Read(ref JsonCursor json)
    {
        string? name = null;
        bool hasNodes = false, hasHeads = false;
        json.Object("the graph");
        while (json.NextKey(out string key))
        {
            if (key == "name" ? name is not null : key == "nodes" ? hasNodes : key == "heads" && hasHeads) throw json.Twice(key);
            switch (key)
            {
                case "name": name = Name(ref json, "the network's name"); break;
                case "nodes": hasNodes = ReadNodes(ref json); break;
                case "heads": hasHeads = ReadHeads(ref json); break;
                default: json.Skip(); break;
            }
        }

        json.End();
        if (name is null || !hasNodes || !hasHeads) throw Missing(where, name is null ? "name" : hasNodes ? "heads" : "nodes");
        return new Graph(name, nodes.ToImmutable(), [.. heads.Select(h => new Head(h.Name, Index($"{where}: head {h.Name}", h.Node), h.LossWeight))]);
    }

    private bool ReadNodes(ref JsonCursor json)
    {
        json.Array("nodes");
        while (json.NextItem())
        {
            if (nodes.Count == limits.Nodes)
                throw new PointwiseException(where, "too many nodes", $"at most {limits.Nodes} (limit {nameof(Limits.Nodes)})", "more", "make the network smaller, or raise the limit");
            Node node = ReadNode(ref json);
            if (!indices.TryAdd(node.Name, nodes.Count))
                throw new PointwiseException(Place(node.Name), "name taken", "a name of its own for every node", node.Name, "rename one");
            nodes.Add(node);
        }

        return true;
    }

    private Node ReadNode(ref JsonCursor json)
    {
        string? name = null, op = null;
        List<(string, object)>? attributes = null;
        ImmutableArray<int>? inputs = null;
        Shape? shape = null;
        ElementKind? kind = null;
        string place = $"{where}: node {nodes.Count}";
        json.Object("a node");
        while (json.NextKey(out string key))
        {
            bool twice = key switch { "name" => name is not null, "operator" => op is not null, "attributes" => attributes is not null, "inputs" => inputs is not null, "shape" => shape is not null, "kind" => kind is not null, _ => false };
            if (twice) throw json.Twice(key);
            switch (key)
            {
                case "name": place = Place(name = Name(ref json, "the node's name")); break;
                case "operator": op = json.Text("operator"); break;
                case "attributes": attributes = AttributeReader.Read(ref json, limits); break;
                case "inputs": inputs = ReadInputs(ref json, place); break;
                case "shape": shape = ShapeReader.Read(ref json, place, limits); break;
                case "kind": kind = ReadKind(ref json); break;
                default: json.Skip(); break;
            }
        }

        if (name is null) throw Missing(place, "name");
        Operator read = ReadOperator(place, op ?? throw Missing(place, "operator"), attributes ?? throw Missing(place, "attributes"));
        return new Node(name, read, inputs ?? throw Missing(place, "inputs"), new ValueInfo(shape ?? throw Missing(place, "shape"), kind ?? ElementKind.Float32));
    }

    private static ElementKind ReadKind(ref JsonCursor json) =>
        Enum.TryParse(json.Text("kind"), out ElementKind kind) && Enum.IsDefined(kind) ? kind : throw json.Wrong("kind", string.Join(" or ", Enum.GetNames<ElementKind>()));

    private static Operator ReadOperator(string place, string name, List<(string Name, object Value)> given)
    {
        Attributes attributes = AttributeReader.ToAttributes(place, given);
        if (!OperatorCatalog.TryRead(name, attributes, out Operator? op))
        {
            throw new PointwiseException(place, "unknown operator", string.Join(", ", OperatorCatalog.Names), JsonCursor.Shorten(name),
                NearestName.Suggestion(name, OperatorCatalog.Names) + "use a newer version of the program, or another operator");
        }

        string[] known = [.. op.Attributes.Names];
        foreach ((string attribute, _) in given)
        {
            if (!known.Contains(attribute))
                throw new PointwiseException(place, $"{name} has no attribute {JsonCursor.Shorten(attribute)}", string.Join(", ", known), JsonCursor.Shorten(attribute), NearestName.Suggestion(attribute, known) + "remove it");
        }

        return op;
    }

    private ImmutableArray<int> ReadInputs(ref JsonCursor json, string place)
    {
        json.Array("inputs");
        ImmutableArray<int>.Builder inputs = ImmutableArray.CreateBuilder<int>();
        while (json.NextItem()) inputs.Add(Index(place, json.Text("an input")));
        return inputs.ToImmutable();
    }

    private bool ReadHeads(ref JsonCursor json)
    {
        json.Array("heads");
        while (json.NextItem())
        {
            if (heads.Count == limits.Nodes) throw json.Wrong("heads", $"at most {limits.Nodes} (limit {nameof(Limits.Nodes)})");
            string? name = null, node = null;
            float? lossWeight = null;
            json.Object("a head");
            while (json.NextKey(out string key))
            {
                if (key == "name" ? name is not null : key == "node" ? node is not null : key == "loss_weight" && lossWeight is not null) throw json.Twice(key);
                switch (key)
                {
                    case "name": name = Name(ref json, "the head's name"); break;
                    case "node": node = Name(ref json, "the head's node"); break;
                    case "loss_weight": lossWeight = json.Single("loss_weight"); break;
                    default: json.Skip(); break;
                }
            }

            string place = $"{where}: head {heads.Count}";
            heads.Add((name ?? throw Missing(place, "name"), node ?? throw Missing(place, "node"), lossWeight ?? throw Missing(place, "loss_weight")));
        }

        return true;
    }

    private string Name(ref JsonCursor json, string what)
    {
        string name = json.Text(what);
        return name.Length <= limits.NameLength ? name : throw json.Wrong(what, $"at most {limits.NameLength} characters (limit {nameof(Limits.NameLength)})");
    }

    private int Index(string place, string name) => indices.TryGetValue(name, out int index) ? index
        : throw new PointwiseException(place, "reads what is not there", $"one of the {nodes.Count} nodes before it", JsonCursor.Shorten(name),
            NearestName.Suggestion(name, indices.Keys) + "correct the name, or put nodes in execution order");

    private string Place(string node) => $"{where}: node {JsonCursor.Shorten(node)}";

    private static PointwiseException Missing(string place, string key) =>
        new(place, $"{key} is missing", key, $"no {key}", $"add {key}");
}
