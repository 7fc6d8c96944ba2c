using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>The parameters of a session's nodes: tensors of the model, and what is derived from them, which is there only while a node takes it over.</summary>
internal sealed class SessionParameters(Parameters stored, Compilation compilation)
{
    /// <summary>A node's parameters in the operator's order; none in the place of one that is derived.</summary>
    public Rows[] Of(Node node) =>
        [.. compilation.Graph.ParametersOf(node).Select(spec => compilation.Derived.ContainsKey(spec.Name) ? default : Rows.Of(stored[spec.Name]))];

    /// <summary>Puts a node's parameters, as they are now, in the order that its kernel reads them.</summary>
    public void Prepare(Stage stage, Workers workers)
    {
        ParameterSpec[] specs = [.. compilation.Graph.ParametersOf(stage.Node)];
        if (!specs.Any(spec => compilation.Derived.ContainsKey(spec.Name)))
        {
            stage.Prepare(workers, training: false);
            return;
        }

        var computed = new List<Tensor>();
        try
        {
            stage.Prepare(workers, training: false, [.. specs.Select(spec => Rows.Of(compilation.Derived.TryGetValue(spec.Name, out DerivedTensor? derived) ? Compute(spec, derived) : stored[spec.Name]))]);
        }
        finally
        {
            foreach (Tensor tensor in computed) tensor.Dispose();
        }

        Tensor Compute(ParameterSpec spec, DerivedTensor derived)
        {
            var tensor = new Tensor(spec.Shape);
            computed.Add(tensor);
            derived.Fill(stored, tensor.Values);
            return tensor;
        }
    }
}
