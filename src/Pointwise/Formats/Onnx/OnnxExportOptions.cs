using System.Collections.Immutable;

namespace Pointwise.Formats.Onnx;

/// <summary>How a model becomes an ONNX file.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>The heads that become outputs, in this order; where none is named, the one that answers, or all where their mean does.</summary>
    public ImmutableArray<string> Heads { get; init; } = [];

    /// <summary>Whether weights of layers are stored as float16, which halves the file; they are widened when the network runs.</summary>
    public bool HalfPrecision { get; init; }
}
