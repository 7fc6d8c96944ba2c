using Pointwise.Formats.Onnx.Import;
using Pointwise.Graphs;

namespace Pointwise.Formats.Onnx;

/// <summary>
/// Reads networks from ONNX files: opsets 6 to the newest, the operators that convolutional networks use. What is computed from constants alone
/// is computed once; shape arithmetic stays in the graph and follows another input's size.
/// </summary>
public static class OnnxImport
{
    /// <summary>Reads a model. Tensors that it stores beside itself must lie in its folder or below.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The input's size, and values for inputs that are none.</param>
    /// <param name="limits">How much of the file is believed; null for the defaults.</param>
    /// <param name="warn">Is told what is doubtful.</param>
    /// <exception cref="PointwiseException">It cannot be read, is no valid ONNX file, or uses operators that are not supported; all of them are named.</exception>
    public static Model Load(string path, OnnxImportOptions? options = null, Limits? limits = null, Action<string>? warn = null)
    {
        using OnnxFile file = OnnxFile.Open(path, limits);
        return Import(file, Path.GetFileNameWithoutExtension(path), options, limits, warn).Model;
    }

    /// <summary>Reads a model from the bytes of a file; it cannot have tensors stored beside itself.</summary>
    /// <param name="bytes">The file's bytes.</param>
    /// <param name="name">The network's name, also for errors.</param>
    /// <param name="options">The input's size, and values for inputs that are none.</param>
    /// <param name="limits">How much of the file is believed; null for the defaults.</param>
    /// <param name="warn">Is told what is doubtful.</param>
    /// <exception cref="PointwiseException">The bytes are no valid ONNX file, or use operators that are not supported; all of them are named.</exception>
    public static Model Read(ReadOnlyMemory<byte> bytes, string name, OnnxImportOptions? options = null, Limits? limits = null, Action<string>? warn = null)
    {
        using OnnxFile file = OnnxFile.Open(bytes, name, limits);
        return Import(file, name, options, limits, warn).Model;
    }

    /// <summary>Makes a model of an open file.</summary>
    internal static ImportedModel Import(OnnxFile file, string name, OnnxImportOptions? options = null, Limits? limits = null, Action<string>? warn = null)
    {
        limits ??= Limits.Default;
        return new Importer(file, ModelMetadata.NameOf(file.Model, name, limits), options ?? new OnnxImportOptions(), limits, warn).Import();
    }
}
