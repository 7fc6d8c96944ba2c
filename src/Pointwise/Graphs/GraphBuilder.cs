using System.Collections.Immutable;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Graphs;

/// <summary>
/// Writes a graph: values chain, shapes are inferred as they are written, scopes prefix the nodes' names and with them the parameters'.
/// </summary>
/// <param name="network">The network's name.</param>
public sealed class GraphBuilder(string network)
{
    private readonly ImmutableArray<Node>.Builder nodes = ImmutableArray.CreateBuilder<Node>();
    private readonly ImmutableArray<Head>.Builder heads = ImmutableArray.CreateBuilder<Head>();
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> numbered = new(StringComparer.Ordinal);
    private readonly Inferring inferring = new(network);
    private string scope = "";

    /// <summary>Declares what is fed in.</summary>
    /// <param name="shape">Its shape, [N,C,H,W] for pictures.</param>
    /// <param name="name">Its name.</param>
    /// <param name="kind">What its elements are.</param>
    public Value Input(Shape shape, string name = "input", ElementKind kind = ElementKind.Float32) => Add(name, new Input(shape, kind), []);

    /// <summary>Adds a node.</summary>
    /// <param name="name">Its name within the scope; null for the operator's name in lower case, numbered where taken.</param>
    /// <param name="op">What it does.</param>
    /// <param name="inputs">What it reads.</param>
    /// <exception cref="PointwiseException">The shapes do not fit, or the name is taken; network and node are named.</exception>
    public Value Add(string? name, Operator op, params ReadOnlySpan<Value> inputs)
    {
        string full = name is null ? FreeName(scope + op.Name.ToLowerInvariant()) : scope + name;
        var infos = new ValueInfo[inputs.Length];
        var indices = new int[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Builder != this)
                throw new PointwiseException($"{network}: node {full}", "an input belongs to another graph", "values of one builder", $"input {i} of another", "write the network with one builder");
            (infos[i], indices[i]) = (inputs[i].Info, inputs[i].Index);
        }

        ValueInfo info = inferring.Infer(full, op, infos);
        if (!names.Add(full))
            throw new PointwiseException($"{network}: node {full}", "name taken", "a name of its own for every node", full, "give another name or use a scope");
        nodes.Add(new Node(full, op, [.. indices], info));
        return new Value(this, nodes.Count - 1);
    }

    /// <summary>Prefixes the names of what is added until the scope is disposed: "inception3a" gives "inception3a.branch1".</summary>
    /// <param name="name">The prefix, without the dot.</param>
    public IDisposable Scope(string name)
    {
        string outer = scope;
        scope = $"{outer}{name}.";
        return new ScopeEnd(this, outer);
    }

    /// <summary>Names a result of the network. The first is the main one.</summary>
    /// <param name="name">main, aux1, …</param>
    /// <param name="value">The result: logits for a classifier.</param>
    /// <param name="lossWeight">The weight of its loss in training.</param>
    public void Head(string name, Value value, float lossWeight = 1) => heads.Add(new Head(name, value.Index, lossWeight));

    /// <summary>Finishes the graph: the main head first, then the others in the order they were named.</summary>
    /// <exception cref="PointwiseException">The graph breaks a law of <see cref="GraphChecker"/>.</exception>
    public Graph Build()
    {
        var graph = new Graph(network, nodes.ToImmutable(), [.. heads.OrderBy(h => h.Name == "main" ? 0 : 1)]);
        GraphChecker.Check(graph);
        return graph;
    }

    internal ValueInfo InfoOf(Value value) => nodes[value.Index].Info;

    private string FreeName(string wanted)
    {
        int number = numbered.GetValueOrDefault(wanted, 1);
        string name = number == 1 ? wanted : $"{wanted}{number}";
        while (names.Contains(name)) name = $"{wanted}{++number}";
        numbered[wanted] = number;
        return name;
    }

    private sealed class ScopeEnd(GraphBuilder builder, string outer) : IDisposable
    {
        public void Dispose() => builder.scope = outer;
    }
}
