using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>An untrained model for a data set.</summary>
public static class NewModel
{
    /// <summary>Builds a network for the pictures and classes of a data set and draws its first weights.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="data">What it is to learn: its pictures' mean and deviation become the model's preprocessing, its classes the labels.</param>
    /// <param name="seed">What the weights are drawn from.</param>
    /// <param name="heads">Whether auxiliary classifiers are built, where the network has some.</param>
    /// <param name="input">What goes in, [1,C,H,W]; null for the size of the first picture.</param>
    /// <param name="onBadPicture">What is done about pictures that cannot be read.</param>
    /// <exception cref="PointwiseException">The pictures do not suit the network; the node is named. Or one cannot be read, and must.</exception>
    public static Model For(Architecture architecture, IDataSet data, ulong seed, bool heads = true, Shape? input = null, OnBadPicture onBadPicture = OnBadPicture.Fail)
    {
        Graph graph = architecture.Build(input ?? FirstPicture(data), data.Classes.Length, heads);
        return new Model(graph, Parameters.Initialize(graph, seed, architecture.Initialization))
        {
            Labels = data.Classes,
            Preprocessing = PixelStatistics.Normalize(data, graph.Input.Shape, onBadPicture),
        };
    }

    private static Shape FirstPicture(IDataSet data)
    {
        Picture first = data.Read(0);
        return new Shape(1, first.Channels < 3 ? 1 : 3, first.Height, first.Width);
    }
}
