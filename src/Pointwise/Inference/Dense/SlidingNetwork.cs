using Pointwise.Costs;
using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Inference.Dense;

/// <summary>A classifier that slides over pictures, and how far its scores see.</summary>
internal sealed class SlidingNetwork : IDisposable
{
    private readonly string? global;

    /// <param name="model">The classifier.</param>
    /// <param name="head">The head that answers; null for the model's own.</param>
    /// <exception cref="PointwiseException">There is no such head, it is the mean of heads, it is no classifier, or a node cannot slide.</exception>
    public SlidingNetwork(Model model, string? head)
    {
        Model = Slide(model, head);
        Head answering = Model.Graph.Heads[0];
        Shape scores = Model.Graph.Nodes[answering.Node].Shape;
        if (!Model.Graph.Input.Shape.IsImage || scores is not { IsImage: true, H: 1, W: 1 })
        {
            Model.Dispose();
            throw new PointwiseException($"{model.Graph.Name}: head {answering.Name}", "no classifier of pictures", "one score a class for a picture of the network's own size", $"{scores} for {Model.Graph.Input.Shape}", "ask for another head");
        }

        CropMultiplyAdds = CostReport.Of(Model.Graph).Total.MultiplyAdds;
        global = Model.Graph.Nodes.FirstOrDefault(n => !IsLocal(Model.Graph, n))?.Name;
    }

    /// <summary>The network, with one head.</summary>
    public Model Model { get; }

    /// <summary>What it was made for, one picture: the window that a cell of the map shows.</summary>
    public Shape Window => Model.Graph.Input.Shape.WithBatch(1);

    /// <summary>How many classes it tells apart.</summary>
    public int Classes => Model.Graph.Nodes[Model.Graph.Heads[0].Node].Shape.C;

    /// <summary>Multiply-adds of one picture of the network's own size.</summary>
    public long CropMultiplyAdds { get; }

    /// <summary>The classifier with its answering head sliding, in tensors of its own.</summary>
    /// <exception cref="PointwiseException">There is no such head, it is the mean of heads, or a node cannot slide.</exception>
    public static Model Slide(Model model, string? head)
    {
        model = AnsweringHead.Of(model, head);
        if (model.AnsweringHead == Model.MeanHead)
            throw new PointwiseException(model.Graph.Name, "the mean of heads cannot slide: their maps differ in stride", string.Join(" or ", model.Graph.Heads.Select(h => h.Name)), Model.MeanHead, "ask for one head");
        return ClassifierToConvolution.Apply(model with { Graph = SelectHead.Apply(model.Graph, model.AnsweringHead) });
    }

    /// <summary>The network over pictures of a size.</summary>
    /// <exception cref="PointwiseException">A node does not fit the size.</exception>
    public Graph For(int height, int width) => Model.Graph.ForInput(new Shape(1, Window.C, height, width));

    /// <summary>What a cell depends on.</summary>
    public static ReceptiveField FieldOf(Graph graph) => ReceptiveField.Of(graph)[graph.Heads[0].Node];

    /// <summary>Refuses tiles where a node sees more than windows.</summary>
    /// <exception cref="PointwiseException">There is such a node.</exception>
    public void RequireTiles(long bytes, long most)
    {
        if (global is not null)
            throw new PointwiseException($"{Model.Graph.Name}: node {global}", "cannot be cut into tiles", $"a picture whose values take at most {most:N0} bytes", $"{bytes:N0} bytes", "use a smaller scale, or allow more memory");
    }

    public void Dispose() => Model.Dispose();

    /// <summary>Whether a result depends on its place through windows and edges of the picture alone.</summary>
    private static bool IsLocal(Graph graph, Node node) => node.Operator switch
    {
        Input or Constant or Weight or Conv2D or ResidualConv2D or MaxPool or AveragePool or LpPool => true,
        Relu or PRelu or Sigmoid or BatchNorm or Dropout or Scale or Add or LocalResponseNorm or Unary or Clip or Combine or Identity => true,
        Concat => node.Shape.IsImage && graph.InputShapes(node).All(s => s.H == node.Shape.H && s.W == node.Shape.W),
        Pad => node.Shape.IsImage && graph.InputShapes(node)[0] is var s && s.H == node.Shape.H && s.W == node.Shape.W,
        _ => false,
    };
}
