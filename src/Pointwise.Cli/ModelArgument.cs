using System.CommandLine;
using Pointwise.Tensors;
using Pointwise.Zoo;

namespace Pointwise.Cli;

/// <summary>The argument MODEL: a published network by name, or a file of any known kind; with the options that say what a file does not.</summary>
internal sealed class ModelArgument
{
    /// <summary>NAME|FILE.</summary>
    public Argument<string> Name { get; } = new("model")
    {
        Description = "A file: as train writes it, ONNX, safetensors or a PyTorch checkpoint; or a published network by name (see: pointwise pull)", HelpName = "MODEL",
    };

    /// <summary>--network.</summary>
    public Option<string?> Network { get; } = new("--network") { Description = "The network that a file of weights alone belongs to; by names and shapes of the weights if not given", HelpName = "NETWORK|FILE.yaml" };

    /// <summary>--preprocessing.</summary>
    public Option<string?> Preprocessing { get; } = new("--preprocessing") { Description = $"What is done to pictures, where the file does not say: {PreprocessingChoice.Help}", HelpName = "WORD|FILE.json" };

    /// <summary>--labels.</summary>
    public Option<string?> Labels { get; } = new("--labels") { Description = "The classes' names, one a line, where the file has none", HelpName = "FILE" };

    /// <summary>--offline.</summary>
    public Option<bool> Offline { get; } = new("--offline") { Description = "Fetch nothing: use what was pulled before" };

    /// <summary>The options, for a verb's list.</summary>
    public IEnumerable<Option> Options => [Network, Preprocessing, Labels, Offline];

    /// <summary>Opens the model, fetching it where it is a name that is used for the first time.</summary>
    /// <param name="call">The call.</param>
    /// <param name="input">What goes in, [1,C,H,W]; null for what it was made for.</param>
    /// <exception cref="PointwiseException">There is no such model, or it cannot be fetched or read.</exception>
    public OpenedModel Open(Call call, Shape? input = null) => Open(call, call.Get(Name), OptionsOf(call) with { Input = input });

    /// <summary>The same, to be asked about pictures: where nobody says what is done to them, what is assumed is told.</summary>
    /// <param name="call">The call.</param>
    /// <exception cref="PointwiseException">There is no such model, or it cannot be fetched or read.</exception>
    public OpenedModel OpenToAsk(Call call)
    {
        OpenedModel opened = Open(call);
        if (!opened.PreprocessingIsKnown)
            call.Error.WriteLine($"{opened.Path} does not say what is done to pictures; taken as {ModelOutput.Text(opened.Model.Preprocessing, opened.Model.Graph.Input.Shape)}: --preprocessing names another");
        return opened;
    }

    /// <summary>What was typed beside the model.</summary>
    public ModelOptions OptionsOf(Call call)
    {
        var options = new ModelOptions { Network = call.Get(Network), PreprocessingName = call.Get(Preprocessing), Labels = call.Get(Labels), Tell = call.Error.WriteLine };
        return call.Get(Offline) ? options with { Offline = true } : options;
    }

    /// <summary>Opens a model, and says what was assumed about it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="model">The name, or the path.</param>
    /// <param name="options">How.</param>
    /// <exception cref="PointwiseException">There is no such model, or it cannot be fetched or read.</exception>
    public static OpenedModel Open(Call call, string model, ModelOptions options)
    {
        using var lines = new TransferLines(call.Terminal);
        // signals are taken over only where something may be fetched
        CancellationToken stop = ZooCatalog.TryGet(model, out _) ? call.Stop : default;
        return Models.OpenFile(model, options with { Progress = lines }, stop);
    }
}
