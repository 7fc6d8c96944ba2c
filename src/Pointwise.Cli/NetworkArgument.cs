using System.CommandLine;
using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Zoo;

namespace Pointwise.Cli;

/// <summary>The argument NETWORK|FILE: a name of the catalog, a network file, or a model's file.</summary>
internal static class NetworkArgument
{
    public static Argument<string> Create() => new("network")
    {
        Description = "A network of the catalog (see: pointwise models), a network file (.yaml), or a model's file (.safetensors, .onnx, .pth)",
        HelpName = "NETWORK|FILE",
    };

    /// <summary>The graph of what the argument names.</summary>
    /// <param name="call">The call.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="input">What goes in, [1,C,H,W]; null for what the network was made for.</param>
    /// <param name="heads">Whether auxiliary heads stay.</param>
    /// <exception cref="PointwiseException">There is no such network or file, or the file is wrong.</exception>
    public static Graph ReadGraph(Call call, string text, Shape? input, bool heads)
    {
        if (!ModelFormats.IsFileName(text))
        {
            Architecture architecture = ArchitectureCatalog.GetOrRead(text);
            return architecture.Build(input ?? architecture.InputShape, architecture.Classes, heads);
        }

        using Model model = ModelArgument.Open(call, text, new ModelOptions { Input = input, Tell = call.Error.WriteLine }).Model;
        return heads ? model.Graph : Rewrite.KeepHeads(model.Graph, head => head == model.Graph.Heads[0]);
    }

    /// <summary>The model of what the argument names: a network of the catalog or a network file with drawn weights, which are as fast as trained ones; a model's file with its own.</summary>
    /// <param name="call">The call.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="input">What goes in, [1,C,H,W]; null for what the network was made for.</param>
    /// <exception cref="PointwiseException">There is no such network or file, or the file is wrong.</exception>
    public static Model ReadModel(Call call, string text, Shape? input)
    {
        if (ModelFormats.IsFileName(text)) return ModelArgument.Open(call, text, new ModelOptions { Input = input, Tell = call.Error.WriteLine }).Model;
        Architecture architecture = ArchitectureCatalog.GetOrRead(text);
        Graph graph = architecture.Build(input ?? architecture.InputShape, architecture.Classes);
        return new Model(graph, Parameters.Initialize(graph, seed: 1));
    }
}
