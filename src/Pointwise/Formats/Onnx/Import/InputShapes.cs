using System.Collections.Immutable;
using Pointwise.Tensors;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>The shapes of what is fed in: as the file says, its free extents as asked for, else one picture of 224x224.</summary>
internal sealed class InputShapes(string path, Shape? wanted)
{
    private const int UsualSide = 224;
    private readonly Dictionary<string, int> parameters = new(StringComparer.Ordinal);
    private bool isFirst = true;

    /// <summary>The next input's shape.</summary>
    /// <exception cref="PointwiseException">Its rank or an extent is not told and cannot be guessed.</exception>
    public Shape Next(OnnxPort port)
    {
        Shape? given = isFirst ? wanted : null;
        isFirst = false;
        if (port.Extents is not { } extents)
        {
            if (given is { } whole) return whole;
            throw Unknown(port, "nothing");
        }

        if (given is { } other && other.Rank != extents.Length)
            throw new PointwiseException($"{path}: input {JsonCursor.Shorten(port.Name)}", "of another rank", $"rank {extents.Length}, {Text(extents)}", $"{other}", "give a size of that rank");
        var shape = new int[extents.Length];
        for (int i = 0; i < shape.Length; i++) shape[i] = Extent(port, extents, i, given);
        return new Shape(shape);
    }

    private int Extent(OnnxPort port, ImmutableArray<OnnxExtent> extents, int axis, Shape? given)
    {
        OnnxExtent extent = extents[axis];
        if (extent.Value is > int.MaxValue) throw Unknown(port, Text(extents));
        if (extent.Value is > 0 and var fixedValue) return (int)fixedValue;
        // of pictures and vectors some exporters write 0 where they mean that the extent is free
        if (extent.Value is 0 && extents.Length is not (2 or 4)) return 0;
        int value = given is { } shape ? shape[axis]
            : parameters.TryGetValue(extent.Parameter, out int known) ? known
            : axis == 0 ? 1
            : extents.Length == 4 && axis >= 2 ? UsualSide
            : throw Unknown(port, Text(extents));
        if (extent.Parameter.Length > 0) parameters.TryAdd(extent.Parameter, value);
        return value;
    }

    private PointwiseException Unknown(OnnxPort port, string found) => new($"{path}: input {JsonCursor.Shorten(port.Name)}", "the file does not say how large it is",
        "extents, or the size asked for", found, "give the input's size, as in --input 224x224x3");

    private static string Text(ImmutableArray<OnnxExtent> extents) =>
        $"[{string.Join(',', extents.Select(e => e.Value is > 0 ? $"{e.Value}" : e.Parameter.Length > 0 ? JsonCursor.Shorten(e.Parameter) : "?"))}]";
}
