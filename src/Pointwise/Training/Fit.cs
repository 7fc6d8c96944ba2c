using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>Whether a model and a data set belong together.</summary>
internal static class Fit
{
    /// <summary>Classes that the main head scores.</summary>
    public static int Classes(Model model) => model.Graph.Nodes[model.Graph.Heads[0].Node].Shape.C;

    /// <exception cref="PointwiseException">There are more classes than scores, or scores for pictures where pixels have classes, or the other way round.</exception>
    public static void Check(Model model, IPictureSet data)
    {
        Head main = model.Graph.Heads[0];
        Shape scores = model.Graph.Nodes[main.Node].Shape;
        if (data is IMaskSet)
        {
            if (model.Graph.IsPerPixel(main) && scores.C >= data.Classes.Length) return;
            throw new PointwiseException($"{model.Graph.Name}: head {main.Name}", $"the classes of {data.Name} have no scores", $"at least {data.Classes.Length} scores a pixel",
                model.Graph.IsPerPixel(main) ? $"{scores.C}" : $"{scores} for pictures of {model.Graph.Input.Shape.H}x{model.Graph.Input.Shape.W}", "build a network of segmentation for these classes, as fcn-small or fcn8s-googlenet");
        }

        bool areScores = scores is { Rank: 2 } or { IsImage: true, H: 1, W: 1 };
        if (!areScores || scores.C < data.Classes.Length)
        {
            throw new PointwiseException($"{model.Graph.Name}: head {main.Name}", $"the classes of {data.Name} have no scores", $"at least {data.Classes.Length} scores a picture",
                areScores ? $"{scores.C}" : $"{scores}", "build the network for these classes");
        }
    }
}
