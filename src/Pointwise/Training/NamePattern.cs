using System.IO.Enumeration;
using Pointwise.Graphs;

namespace Pointwise.Training;

/// <summary>
/// Names parts of a network: a layer's or scope's name stands for everything below it, * for any characters, ? for one.
/// inception_1 is all of that module, *.bn every batch normalisation, fc.weight one tensor.
/// </summary>
internal static class NamePattern
{
    private const int LongestPattern = 1_024;

    /// <summary>Whether a pattern names a parameter, or a scope that it lies in.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="parameter">The parameter's full name.</param>
    public static bool Matches(string pattern, string parameter)
    {
        for (int end = parameter.IndexOf('.'); ; end = parameter.IndexOf('.', end + 1))
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, end < 0 ? parameter : parameter.AsSpan(0, end), ignoreCase: false)) return true;
            if (end < 0) return false;
        }
    }

    /// <summary>Refuses a pattern that names nothing in a network.</summary>
    /// <param name="option">The option it was given for, for errors.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="graph">The network.</param>
    /// <exception cref="PointwiseException">No parameter matches.</exception>
    public static void Require(string option, string pattern, Graph graph)
    {
        if (pattern.Length is > 0 and <= LongestPattern && graph.Parameters.Any(p => Matches(pattern, p.Name))) return;
        string[] scopes = [.. graph.Parameters.Select(p => Scopes.Top(p.Name)).Distinct()];
        throw new PointwiseException(option, $"no parameter of {graph.Name} has such a name", "a layer, a scope, or a pattern with *", pattern.Length <= 80 ? pattern : pattern[..80] + "…",
            $"{NearestName.Suggestion(pattern, scopes)}name one of {string.Join(", ", scopes.Take(12))}");
    }
}
