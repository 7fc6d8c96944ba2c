using System.Collections.Immutable;
using Pointwise.Operators;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>A node's window: kernel_shape, strides, pads, dilations, auto_pad and ceil_mode, of one dimension or two.</summary>
internal static class Windows
{
    /// <summary>Reads the window.</summary>
    /// <param name="n">The node.</param>
    /// <param name="dimensions">How many numbers an attribute has.</param>
    /// <param name="kernel">The kernel's extents where the node does not tell them.</param>
    public static Window Read(NodeContext n, int dimensions, params ImmutableArray<long> kernel)
    {
        if (kernel.IsDefaultOrEmpty && !n.HasAttribute("kernel_shape"))
            throw new PointwiseException("kernel_shape", "is missing", "the kernel's extents", "nothing", "get the file anew: it is not complete");
        int[] size = Two(n, "kernel_shape", dimensions, 1, kernel), strides = Two(n, "strides", dimensions, 1), dilations = Two(n, "dilations", dimensions, 1);
        var window = new Window(size[0], size[1], strides[0], strides[1], DilationH: dilations[0], DilationW: dilations[1], CeilMode: n.Flag("ceil_mode"));
        switch (n.Text("auto_pad", "NOTSET"))
        {
            case "NOTSET" or "":
                ImmutableArray<long> pads = n.Integers("pads", [.. new long[2 * dimensions]]);
                if (pads.Length != 2 * dimensions) throw WrongCount("pads", 2 * dimensions, pads.Length);
                return dimensions == 1 ? window with { PadLeft = Small("pads", pads[0]), PadRight = Small("pads", pads[1]) }
                    : window with { PadTop = Small("pads", pads[0]), PadLeft = Small("pads", pads[1]), PadBottom = Small("pads", pads[2]), PadRight = Small("pads", pads[3]) };
            case "VALID": return window;
            case "SAME_UPPER": return window with { Padding = PaddingRule.SameUpper };
            case "SAME_LOWER": return window with { Padding = PaddingRule.SameLower };
            case var other: throw n.Unsupported($"auto_pad {JsonCursor.Shorten(other)}", "NOTSET, VALID, SAME_UPPER or SAME_LOWER", JsonCursor.Shorten(other));
        }
    }

    /// <summary>A list of one number a dimension as rows and columns.</summary>
    /// <param name="n">The node.</param>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="dimensions">How many numbers it has.</param>
    /// <param name="usual">The number of each dimension where the list is left out, and of the rows where there is one dimension.</param>
    /// <param name="otherwise">The list where the node has none.</param>
    public static int[] Two(NodeContext n, string attribute, int dimensions, int usual, ImmutableArray<long> otherwise = default)
    {
        ImmutableArray<long> list = n.Integers(attribute);
        if (list.IsDefaultOrEmpty) list = otherwise.IsDefaultOrEmpty ? [.. Enumerable.Repeat((long)usual, dimensions)] : otherwise;
        if (list.Length != dimensions) throw WrongCount(attribute, dimensions, list.Length);
        return dimensions == 1 ? [usual, Small(attribute, list[0])] : [Small(attribute, list[0]), Small(attribute, list[1])];
    }

    private static int Small(string attribute, long value) => value is >= int.MinValue and <= int.MaxValue ? (int)value
        : throw new PointwiseException($"attribute {attribute}", "out of range", "numbers of 32 bits", $"{value}", "correct the node");

    private static PointwiseException WrongCount(string attribute, int expected, int found) =>
        new($"attribute {attribute}", "of another length", $"{expected} numbers", $"{found}", "correct the node, or export the network anew");
}
