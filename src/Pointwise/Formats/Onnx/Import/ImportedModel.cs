using System.Collections.Immutable;
using Pointwise.Graphs;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>A model made of a file, and what the file calls the types of what goes in and comes out.</summary>
/// <param name="Model">The model.</param>
/// <param name="Inputs">Types by the inputs' names.</param>
/// <param name="Outputs">Types by the outputs' names.</param>
internal sealed record ImportedModel(Model Model, ImmutableDictionary<string, OnnxType> Inputs, ImmutableDictionary<string, OnnxType> Outputs);
