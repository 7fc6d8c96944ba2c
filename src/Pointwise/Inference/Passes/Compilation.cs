using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Inference.Passes;

/// <summary>A graph on its way to a session: rewritten, with parameters that need not be tensors of the model.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Derived">By full name those of its parameters that are computed from the model's tensors; the others are tensors of the model.</param>
internal sealed record Compilation(Graph Graph, ImmutableSortedDictionary<string, DerivedTensor> Derived)
{
    /// <summary>A graph whose parameters are all tensors of the model.</summary>
    public Compilation(Graph graph)
        : this(graph, ImmutableSortedDictionary<string, DerivedTensor>.Empty.WithComparers(StringComparer.Ordinal))
    {
    }

    /// <summary>The model's tensors that its parameters are or follow from.</summary>
    public IEnumerable<string> Sources => Graph.Parameters.SelectMany(spec => Parameter(spec.Name).Sources).Distinct();

    /// <summary>How one of the graph's parameters comes about.</summary>
    /// <param name="name">Its full name.</param>
    public DerivedTensor Parameter(string name) => Derived.GetValueOrDefault(name) ?? new StoredTensor(name);

    /// <summary>The same with another graph; what its nodes do not need is derived no more.</summary>
    public Compilation With(Graph graph) => Derived.IsEmpty ? this with { Graph = graph } : Keep(graph, Derived);

    /// <summary>The same with another graph and more parameters that are derived.</summary>
    public Compilation With(Graph graph, IEnumerable<KeyValuePair<string, DerivedTensor>> derived) => Keep(graph, Derived.SetItems(derived));

    /// <summary>The parameters of the graph in tensors of their own.</summary>
    /// <param name="stored">The model's tensors.</param>
    public Parameters Evaluate(Parameters stored)
    {
        var parameters = new Parameters();
        foreach (ParameterSpec spec in Graph.Parameters)
        {
            var tensor = new Tensor(spec.Shape);
            parameters.Add(spec.Name, tensor);
            Parameter(spec.Name).Fill(stored, tensor.Values);
        }

        return parameters;
    }

    private static Compilation Keep(Graph graph, ImmutableSortedDictionary<string, DerivedTensor> derived)
    {
        var needed = graph.Parameters.Select(spec => spec.Name).ToHashSet(StringComparer.Ordinal);
        return new Compilation(graph, derived.RemoveRange(derived.Keys.Where(name => !needed.Contains(name))));
    }
}
