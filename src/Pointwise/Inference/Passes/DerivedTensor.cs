using Pointwise.Graphs;

namespace Pointwise.Inference.Passes;

/// <summary>A parameter of a rewritten graph that is no tensor of the model but follows from some of them, anew whenever these have changed.</summary>
internal abstract record DerivedTensor
{
    /// <summary>The model's tensors that it follows from.</summary>
    public abstract IEnumerable<string> Sources { get; }

    /// <summary>Computes it.</summary>
    /// <param name="stored">The model's tensors.</param>
    /// <param name="values">Its values as a tensor stores them.</param>
    public abstract void Fill(Parameters stored, Span<float> values);
}
