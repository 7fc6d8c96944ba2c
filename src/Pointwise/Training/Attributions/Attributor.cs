using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Data.Resizing;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Training.Attributions;

/// <summary>
/// Tells what a network's score of a class rests on, by the gradient of its logit: which places of the picture, and which branch of each module. The
/// network runs as in inference, batch norms by their running statistics. One caller at a time; the model stays the caller's.
/// </summary>
public sealed class Attributor : IDisposable
{
    private readonly Model model;
    private readonly Graph graph;
    private readonly Workers workers;
    private readonly TrainingStep step;
    private readonly PictureReader reader;
    private readonly int layer;
    private readonly MapPlacement placement;
    private readonly ImmutableArray<JoinedModule> modules;
    private readonly ImmutableArray<string> notes;

    /// <summary>Prepares a model.</summary>
    /// <param name="model">The model: trained, pulled or imported.</param>
    /// <param name="options">What is asked; null for the usual.</param>
    /// <exception cref="PointwiseException">
    /// There is no such head or layer, the head gives no logits, a class activation map is asked for where it is not exact, an operator behind the layer has no
    /// backward, or preprocessing and input do not fit each other.
    /// </exception>
    public Attributor(Model model, AttributorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new AttributorOptions();
        this.model = model;
        graph = AttributionGraph.Compile(model, options.Head);
        reader = new PictureReader(model.Graph.Name, graph.Input.Shape, model.Preprocessing);
        var reach = new GradientReach(graph, graph.Heads[0].Node);
        layer = AttributedLayer.Find(graph, reach, options.Layer);
        placement = LayerPlacement.Of(graph, layer);
        Method = MethodFor(options.Method, AffineTail.FirstOther(graph, reach, layer));
        ImmutableArray<JoinedModule> all = JoinedModule.Of(graph, reach);
        modules = all.RemoveAll(m => reach.BlockedBy(m.Join) is not null);
        notes = [.. all.Except(modules).GroupBy(m => reach.BlockedBy(m.Join)!.Name).Select(g => $"no gradient comes back through node {g.Key}; without {string.Join(", ", g.Select(m => m.Name))}")];
        var frozen = new Freezing(graph, ["*"]);
        workers = new Workers(options.Threads);
        try
        {
            step = new TrainingStep(graph, model.Parameters, workers, frozen.IsTrained, frozen.IsStill, [layer, .. modules.Select(m => m.Join)]);
        }
        catch
        {
            workers.Dispose();
            throw;
        }
    }

    /// <summary>How the map is made.</summary>
    public AttributionMethod Method { get; }

    /// <summary>The node whose map is looked at.</summary>
    public string Layer => graph.Nodes[layer].Name;

    /// <summary>How many classes the head tells apart.</summary>
    public int Classes => graph.Nodes[graph.Nodes[graph.Heads[0].Node].Inputs[0]].Shape.C;

    /// <summary>The class of a name.</summary>
    /// <param name="name">A label, one of the names that a label lists, or the class's number from 0.</param>
    /// <exception cref="PointwiseException">There is no such class, or there are several.</exception>
    public int ClassOf(string name) => ClassNames.Find(model, Classes, name);

    /// <summary>Explains a picture in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shown">The class; null for the most probable one.</param>
    /// <param name="against">Another class, whose logit is taken away; null to explain the class by itself.</param>
    /// <exception cref="PointwiseException">It cannot be read, is no picture that the model can use, or there is no such class.</exception>
    public Attribution Explain(string path, int? shown = null, int? against = null) => Explain(path, PictureFile.Load(path), shown, against);

    /// <summary>Explains a picture.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="picture">The picture, of any size that the model's preprocessing can use.</param>
    /// <param name="shown">The class; null for the most probable one.</param>
    /// <param name="against">Another class, whose logit is taken away; null to explain the class by itself.</param>
    /// <exception cref="PointwiseException">It is no picture that the model can use, there is no such class, or the network's values are not finite.</exception>
    public Attribution Explain(string where, Picture picture, int? shown = null, int? against = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        CheckClass(shown);
        CheckClass(against);
        reader.Fill(where, picture, step.Picture);
        step.Forward(0, 0);
        double[] probabilities = Scores.Probabilities(step.Logits(graph.Heads[0].Name));
        int explained = shown ?? Array.IndexOf(probabilities, probabilities.Max());
        if (explained == against)
            throw new PointwiseException($"{graph.Name}: class {explained}", "explained against itself", "two classes", "one", "name another class, or leave the other out");
        CheckFinite(where, probabilities);
        step.Targets.Clear();
        step.Targets[explained] = 1;
        if (against is { } other) step.Targets[other] = -1;
        step.Backward();
        AttributionMap map = Method == AttributionMethod.Cam ? ActivationMaps.Cam(step.Watched(layer)) : ActivationMaps.GradCam(step.Watched(layer));
        ImmutableArray<ModuleContribution> contributions = [.. modules.Select(m => m.Contribution(step.Watched(m.Join)))];
        CheckFinite(where, [map.Sum, .. contributions.Select(c => c.Sum)]);
        Region seen = reader.Seen(where, picture);
        ReadOnlySpan<float> logits = step.Logits(graph.Heads[0].Name);
        double logit = against is { } less ? (double)logits[explained] - logits[less] : logits[explained];
        return new Attribution(Answer.Of(model, probabilities, explained), logit, Method, Layer, map, seen, LayerPlacement.On(placement, graph.Input.Shape, seen), contributions, notes)
        {
            Against = against is { } rival ? Answer.Of(model, probabilities, rival) : null,
        };
    }

    /// <summary>Gives its memory and threads back.</summary>
    public void Dispose()
    {
        step.Dispose();
        workers.Dispose();
    }

    private AttributionMethod MethodFor(AttributionMethod? wanted, Node? other)
    {
        if (wanted == AttributionMethod.Cam && other is not null)
        {
            throw new PointwiseException($"{graph.Name}: node {other.Name}", "a class activation map would not add up to the logit", $"affine operators alone from {Layer} to the logit: averages, fully connected layers",
                other.Operator.Name, "use gradcam, or name a layer behind it");
        }

        return wanted ?? (other is null ? AttributionMethod.Cam : AttributionMethod.GradCam);
    }

    private void CheckClass(int? index)
    {
        if (index < 0 || index >= Classes)
            throw new PointwiseException($"{graph.Name}: class", "no such class", $"0 to {Classes - 1}", $"{index}", "name one of the classes");
    }

    private void CheckFinite(string where, double[] values)
    {
        if (!values.All(double.IsFinite))
            throw new PointwiseException(where, $"{graph.Name} gives values that are not finite", "finite logits and gradients", string.Join(", ", values.Where(v => !double.IsFinite(v)).Distinct()), "check the model's weights and preprocessing");
    }
}
