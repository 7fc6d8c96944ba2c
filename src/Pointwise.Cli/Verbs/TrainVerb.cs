using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Cli.Runs;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Training.Config;
using Pointwise.Zoo;

namespace Pointwise.Cli.Verbs;

/// <summary>Trains a network on one's own pictures and writes it as one file.</summary>
internal sealed class TrainVerb
{
    private readonly Argument<string?> data = new("data") { Description = "A folder with one folder a class, folders of pictures and masks, MNIST's or CIFAR's files, a tar archive, or a CSV file of path,label", HelpName = "FOLDER|FILE", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> dataOption = new("--data") { Description = "The same as FOLDER|FILE", HelpName = "FOLDER|FILE" };
    private readonly Option<string?> task = new("--task") { Description = "What is learnt: classification, one class a picture, or segmentation, one a pixel; by the folder if not given", HelpName = "TASK" };
    private readonly MaskArguments mask = new();
    private readonly Option<string?> network = new("--network") { Description = "A network of the catalog, or a network file; by the pictures if not given. With --from, the network of a file of weights alone", HelpName = "NETWORK|FILE.yaml" };
    private readonly Option<Shape?> size = new("--size", "--input") { Description = "Pixels of the network's input: 96 or 96x128; by the pictures if not given", HelpName = "N|HxW|HxWxC", CustomParser = Size };
    private readonly Option<string?> from = new("--from", "--start-from") { Description = "A trained model to start from: a file, or a published network by name (see: pointwise pull)", HelpName = "MODEL" };
    private readonly Option<string?> preprocessing = new("--preprocessing") { Description = $"What is done to pictures, where the file of --from does not say: {PreprocessingChoice.Help}", HelpName = "WORD|FILE.json" };
    private readonly Option<bool> offline = new("--offline") { Description = "Fetch nothing: use what was pulled before" };
    private readonly Option<bool> replaceHead = new("--replace-head") { Description = "Make the classifiers of --from anew for these pictures' classes" };
    private readonly Option<bool?> auxiliary = new("--auxiliary-heads") { Description = "Whether auxiliary classifiers are built, where the network has some; true if not given", HelpName = "true|false" };
    private readonly Option<string?> validation = new("--validation") { Description = "Share of the training pictures to keep apart, score after every epoch, and choose the best weights by", HelpName = "SHARE" };
    private readonly Option<string?> output = new("--out") { Description = "Where to write the model; the network's name if not given", HelpName = "FILE" };
    private readonly Option<string?> folder = new("--run") { Description = "Folder that keeps the whole run: options, log, event file, last and best checkpoint, model", HelpName = "FOLDER" };
    private readonly Option<string?> checkpoints = new("--checkpoints") { Description = "Folder that keeps the last and the best checkpoint", HelpName = "FOLDER" };
    private readonly Option<int?> checkpointSteps = new("--checkpoint-steps") { Description = "Steps from one save to the next within an epoch", HelpName = "N" };
    private readonly Option<double?> checkpointMinutes = new("--checkpoint-minutes") { Description = "Minutes from one save to the next within an epoch; 10 if not given", HelpName = "M" };
    private readonly Option<string?> resume = new("--resume") { Description = "Go on with a run that was stopped, from its folder or a checkpoint", HelpName = "FOLDER|CHECKPOINT" };
    private readonly Option<string?> config = new("--config") { Description = "Take from a file what is not typed", HelpName = "run.yaml" };
    private readonly Option<string?> saveConfig = new("--save-config") { Description = "Write the whole run as a file", HelpName = "FILE" };
    private readonly Option<string?> log = new("--log") { Description = "Write the run as lines of JSON", HelpName = "FILE" };
    private readonly Option<string?> events = new("--tensorboard") { Description = "Write the run as an event file for TensorBoard", HelpName = "FOLDER" };
    private readonly Option<bool> json = CommonOptions.Json();
    private readonly TrainingOptionList training = new();

    private TrainVerb()
    {
    }

    public static Verb Create()
    {
        var options = new TrainVerb();
        var verb = new Verb("train", "Trains a network on pictures, scores it and writes it as one file", "pointwise train flowers", "pointwise train flowers --epochs 30 --run runs/flowers", "pointwise train flowers --validation 0.1 --early-stop 10", "pointwise train birds --from flowers.safetensors --replace-head", "pointwise train birds --from googlenet --replace-head", "pointwise train roads --task segmentation --network fcn8s-googlenet --from googlenet.onnx", "pointwise train --resume runs/flowers")
        {
            options.data, options.dataOption, options.task, options.mask.Masks, options.mask.Classes, options.mask.Only, options.network, options.size, options.from, options.preprocessing, options.offline, options.replaceHead, options.auxiliary, options.validation, options.output, options.folder,
            options.checkpoints, options.checkpointSteps, options.checkpointMinutes, options.resume, options.config, options.saveConfig, options.log, options.events, options.json,
        };
        options.training.AddTo(verb);
        return verb.Does(options.Run);
    }

    private int Run(Call call)
    {
        using var transfer = new TransferLines(call.Terminal);
        RunRequest request;
        IReadOnlyList<(TrainingOption, YamlNode)> typed;
        try
        {
            request = Request(call, transfer);
            typed = training.Typed(call);
            Require(request, call);
        }
        catch (PointwiseException e)
        {
            call.Error.WriteLine(e.Message);
            return Application.WrongUsage;
        }

        if (call.Get(config) is { } file) request = request.Over(file);
        using PreparedRun run = request.Resume is not null ? ResumedRun.Prepare(request, typed) : new NewRun(request, new GivenOptions(request.ConfigMap, request.ConfigPath ?? "", typed), call.Error.WriteLine).Prepare();
        if (call.Get(saveConfig) is { } save) run.Config.Save(save);
        RunOutput.PrintBefore(call.Error, run);
        RunOutcome outcome = RunAction.Do(call, run, call.Get(log), call.Get(events));
        using Model? kept = ReferenceEquals(outcome.Model.Parameters, run.Model.Parameters) ? null : outcome.Model;
        RunOutput.PrintBad(call.Error, outcome.Result.BadPictures);
        if (call.Get(json)) RunOutput.PrintJson(call.Out, outcome);
        else RunOutput.Print(call.Out, outcome);
        return 0;
    }

    private RunRequest Request(Call call, TransferLines transfer) => new()
    {
        Data = call.Get(data) ?? call.Get(dataOption),
        Task = call.Get(task) is { } name ? TaskOf(name) : null,
        Masks = call.Get(mask.Masks),
        ClassNames = call.Get(mask.Classes),
        Only = MaskArguments.NamesOf(call.Get(mask.Only)),
        Validation = call.Get(validation) is { } share ? Share(share) : null,
        Network = call.Get(network),
        StartFrom = call.Get(from),
        Preprocessing = call.Get(preprocessing),
        Offline = call.Get(offline),
        Progress = transfer,
        Stop = () => call.Stop,
        ReplaceHead = call.Get(replaceHead),
        Input = call.Get(size),
        AuxiliaryHeads = call.Get(auxiliary) ?? true,
        Out = call.Get(output),
        Resume = call.Get(resume),
        Folder = call.Get(folder),
        Checkpoints = call.Get(checkpoints),
        CheckpointSteps = call.Get(checkpointSteps),
        CheckpointMinutes = call.Get(checkpointMinutes),
    };

    private void Require(RunRequest request, Call call)
    {
        if (request.Data is null && request.Resume is null && !call.Has(config))
            throw RunRequest.NoPictures;
        if (call.Get(data) is not null && call.Has(dataOption))
            throw new PointwiseException("--data", "two data sets", "FOLDER|FILE or --data", "both", "leave one out");
        if (request.ReplaceHead && request.StartFrom is null && !call.Has(config))
            throw new PointwiseException("--replace-head", "no model whose classifiers to make anew", "--from MODEL", "none", "name the model by --from");
        if (request.Resume is null) return;
        foreach (Option option in (Option[])[task, .. mask.Options, network, size, from, preprocessing, replaceHead, auxiliary, folder, checkpoints, config])
        {
            if (call.Has(option))
                throw new PointwiseException(option.Name, "a run goes on as it was begun", "--resume without it", $"--resume and {option.Name}", "leave it out, or begin a new run");
        }
    }

    private static ModelTask TaskOf(string text) => RunConfig.Tasks.TryGetValue(text, out ModelTask task) ? task
        : throw new PointwiseException("--task", "no such task", string.Join(" or ", RunConfig.Tasks.Keys), text, $"{NearestName.Suggestion(text, RunConfig.Tasks.Keys)}name one of these");

    private static double Share(string text)
    {
        bool percent = text.EndsWith('%');
        bool good = double.TryParse(percent ? text[..^1] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        value = percent ? value / 100 : value;
        if (good && value is >= 0 and < 1) return value;
        throw new PointwiseException("--validation", "out of range", "a share from 0 to below 1, as 0.1 or 10%", text, "keep 0.1 or 0.2 of the training pictures apart, or 0 for none");
    }

    private static Shape? Size(ArgumentResult result)
    {
        string[] parts = result.Tokens[0].Value.Split('x', 'X');
        int[] extents = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int extent) ? extent : 0)];
        if (extents.Length is >= 1 and <= 3 && extents.All(e => e is >= 1 and <= 65_535))
            return new Shape(1, extents.Length == 3 ? extents[2] : 0, extents[0], extents.Length > 1 ? extents[1] : extents[0]);
        result.AddError($"'{result.Tokens[0].Value}' is no size; expected pixels as 96, height x width as 96x128, or with channels as 96x128x3");
        return null;
    }
}
