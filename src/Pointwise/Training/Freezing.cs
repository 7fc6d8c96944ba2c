using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Operators;

namespace Pointwise.Training;

/// <summary>What of a network stays as it is in training.</summary>
internal sealed class Freezing(Graph graph, ImmutableArray<string> patterns)
{
    public bool IsTrained(ParameterSpec parameter)
    {
        foreach (string pattern in patterns)
            if (NamePattern.Matches(pattern, parameter.Name)) return false;
        return true;
    }

    /// <summary>Whether a node measures statistics and none of its parameters is trained: then it runs by its running statistics, as in inference.</summary>
    public bool IsStill(Node node)
    {
        ParameterSpec[] all = [.. graph.ParametersOf(node)];
        return all.Any(p => !p.IsTrained) && !all.Any(p => p.IsTrained && IsTrained(p));
    }
}
