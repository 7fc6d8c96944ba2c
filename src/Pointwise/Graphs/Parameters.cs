using System.Diagnostics.CodeAnalysis;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Graphs;

/// <summary>The tensors of a network by full name, in the graph's order.</summary>
public sealed class Parameters : IDisposable
{
    private readonly Dictionary<string, Tensor> tensors = new(StringComparer.Ordinal);
    private readonly List<string> names = [];

    /// <summary>Full names in the order they were added.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>The tensor of a name.</summary>
    /// <param name="name">Its full name, as conv1.conv.weight.</param>
    /// <exception cref="PointwiseException">There is none.</exception>
    public Tensor this[string name] => TryGet(name, out Tensor? tensor) ? tensor
        : throw new PointwiseException("parameters", $"no tensor {name}", name, $"{names.Count} other tensors", "check that weights and network belong together");

    /// <summary>All elements of all tensors.</summary>
    public long Elements => tensors.Values.Sum(t => t.Shape.Elements);

    /// <summary>Looks a tensor up.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="tensor">The tensor, where there is one.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out Tensor? tensor) => tensors.TryGetValue(name, out tensor);

    /// <summary>Adds a tensor, which is then owned here.</summary>
    /// <param name="name">Its full name.</param>
    /// <param name="tensor">The tensor.</param>
    /// <exception cref="PointwiseException">The name is taken.</exception>
    public void Add(string name, Tensor tensor)
    {
        if (!tensors.TryAdd(name, tensor))
            throw new PointwiseException("parameters", $"two tensors named {name}", "a name of its own for every tensor", name, "rename one");
        names.Add(name);
    }

    /// <summary>Starts a network's parameters from a seed; the same seed gives the same bits everywhere.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="scheme">How weights are drawn.</param>
    public static Parameters Initialize(Graph graph, ulong seed, InitializationScheme scheme = InitializationScheme.He)
    {
        var parameters = new Parameters();
        foreach (ParameterSpec spec in graph.Parameters)
        {
            var tensor = new Tensor(spec.Shape);
            Initialization.Fill(tensor, spec, seed, scheme);
            parameters.Add(spec.Name, tensor);
        }

        return parameters;
    }

    /// <summary>The same tensors again, in memory of their own.</summary>
    public Parameters Copy()
    {
        var copy = new Parameters();
        foreach (string name in names)
        {
            var tensor = new Tensor(tensors[name].Shape);
            tensors[name].Values.CopyTo(tensor.Values);
            copy.Add(name, tensor);
        }

        return copy;
    }

    /// <summary>Checks that every parameter of a network is here in its shape.</summary>
    /// <param name="graph">The network.</param>
    /// <exception cref="PointwiseException">A tensor is missing or has another shape; it is named.</exception>
    public void CheckFit(Graph graph)
    {
        foreach (ParameterSpec spec in graph.Parameters)
        {
            Tensor tensor = this[spec.Name];
            if (tensor.Shape != spec.Shape)
                throw new PointwiseException($"{graph.Name}: {spec.Name}", "tensor of another shape", $"{spec.Shape}", $"{tensor.Shape}", "check that weights and network belong together");
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in tensors.Values) tensor.Dispose();
    }
}
