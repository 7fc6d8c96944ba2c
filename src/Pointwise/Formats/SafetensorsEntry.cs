using Pointwise.Tensors;

namespace Pointwise.Formats;

/// <summary>One tensor of a safetensors file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Shape">Its extents, in the order of the file: [out,in,h,w] for weights.</param>
/// <param name="Begin">Offset of its first byte, from the first byte after the header.</param>
/// <param name="End">Offset of the byte after its last.</param>
internal sealed record SafetensorsEntry(string Name, ElementType Type, Shape Shape, long Begin, long End) : TensorEntry(Name, Type, Shape);
