using System.Collections.Immutable;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx;

/// <summary>How an ONNX file becomes a model.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>The picture input's shape, [N,C,H,W]; null for what the file says, one picture of 224x224 where it leaves these free.</summary>
    public Shape? Input { get; init; }

    /// <summary>Inputs that are given their values now and are no inputs of the model any more, by name: shapes, axes, sizes.</summary>
    public ImmutableDictionary<string, Literal> Constants { get; init; } = ImmutableDictionary<string, Literal>.Empty;
}
