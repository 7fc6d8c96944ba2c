using System.Collections.Immutable;
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
    public static Model For(Architecture architecture, IPictureSet data, ulong seed, bool heads = true, Shape? input = null, OnBadPicture onBadPicture = OnBadPicture.Fail)
    {
        Graph graph = architecture.Build(input ?? FirstPicture(data), data.Classes.Length, heads);
        return new Model(graph, Parameters.Initialize(graph, seed, architecture.Initialization))
        {
            Labels = data.Classes,
            Preprocessing = Whole(PixelStatistics.Normalize(data, graph.Input.Shape, onBadPicture), data, graph.Input.Shape),
        };
    }

    /// <summary>Builds a network of segmentation for pictures with masks, on the layers of a trained classifier.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="data">What it is to learn.</param>
    /// <param name="trained">Its backbone as a classifier, or another network on it; it stays as it is. Its preprocessing is taken over.</param>
    /// <param name="seed">What the other layers' weights are drawn from.</param>
    /// <param name="input">What goes in, [1,C,H,W].</param>
    /// <exception cref="PointwiseException">The pictures or the trained layers do not suit the network; the node is named.</exception>
    public static Model On(Architecture architecture, IMaskSet data, Model trained, ulong seed, Shape input)
    {
        ArgumentNullException.ThrowIfNull(trained);
        Graph graph = architecture.Build(input, data.Classes.Length);
        Parameters parameters = Parameters.Initialize(graph, seed, architecture.Initialization);
        try
        {
            BackboneWeights.Copy(trained, graph, parameters);
        }
        catch
        {
            parameters.Dispose();
            throw;
        }

        return new Model(graph, parameters)
        {
            Labels = data.Classes,
            Preprocessing = Whole(trained.Preprocessing, data, input),
            Provenance = ImmutableSortedDictionary<string, string>.Empty.Add("started_from", trained.Graph.Name),
        };
    }

    /// <summary>Pictures with masks are taken whole: their short side is resized to the input's, not cropped.</summary>
    private static Preprocessing Whole(Preprocessing preprocessing, IPictureSet data, Shape input) =>
        data is IMaskSet ? preprocessing with { ResizeShortSide = Math.Min(input.H, input.W), Stretch = false } : preprocessing;

    private static Shape FirstPicture(IPictureSet data)
    {
        Picture first = data.Read(0);
        return new Shape(1, first.Channels < 3 ? 1 : 3, first.Height, first.Width);
    }
}
