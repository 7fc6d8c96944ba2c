using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>Whether a model and a data set belong together.</summary>
internal static class Fit
{
    /// <summary>Classes that the main head scores.</summary>
    public static int Classes(Model model) => model.Graph.Nodes[model.Graph.Heads[0].Node].Shape.C;

    /// <exception cref="PointwiseException">There are more classes than scores.</exception>
    public static void Check(Model model, IDataSet data)
    {
        Head main = model.Graph.Heads[0];
        Shape scores = model.Graph.Nodes[main.Node].Shape;
        bool areScores = scores is { Rank: 2 } or { IsImage: true, H: 1, W: 1 };
        if (!areScores || scores.C < data.Classes.Length)
        {
            throw new PointwiseException($"{model.Graph.Name}: head {main.Name}", $"the classes of {data.Name} have no scores", $"at least {data.Classes.Length} scores a picture",
                areScores ? $"{scores.C}" : $"{scores}", "build the network for these classes");
        }
    }
}
