using Pointwise.Formats.Onnx.Export;
using Pointwise.Graphs;

namespace Pointwise.Formats.Onnx;

/// <summary>
/// Writes models as ONNX files of opset 17 that any runtime reads: the batch stays free, labels, preprocessing and provenance stand in the metadata.
/// The same model gives the same bytes.
/// </summary>
public static class OnnxExport
{
    /// <summary>Writes a file, as a whole or not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Which heads, and how weights are stored.</param>
    /// <exception cref="PointwiseException">An operator has no form in ONNX, the model does not fit one file, or the file cannot be written.</exception>
    public static void Save(Model model, string path, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        var exporter = new Exporter(model, options ?? new OnnxExportOptions());
        AtomicFile.Write(path, exporter.Write);
    }

    /// <summary>Writes the file's bytes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="options">Which heads, and how weights are stored.</param>
    /// <exception cref="PointwiseException">An operator has no form in ONNX, or the model does not fit one file.</exception>
    public static void Write(Model model, Stream stream, OnnxExportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        new Exporter(model, options ?? new OnnxExportOptions()).Write(stream);
    }
}
