using System.Collections.Immutable;
using Pointwise.Tensors;

namespace Pointwise.Inference.Precision;

/// <summary>How far a network's results lie from double precision.</summary>
/// <param name="Network">The network.</param>
/// <param name="Input">What goes in, [N,C,H,W].</param>
/// <param name="Head">The head that answers.</param>
/// <param name="Whole">The answer, against the network as it was before it was rewritten, all of it in double precision.</param>
/// <param name="Layers">Every node that computes, in order, from the values that it really reads.</param>
/// <param name="Unknown">Nodes whose operator has no reference in double precision.</param>
public sealed record PrecisionReport(string Network, Shape Input, string Head, ValueError? Whole, ImmutableArray<LayerError> Layers, ImmutableArray<string> Unknown)
{
    /// <summary>The layer that is furthest from double precision, as a part of its largest value; null where there is none.</summary>
    public LayerError? Worst => Layers.MaxBy(layer => layer.Of.Share);
}
