using System.Collections.Immutable;
using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Formats.Onnx;
using Pointwise.Formats.Onnx.Import;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Zoo;

/// <summary>Reads a model from a file of any known kind, told by its content, and puts to it what the file does not say.</summary>
internal static class ModelReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is said beside it.</param>
    /// <param name="architecture">The network that weights alone belong to; null for the options', else the one that they fit.</param>
    /// <exception cref="PointwiseException">It cannot be read, is no model, or the options do not fit it.</exception>
    public static OpenedModel Read(string path, ModelOptions options, Architecture? architecture = null)
    {
        OpenedModel read = ReadContent(path, options, architecture);
        try
        {
            return Finished(read, options);
        }
        catch
        {
            read.Model.Dispose();
            throw;
        }
    }

    private static OpenedModel ReadContent(string path, ModelOptions options, Architecture? architecture)
    {
        ModelFormat format = ModelFormats.Of(path, options.Limits);
        if (format == ModelFormat.Pointwise) return new OpenedModel(Owning(ModelFile.Load(path, options.Limits, options.Tell), options, path), path, "model file", PreprocessingIsKnown: true);
        if (format == ModelFormat.Onnx) return Onnx(path, options, architecture);
        if (format is not (ModelFormat.Safetensors or ModelFormat.TorchArchive or ModelFormat.TorchPickles or ModelFormat.Empty))
            throw new PointwiseException(path, "no model", "a model file, ONNX, safetensors or a PyTorch checkpoint", ModelFormats.Describe(format), ModelFormats.Advice(format));
        using TensorFile file = WeightsFile.Open(path, options.Limits);
        return WeightsModel.Read(file, format == ModelFormat.Safetensors ? "safetensors" : "PyTorch checkpoint", options, architecture);
    }

    private static OpenedModel Onnx(string path, ModelOptions options, Architecture? architecture)
    {
        using OnnxFile file = OnnxFile.Open(path, options.Limits);
        var import = new OnnxImportOptions { Input = options.Input };
        Model model = OnnxImport.Import(file, architecture?.Name ?? Path.GetFileNameWithoutExtension(path), import, options.Limits, options.Tell).Model;
        bool known = file.Model.Metadata.ContainsKey(ModelMetadata.PreprocessingKey);
        return new OpenedModel(architecture is null ? Owning(model, options, path) : model, path, $"ONNX opset {model.Provenance.GetValueOrDefault("onnx_opset", "?")}", known);
    }

    /// <summary>A model with a network of its own: another one may not be asked for.</summary>
    private static Model Owning(Model model, ModelOptions options, string path)
    {
        if (options.Network is not { } network || network == model.Graph.Name) return model;
        model.Dispose();
        throw new PointwiseException(path, "brings its own network", model.Graph.Name, network, "leave --network out: it is for files of weights alone");
    }

    private static OpenedModel Finished(OpenedModel read, ModelOptions options)
    {
        Model model = read.Model;
        if (options.Input is { } input && input != model.Graph.Input.Shape)
        {
            Graph graph = model.Graph.ForInput(input);
            model.Parameters.CheckFit(graph);
            model = model with { Graph = graph, Preprocessing = model.Preprocessing.For(model.Graph.Input.Shape, input) };
        }

        bool known = read.PreprocessingIsKnown;
        Preprocessing? told = options.Preprocessing ?? (options.PreprocessingName is { } name ? PreprocessingChoice.Read(name, model.Graph.Input.Shape, options.Limits) : null);
        if (told is not null) (model, known) = (model with { Preprocessing = told }, true);
        else if (!known && model.Graph.Input.Shape is { IsImage: true, C: 1 or 3 }) model = model with { Preprocessing = PreprocessingChoice.Usual(model.Graph.Input.Shape) };
        if (options.Labels is { } labels) model = model with { Labels = LabelsFor(model, labels, options.Limits) };
        return read with { Model = model, PreprocessingIsKnown = known };
    }

    private static ImmutableArray<string> LabelsFor(Model model, string path, Limits limits)
    {
        ImmutableArray<string> labels = LabelFile.Read(path, limits);
        Shape scores = model.Graph.Nodes[model.Graph.Heads[0].Node].Shape;
        return labels.Length == scores.C ? labels
            : throw new PointwiseException(path, "labels do not fit the network", $"{scores.C} lines, one a class of {model.Graph.Name}", $"{labels.Length}", "give the file that belongs to these weights");
    }
}
