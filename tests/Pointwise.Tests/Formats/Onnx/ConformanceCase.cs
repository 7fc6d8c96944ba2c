using System.Collections.Immutable;
using Pointwise.Formats.Onnx;
using Pointwise.Tensors;

namespace Pointwise.Tests.Formats.Onnx;

/// <summary>One case of ONNX's own suite: a model, what goes in, and what has to come out.</summary>
internal sealed class ConformanceCase
{
    /// <summary>Inputs that are shapes, axes, sizes or switches, by operator: bound as constants before the import.</summary>
    private static readonly Dictionary<string, int[]> Bound = new(StringComparer.Ordinal)
    {
        ["Reshape"] = [1], ["Expand"] = [1], ["Tile"] = [1], ["ConstantOfShape"] = [0], ["Slice"] = [1, 2, 3, 4], ["Pad"] = [1, 3], ["Split"] = [1],
        ["Squeeze"] = [1], ["Unsqueeze"] = [1], ["TopK"] = [1], ["Upsample"] = [1], ["Resize"] = [1, 2, 3], ["Dropout"] = [1, 2],
        ["ReduceMean"] = [1], ["ReduceSum"] = [1], ["ReduceMax"] = [1], ["ReduceMin"] = [1], ["ReduceL2"] = [1], ["ReduceL1"] = [1], ["ReduceProd"] = [1],
        ["CumSum"] = [1], ["CenterCropPad"] = [1], ["OneHot"] = [1],
    };

    public ConformanceCase(string root, string name)
    {
        Name = name;
        if (name.StartsWith("light/", StringComparison.Ordinal))
        {
            File = OnnxFile.Open(Path.Combine(root, $"{name}.onnx"));
            Outputs = [Tensor(Path.Combine(root, $"{name}_output_0.pb"))];
            OnnxPort input = File.Model.Graph.Inputs.Single(p => File.Model.Graph.Initializers.All(t => t.Name != p.Name));
            var shape = new Shape([.. input.Extents!.Value.Select(e => (int)e.Value!.Value)]);
            Inputs = [(input.Name, Ramp(shape))];
            return;
        }

        File = OnnxFile.Open(Path.Combine(root, name, "model.onnx"));
        string data = Path.Combine(root, name, "test_data_set_0");
        string[] inputs = [.. File.Model.Graph.Inputs.Select(p => p.Name).Where(n => File.Model.Graph.Initializers.All(t => t.Name != n))];
        Inputs = [.. Files(data, "input").Select((path, i) => (inputs[i], Values(Tensor(path))))];
        Outputs = [.. Files(data, "output").Select(Tensor)];
    }

    public string Name { get; }

    public OnnxFile File { get; }

    /// <summary>What goes in, in the order of the graph's inputs.</summary>
    public ImmutableArray<(string Name, Literal Values)> Inputs { get; }

    /// <summary>What has to come out, in the order of the graph's outputs.</summary>
    public ImmutableArray<OnnxTensor> Outputs { get; }

    /// <summary>Inputs that are bound before the import.</summary>
    public ImmutableDictionary<string, Literal> Constants
    {
        get
        {
            HashSet<string> bound = [.. File.Model.Graph.Nodes.SelectMany(n => n.Inputs.Where((_, i) => Bound.TryGetValue(n.Operator, out int[]? at) && at.Contains(i)))];
            return Inputs.Where(i => bound.Contains(i.Name)).ToImmutableDictionary(i => i.Name, i => i.Values);
        }
    }

    /// <summary>Every case of the suite: folder/case.</summary>
    public static IEnumerable<string> NamesIn(string root) =>
        new[] { "node", "pytorch-converted", "pytorch-operator" }.SelectMany(folder => Directory.EnumerateDirectories(Path.Combine(root, folder)).Select(c => $"{folder}/{Path.GetFileName(c)}"))
            .Concat(Directory.EnumerateFiles(Path.Combine(root, "light"), "*.onnx").Select(c => $"light/{Path.GetFileNameWithoutExtension(c)}")).Order(StringComparer.Ordinal);

    public static Literal Values(OnnxTensor tensor) => !tensor.Type.TryKind(out ElementKind kind) ? throw new InvalidDataException(tensor.Type.ToText())
        : kind == ElementKind.Float32 ? Literal.Of(tensor.Shape, tensor.ReadFloats())
        : Literal.Owning(tensor.Shape, kind, tensor.ReadIntegers());

    /// <summary>0, 1, … n - 1 over n: what the whole networks are fed.</summary>
    private static Literal Ramp(Shape shape) => Literal.Of(shape, [.. Enumerable.Range(0, (int)shape.Elements).Select(i => (float)((double)i / shape.Elements))]);

    private static IEnumerable<string> Files(string folder, string kind) => Enumerable.Range(0, 64).Select(i => Path.Combine(folder, $"{kind}_{i}.pb")).TakeWhile(System.IO.File.Exists);

    private static OnnxTensor Tensor(string path) => OnnxFile.ReadTensor(System.IO.File.ReadAllBytes(path), Path.GetFileName(path));
}
