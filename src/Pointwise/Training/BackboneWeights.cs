using Pointwise.Architectures;
using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>
/// Puts the layers of a trained network into a fully convolutional one on the same backbone: by their names where both have them, else both networks
/// are read backwards side by side from what the deepest scores and the classifier read.
/// </summary>
internal sealed class BackboneWeights
{
    private readonly Model trained;
    private readonly Graph network;
    private readonly Parameters into;
    private readonly Dictionary<int, int> pairs = [];

    private BackboneWeights(Model trained, Graph network, Parameters into) => (this.trained, this.network, this.into) = (trained, network, into);

    /// <summary>Copies what there is of the backbone, all of it; scores of other classes and enlargements of other kernels stay as drawn.</summary>
    /// <param name="trained">The trained network.</param>
    /// <param name="network">The fully convolutional network.</param>
    /// <param name="into">Its tensors.</param>
    /// <exception cref="PointwiseException">The trained network is none on the same backbone; the first nodes that differ are named.</exception>
    public static void Copy(Model trained, Graph network, Parameters into)
    {
        var copy = new BackboneWeights(trained, network, into);
        if (!copy.HasNames()) copy.Pair();
        copy.ByName();
    }

    /// <summary>Whether the trained network has every tensor of the backbone under its name and in its shape.</summary>
    private bool HasNames() => network.Parameters.Where(p => !FullyConvolutional.IsAdded(p.Name)).All(p => trained.Parameters.TryGet(p.Name, out Tensor? tensor) && tensor.Shape == p.Shape);

    private void ByName()
    {
        foreach (ParameterSpec spec in network.Parameters)
        {
            if (spec.Role != ParameterRole.Constant && trained.Parameters.TryGet(spec.Name, out Tensor? kept) && kept.Shape == spec.Shape) kept.Values.CopyTo(into[spec.Name].Values);
        }
    }

    private void Pair()
    {
        Node deepest = network.Nodes.First(n => FullyConvolutional.IsAdded(n.Name));
        var open = new Stack<(int Node, int Trained)>([(deepest.Inputs[0], HeadReplacement.ClassifierInput(trained.Graph))]);
        while (open.TryPop(out (int Node, int Trained) next))
        {
            (int node, int other) = Level(next.Node, next.Trained);
            if (!pairs.TryAdd(node, other))
            {
                if (pairs[node] != other) throw Differ(network.Nodes[node], trained.Graph.Nodes[other]);
                continue;
            }

            (Node own, Node theirs) = (network.Nodes[node], trained.Graph.Nodes[other]);
            CopyNode(own, theirs);
            int read = own.Operator is Concat or Add ? own.Inputs.Length : Math.Min(1, own.Inputs.Length);
            if (theirs.Inputs.Length < read || (own.Operator is Concat && theirs.Inputs.Length != read)) throw Differ(own, theirs);
            for (int i = 0; i < read; i++) open.Push((own.Inputs[i], theirs.Inputs[i]));
        }
    }

    /// <summary>The nodes before two that do the same, past what does nothing that a backbone's layers depend on.</summary>
    private (int Node, int Trained) Level(int node, int other)
    {
        while (true)
        {
            (Node own, Node theirs) = (network.Nodes[node], trained.Graph.Nodes[other]);
            if (IsSame(own.Operator, theirs.Operator)) return (node, other);
            if (Passes(own.Operator)) node = own.Inputs[0];
            else if (Passes(theirs.Operator)) other = theirs.Inputs[0];
            else throw Differ(own, theirs);
        }
    }

    private static bool IsSame(Operator own, Operator theirs) => own.GetType() == theirs.GetType() || (own is Conv2D && theirs is Linear);

    /// <summary>What stands in one network and not in the other without changing the layers around it: pools before a classifier, a ReLU of its own.</summary>
    private static bool Passes(Operator op) => op is Dropout or Flatten or Identity or Reshape or Squeeze or Relu or Softmax or GlobalAveragePool or AveragePool or AdaptiveAveragePool;

    private void CopyNode(Node own, Node theirs)
    {
        ParameterSpec[] wanted = [.. network.ParametersOf(own)], given = [.. trained.Graph.ParametersOf(theirs)];
        if (wanted.Length != given.Length) throw Differ(own, theirs);
        for (int i = 0; i < wanted.Length; i++)
        {
            Tensor from = trained.Parameters[given[i].Name];
            if (from.Shape == wanted[i].Shape) from.Values.CopyTo(into[wanted[i].Name].Values);
            else if (own.Operator is Conv2D && from.Shape.Rank == 2 && from.Shape.Elements == wanted[i].Shape.Elements && from.Shape.N == wanted[i].Shape.N) CopyAsConvolution(from, wanted[i]);
            else throw Differ(own, theirs);
        }
    }

    /// <summary>A fully connected layer's weights [out,in] read channels, rows, columns: a convolution's [out,channels,rows,columns] (arXiv:1411.4038, figure 2).</summary>
    private void CopyAsConvolution(Tensor from, ParameterSpec wanted)
    {
        using Tensor turned = Tensor.FromChannelsFirst(wanted.Shape, from.Values);
        turned.Values.CopyTo(into[wanted.Name].Values);
    }

    private static string Told(Node node) => $"{OperatorText.Label(node.Operator)} of {node.Inputs.Length} {(node.Inputs.Length == 1 ? "value" : "values")} to {(node.Shape.Rank > 1 ? node.Shape.C : 1)} channels";

    private PointwiseException Differ(Node own, Node theirs) => new(
        $"{trained.Graph.Name}: node {theirs.Name}", $"is not of the backbone of {network.Name}", $"{Told(own)}, as node {own.Name}", Told(theirs),
        "name the network that these weights belong to by --network: fcn8s-vgg16, fcn8s-googlenet or fcn8s-inception-v3");
}
