using System.Collections.Immutable;

namespace Pointwise.Formats.Onnx;

/// <summary>An attribute of a node (AttributeProto): one value of one kind.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">
/// A float, long, string, <see cref="OnnxTensor"/>, <see cref="OnnxGraph"/>, or an ImmutableArray of float, long or string; null for a kind
/// that is not read here.
/// </param>
internal sealed record OnnxAttribute(string Name, object? Value)
{
    /// <summary>The kinds by AttributeProto.AttributeType that are read here.</summary>
    internal const int OfFloat = 1, OfInteger = 2, OfText = 3, OfTensor = 4, OfGraph = 5, OfFloats = 6, OfIntegers = 7, OfTexts = 8;

    /// <summary>The value of a list, empty where the file has left it out.</summary>
    internal static object? Absent(long kind) => kind switch
    {
        OfFloat => 0f,
        OfInteger => 0L,
        OfText => "",
        OfFloats => ImmutableArray<float>.Empty,
        OfIntegers => ImmutableArray<long>.Empty,
        OfTexts => ImmutableArray<string>.Empty,
        _ => null,
    };
}
