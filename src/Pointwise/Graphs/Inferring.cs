using Pointwise.Operators;
using Pointwise.Operators.General;

namespace Pointwise.Graphs;

/// <summary>Infers what is known of a graph's values, node after node. What is computed with on the way is bounded, whatever a file asks for.</summary>
/// <param name="network">The network's name, for errors.</param>
internal sealed class Inferring(string network)
{
    private long computed;

    /// <summary>What an operator tells of its result, its errors told with network and node.</summary>
    /// <exception cref="PointwiseException">The inputs do not fit, or too much is computed before anything runs.</exception>
    public ValueInfo Infer(string node, Operator op, ReadOnlySpan<ValueInfo> inputs)
    {
        ValueInfo info;
        try
        {
            info = op.Infer(inputs);
        }
        catch (PointwiseException e)
        {
            throw e.In($"{network}: node {node}");
        }

        if (info.Known is null || op is Constant) return info;
        computed += info.Shape.Elements;
        if (computed > Limits.KnownElements)
            throw new PointwiseException($"{network}: node {node}", "too much is computed from constants alone", $"at most {Limits.KnownElements} values in all", "more", "compute it before the network is made");
        return info;
    }
}
