using System.Collections.Immutable;
using Pointwise.Formats;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;

namespace Pointwise.Zoo;

/// <summary>Writes a model as a file of the kind that its name tells.</summary>
internal static class ModelWriter
{
    /// <summary>The endings of files that can be written.</summary>
    public const string Endings = ".safetensors or .onnx";

    /// <summary>What a file of this name is.</summary>
    /// <exception cref="PointwiseException">It is nothing that can be written.</exception>
    public static string FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".safetensors" => "model file",
        ".onnx" => "ONNX",
        _ => throw new PointwiseException(path, "no format that can be written", $"a name that ends in {Endings}", Path.GetExtension(path) is { Length: > 0 } ending ? ending : "no ending", "rename it"),
    };

    /// <summary>Writes the file, as a whole or not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Where.</param>
    /// <param name="format">As <see cref="FormatOf"/> tells it for the name that it is to have in the end.</param>
    /// <param name="half">Whether weights are stored as float16.</param>
    /// <exception cref="PointwiseException">It cannot be written.</exception>
    public static void Write(Model model, string path, string format, bool half)
    {
        if (format == "ONNX") OnnxExport.Save(model, path, new OnnxExportOptions { HalfPrecision = half, Heads = Outputs(model) });
        else ModelFile.Write(model, half ? ElementType.F16 : ElementType.F32).Save(path);
    }

    /// <summary>Every head but the auxiliary classifiers, which serve training alone; none named where another than the first answers.</summary>
    private static ImmutableArray<string> Outputs(Model model) => model.AnsweringHead != model.Graph.Heads[0].Name ? []
        : [.. model.Graph.Heads.Select(h => h.Name).Where(name => name == model.AnsweringHead || !name.StartsWith("aux", StringComparison.Ordinal))];
}
