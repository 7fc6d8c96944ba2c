using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Data.Masks;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Training;
using Pointwise.Training.Config;
using Pointwise.Training.Defaults;
using Pointwise.Training.Optimisers;
using Pointwise.Zoo;

namespace Pointwise.Cli.Runs;

/// <summary>Prepares a run from its beginning: what nobody said is chosen by the pictures.</summary>
internal sealed class NewRun
{
    private readonly RunRequest request;
    private readonly GivenOptions given;
    private readonly Action<string> tell;

    /// <param name="request">What was asked for.</param>
    /// <param name="given">The training options that were given.</param>
    /// <param name="tell">Takes lines for people.</param>
    public NewRun(RunRequest request, GivenOptions given, Action<string> tell) => (this.request, this.given, this.tell) = (request, given, tell);

    /// <summary>Opens the pictures and makes the model.</summary>
    /// <exception cref="PointwiseException">Something of it is not possible.</exception>
    public PreparedRun Prepare()
    {
        string data = request.Data ?? throw RunRequest.NoPictures;
        // a wrong network is told before many pictures are looked at
        MaskSetOptions? masks = request.Config.MasksOf(data);
        Architecture? named = request.Network is { } network && (request.StartFrom is null || masks is not null) ? ArchitectureCatalog.GetOrRead(network) : null;
        PartUse parts = PartUse.Of(data, request.Validation, masks);
        OnBadPicture bad = given.Read().OnBadPicture;
        DataTraits traits = DataTraits.Of(parts.Train, bad);
        UsualTraining usual = masks is null ? UsualTraining.For(traits) : UsualTraining.ForMasks(traits);
        if (request.StartFrom is { } start && parts.Train is IMaskSet pictures) return FromTrained(start, named, pictures, parts, traits, usual);
        return request.StartFrom is { } file ? FromModel(file, parts, traits, usual) : FromNetwork(named ?? ArchitectureCatalog.Get(usual.Network.Value), parts, traits, usual);
    }

    private PreparedRun FromNetwork(Architecture architecture, PartUse parts, DataTraits traits, UsualTraining usual)
    {
        RunPlace place = Place(architecture.Name);
        (TrainingOptions options, Func<string, string> why) = Options(parts, traits, usual, (optimiser, batch) => parts.Train is IMaskSet ? UsualTraining.RateForMasks(architecture.LearningRate, optimiser) : UsualTraining.Rate(architecture.LearningRate, optimiser, batch));
        (Shape input, string whyInput) = InputFor(architecture, parts.Train.Classes.Length, usual);
        if (traits.Kind == PictureKind.Photographs) tell("looks at the pictures' colours first");
        Model model = NewModel.For(architecture, parts.Train, options.Seed, request.AuxiliaryHeads, input, options.OnBadPicture);
        var choices = new ChoiceTable();
        choices.Add("network", architecture.Name, request.Network is null ? usual.Network.Why : Source);
        choices.Add("input", ChoiceTable.Size(input), whyInput);
        choices.Add(options, why);
        RunConfig config = request.Config with { Network = request.Network ?? architecture.Name, Input = input, Out = request.Out ?? (place.IsPassing ? place.Model : null), Training = options };
        return Prepared(model, parts, options, config, place, choices);
    }

    /// <summary>For masks: a network on the layers of a trained one; or, where that is a network of segmentation and no other is named, that one itself.</summary>
    private PreparedRun FromTrained(string file, Architecture? named, IMaskSet pictures, PartUse parts, DataTraits traits, UsualTraining usual)
    {
        OpenedModel opened = Opened(file, network: null, tells: false);
        using Model trained = opened.Model;
        bool isSegmenting = trained.Task == ModelTask.Segmentation;
        if (isSegmenting && named is null && !request.ReplaceHead) return FromModel(file, trained, parts, traits, usual);
        if (named is null && (!isSegmenting || !ArchitectureCatalog.TryGet(trained.Graph.Name, out named)))
            throw new PointwiseException($"--from {file}", "which network is to be built on it is not said", "--network with a network of segmentation", trained.Graph.Name, "add --network fcn8s-googlenet, fcn8s-vgg16 or fcn8s-inception-v3, whichever these weights belong to");
        RunPlace place = Place(named.Name);
        (TrainingOptions options, Func<string, string> why) = Options(parts, traits, usual, (optimiser, _) => UsualTraining.RateForMasks(named.LearningRate, optimiser));
        Shape input = InputOr(usual.Input.Value);
        Model model = NewModel.On(named, pictures, opened.PreprocessingIsKnown ? trained : trained with { Preprocessing = named.PreprocessingFor(input) }, options.Seed, input);
        var choices = new ChoiceTable();
        choices.Add("network", named.Name, $"on the layers of {file}");
        choices.Add("input", ChoiceTable.Size(input), request.Input is null ? usual.Input.Why : Source);
        choices.Add(options, why);
        RunConfig config = request.Config with { Network = named.Name, Input = input, Out = request.Out ?? (place.IsPassing ? place.Model : null), Training = options };
        return Prepared(model, parts, options, config, place, choices);
    }

    private PreparedRun FromModel(string file, PartUse parts, DataTraits traits, UsualTraining usual)
    {
        using Model trained = Open(file, request.Network);
        return FromModel(file, trained, parts, traits, usual);
    }

    private PreparedRun FromModel(string file, Model trained, PartUse parts, DataTraits traits, UsualTraining usual)
    {
        RunPlace place = Place(trained.Graph.Name);
        (TrainingOptions options, Func<string, string> why) = Options(parts, traits, usual, (optimiser, batch) => parts.Train is IMaskSet ? UsualTraining.RateForMasks(UsualTraining.RateOfTrained, optimiser) : UsualTraining.FineTuningRate(optimiser, batch));
        Model model = new StartingModel(file, trained).For(parts.Train, request, InputOr(trained.Graph.Input.Shape), options.Seed);
        var choices = new ChoiceTable();
        choices.Add("network", trained.Graph.Name, $"from {file}{(request.ReplaceHead ? ", classifiers made anew" : "")}");
        choices.Add("input", ChoiceTable.Size(model.Graph.Input.Shape), request.Input is null ? "the model's" : Source);
        choices.Add(options, why);
        RunConfig config = request.Config with { Network = trained.Graph.Name, Input = request.Input is null ? null : model.Graph.Input.Shape, Out = request.Out ?? (place.IsPassing ? place.Model : null), Training = options };
        return Prepared(model, parts, options, config, place, choices);
    }

    private Model Open(string file, string? network) => Opened(file, network, tells: true).Model;

    private OpenedModel Opened(string file, string? network, bool tells)
    {
        var options = new ModelOptions { Network = network, PreprocessingName = request.Preprocessing, Tell = tell, Progress = request.Progress };
        OpenedModel opened = Models.OpenFile(file, request.Offline ? options with { Offline = true } : options, ZooCatalog.TryGet(file, out _) ? request.Stop() : default);
        if (!opened.PreprocessingIsKnown && tells) tell($"{file} does not say what is done to pictures; taken as 0 to 1, red first: --preprocessing names another");
        return opened;
    }

    private string Source => request.ConfigPath ?? "as given";

    /// <summary>What was asked for, else what suits the pictures, else the network's own size where it takes no smaller one.</summary>
    private (Shape Input, string Why) InputFor(Architecture architecture, int classes, UsualTraining usual)
    {
        if (request.Input is not null) return (InputOr(usual.Input.Value), Source);
        Shape suiting = usual.Input.Value, own = architecture.InputShape;
        if (own.H <= suiting.H && own.W <= suiting.W) return (suiting, usual.Input.Why);
        try
        {
            _ = architecture.Build(suiting, classes, request.AuxiliaryHeads);
            return (suiting, usual.Input.Why);
        }
        catch (PointwiseException)
        {
            return (new Shape(1, suiting.C, own.H, own.W), $"the network's own: {ChoiceTable.Size(suiting)}, which would suit the pictures, is too small for it");
        }
    }

    private RunPlace Place(string network)
    {
        RunPlace place = RunPlace.Of(network, request.Out, request.Folder, request.Checkpoints);
        place.Require(isResumed: false);
        return place;
    }

    private Shape InputOr(Shape usual) => request.Input is not { } asked ? usual.WithBatch(1) : asked.C > 0 ? asked : new Shape(1, usual.C, asked.H, asked.W);

    private (TrainingOptions Options, Func<string, string> Why) Options(PartUse parts, DataTraits traits, UsualTraining usual, Func<Optimiser, int, Choice<double>> usualRate)
    {
        given.Otherwise("epochs", usual.Epochs.Value);
        given.Otherwise("batch", usual.Batch.Value);
        given.Otherwise("label smoothing", usual.LabelSmoothing.Value);
        given.Otherwise("augmentation", AugmentationText.Write(usual.Augmentation.Value));
        TrainingOptions read = given.Read();
        Choice<float> average = UsualTraining.Average(traits.Kind, (long)read.Epochs * (parts.Train.Count / read.BatchSize));
        given.Otherwise("average", average.Value);
        Choice<double> rate = default;
        TrainingOptions options = given.Read((optimiser, o) => (rate = usualRate(optimiser, o.BatchSize)).Value);
        return (options, key => given.SourceOf(key) ?? key switch
        {
            "epochs" => usual.Epochs.Why,
            "batch" => usual.Batch.Why,
            "rate" => rate.Why ?? given.SourceOf("schedule") ?? "",
            "label smoothing" => usual.LabelSmoothing.Why,
            "augmentation" => usual.Augmentation.Why,
            _ => average.Why,
        });
    }

    private static PreparedRun Prepared(Model model, PartUse parts, TrainingOptions options, RunConfig config, RunPlace place, ChoiceTable choices)
    {
        var run = new TrainingRun(model, parts.Train, options) { Validation = parts.EachEpoch, Checkpoints = config.CheckpointsIn(place.Checkpoints) };
        return new PreparedRun(run, parts, config, place, choices, null);
    }
}
