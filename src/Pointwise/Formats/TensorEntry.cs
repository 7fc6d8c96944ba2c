using Pointwise.Tensors;

namespace Pointwise.Formats;

/// <summary>One tensor of a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Shape">Its extents, in the order of the file: [out,in,h,w] for weights.</param>
internal abstract record TensorEntry(string Name, ElementType Type, Shape Shape)
{
    /// <summary>The size of all elements, each counted once a place.</summary>
    public long Bytes => Shape.Elements * Type.Size();

    /// <summary>The place of an error about a tensor.</summary>
    public static string Place(string path, string tensor) => $"{path}: tensor {JsonCursor.Shorten(tensor)}";
}
