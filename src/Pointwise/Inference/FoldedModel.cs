using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Operators;

namespace Pointwise.Inference;

/// <summary>A model for running alone: batch normalisations in the weights of the layers before them, no dropout. All heads stay, and so do other picture sizes.</summary>
/// <param name="Model">The model, with tensors of its own.</param>
/// <param name="Norms">Batch normalisations that went into a layer.</param>
/// <param name="Left">Batch normalisations that stay, for no layer stands before them or others read it too.</param>
internal sealed record FoldedModel(Model Model, int Norms, int Left)
{
    /// <summary>Folds a model, which stays the caller's.</summary>
    /// <exception cref="PointwiseException">Tensors are missing or do not fit the network.</exception>
    public static FoldedModel Of(Model model)
    {
        model.Parameters.CheckFit(model.Graph);
        Compilation folded = FoldBatchNorm.Apply(new Compilation(DropDropout.Apply(model.Graph)));
        int before = NormsOf(model.Graph), left = NormsOf(folded.Graph);
        return new FoldedModel(model with { Graph = folded.Graph, Parameters = folded.Evaluate(model.Parameters) }, before - left, left);
    }

    private static int NormsOf(Graph graph) => graph.Nodes.Count(n => n.Operator is BatchNorm);
}
