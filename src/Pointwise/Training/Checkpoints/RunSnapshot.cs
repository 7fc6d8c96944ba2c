using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Training.Checkpoints;

/// <summary>All that a run would need to go on, at a moment between steps. Tensors are the run's own, not copies.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Answering">The model as it would answer: with the weights' average where there is one.</param>
/// <param name="Values">The weights themselves where the model holds their average; null where it holds them.</param>
/// <param name="Remembered">What the optimiser remembers, by name.</param>
internal sealed record RunSnapshot(CheckpointState State, Model Answering, Parameters? Values, ImmutableArray<(string Name, Tensor Tensor)> Remembered);
