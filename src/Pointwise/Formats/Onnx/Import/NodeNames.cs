using System.Globalization;

namespace Pointwise.Formats.Onnx.Import;

/// <summary>
/// Names for nodes. A layer is called as its weights are, without the ending that says weights, so that parameters keep the names they were
/// trained under; else as the file calls the node, else after what it gives.
/// </summary>
internal sealed class NodeNames(string path, Limits limits)
{
    private static readonly string[] Endings =
        [".weight", "_weight", "/weight", ".weights", "_weights", "/weights", ".kernel", "_kernel", "/kernel", "_w_0", "_w", "_W", ".W", "/W", "_bn_s_0", "_s_0", "_scale", ".scale", ".gamma", "/gamma", "_gamma"];

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <summary>The name as it is, or with a number where it is taken.</summary>
    public string Take(string wanted)
    {
        if (wanted.Length > limits.NameLength)
            throw new PointwiseException($"{path}: node {JsonCursor.Shorten(wanted)}", "name too long", $"at most {limits.NameLength} characters (limit {nameof(Limits.NameLength)})", $"{wanted.Length}", "rename the node, or raise the limit");
        string name = wanted;
        for (int number = numbers.GetValueOrDefault(wanted, 1); !taken.Add(name); name = $"{wanted}_{number.ToString(CultureInfo.InvariantCulture)}") numbers[wanted] = ++number;
        return name;
    }

    /// <summary>What a node of the file is to be called; not yet taken.</summary>
    /// <param name="node">The node.</param>
    /// <param name="tensor">The name of the tensor that an input is; empty where it is none.</param>
    public static string Of(OnnxNode node, Func<int, string> tensor)
    {
        if (node.Operator is "Conv" or "ConvTranspose" or "Gemm" or "MatMul" or "BatchNormalization" or "InstanceNormalization" or "PRelu" && WithoutEnding(tensor(1)) is { } layer) return layer;
        if (node.Name.Length > 0) return Plain(node.Name);
        string gives = node.Outputs.FirstOrDefault(o => o.Length > 0, "");
        return gives.All(char.IsAsciiDigit) ? $"{node.Operator}_{gives}" : Plain(gives);
    }

    private static string? WithoutEnding(string tensor)
    {
        foreach (string ending in Endings)
            if (tensor.Length > ending.Length && tensor.EndsWith(ending, StringComparison.Ordinal)) return Plain(tensor[..^ending.Length]);
        return null;
    }

    /// <summary>Without characters that are none.</summary>
    private static string Plain(string name) => name.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? new string([.. name.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '_' : c)]) : name;
}
