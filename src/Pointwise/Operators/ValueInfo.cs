using Pointwise.Tensors;

namespace Pointwise.Operators;

/// <summary>What is known of a value before anything runs.</summary>
/// <param name="Shape">Its extents.</param>
/// <param name="Kind">What its elements are.</param>
/// <param name="Known">Its elements themselves, where they depend on nothing that is fed in; null where they do.</param>
public sealed record ValueInfo(Shape Shape, ElementKind Kind = ElementKind.Float32, Literal? Known = null)
{
    /// <summary>Floats of memory that it takes: whole numbers and truth values take two an element.</summary>
    internal long Floats => Kind == ElementKind.Float32 ? Shape.Elements : 2 * Shape.Elements;

    internal static ValueInfo Of(Literal known) => new(known.Shape, known.Kind, known);

    /// <summary>Values of which nothing but their shape is known.</summary>
    internal static ValueInfo[] OfFloats(ReadOnlySpan<Shape> shapes)
    {
        var infos = new ValueInfo[shapes.Length];
        for (int i = 0; i < infos.Length; i++) infos[i] = new ValueInfo(shapes[i]);
        return infos;
    }
}
