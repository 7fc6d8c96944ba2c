using Pointwise.Graphs;

namespace Pointwise.Inference;

/// <summary>Lets another head of a model answer.</summary>
internal static class AnsweringHead
{
    /// <summary>The model with the head that is asked for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="head">A head's name, or mean for the mean of all heads' probabilities; null for the model's own.</param>
    /// <exception cref="PointwiseException">There is no such head.</exception>
    public static Model Of(Model model, string? head)
    {
        if (head is null) return model;
        string[] known = [.. model.Graph.Heads.Select(h => h.Name), Model.MeanHead];
        if (!known.Contains(head))
            throw new PointwiseException(model.Graph.Name, "no such head", string.Join(", ", known), head, NearestName.Suggestion(head, known) + "name one of these");
        return model with { AnsweringHead = head };
    }
}
