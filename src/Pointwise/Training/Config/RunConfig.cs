using System.Collections.Immutable;
using System.Text;
using Pointwise.Architectures;
using Pointwise.Data.Masks;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Training.Checkpoints;
using Pointwise.Training.Optimisers;

namespace Pointwise.Training.Config;

/// <summary>A whole run as a file, run.yaml: which network, and how it is trained. What is not written is as where nothing is said.</summary>
public sealed record RunConfig
{
    internal static readonly OrderedDictionary<string, ModelTask> Tasks = new(StringComparer.Ordinal)
    {
        ["classification"] = ModelTask.Classification, ["segmentation"] = ModelTask.Segmentation,
    };

    private const int MostSteps = 1_000_000_000;
    private static readonly ImmutableArray<string> Keys = ["data", "task", "masks", "class names", "only", "validation", "network", "start from", "preprocessing", "replace head", "input", "auxiliary heads", "out", "checkpoints"];

    /// <summary>The pictures' folder or file; null where it is given otherwise.</summary>
    public string? Data { get; init; }

    /// <summary>What is learnt of the pictures; null for what their folder holds.</summary>
    public ModelTask? Task { get; init; }

    /// <summary>The masks' folder; null where it is found by its name.</summary>
    public string? Masks { get; init; }

    /// <summary>The file of the classes' names for masks; null where it lies in the pictures' folder.</summary>
    public string? ClassNames { get; init; }

    /// <summary>The classes of masks that stay as they are while all others are joined to one; empty for all.</summary>
    public ImmutableArray<string> Only { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>
    /// Share of the training pictures, 0 to below 1, that is kept apart and scored after every epoch, so that the best weights can be chosen;
    /// null for none of them.
    /// </summary>
    public double? Validation { get; init; }

    /// <summary>A network of the catalog, or the path of a network file.</summary>
    public string Network { get; init; } = "tiny-inception";

    /// <summary>A published model's name or a file whose weights training starts from; null for weights drawn from the seed.</summary>
    public string? StartFrom { get; init; }

    /// <summary>What is done to pictures where the file of <see cref="StartFrom"/> does not say it: a word, or the path of a file; null for what it says.</summary>
    public string? Preprocessing { get; init; }

    /// <summary>Whether the classifiers of <see cref="StartFrom"/> are made anew for the classes of the pictures.</summary>
    public bool ReplaceHead { get; init; }

    /// <summary>The network's input, [1,C,H,W]; null for the size of the pictures.</summary>
    public Shape? Input { get; init; }

    /// <summary>Whether auxiliary classifiers are built, where the network has some.</summary>
    public bool AuxiliaryHeads { get; init; } = true;

    /// <summary>How it is trained.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>The model file that is written; null where it is given otherwise.</summary>
    public string? Out { get; init; }

    /// <summary>Steps from one save to the next within an epoch; 0 for none by number.</summary>
    public int CheckpointSteps { get; init; }

    /// <summary>Time from one save to the next within an epoch; zero for none by time.</summary>
    public TimeSpan CheckpointEvery { get; init; } = new CheckpointPolicy("").Every;

    /// <summary>When and where the run is saved.</summary>
    /// <param name="folder">The run's folder.</param>
    public CheckpointPolicy CheckpointsIn(string folder) => new(folder) { EverySteps = CheckpointSteps, Every = CheckpointEvery };

    /// <summary>Where the masks and their classes of a data set are found; null where its pictures have one class each.</summary>
    /// <param name="data">The data set's path.</param>
    public MaskSetOptions? MasksOf(string data)
    {
        bool areMasks = Task is { } task ? task == ModelTask.Segmentation : Masks is not null || MaskSets.Recognises(data);
        return areMasks ? new MaskSetOptions { Masks = Masks, Classes = ClassNames, Only = Only } : null;
    }

    /// <summary>Whether another run is told the same.</summary>
    /// <param name="other">The other run.</param>
    public bool Equals(RunConfig? other) => other is not null && Write() == other.Write();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Data, Network, StartFrom, Out, Training);

    /// <summary>Reads a run's file.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="PointwiseException">It cannot be read, or is wrong; path and line are told.</exception>
    public static RunConfig Read(string path) => Parse(YamlFileBytes.Read(path, "run"), path);

    /// <summary>Reads a run from a file's text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="path">What errors call it.</param>
    /// <exception cref="PointwiseException">The text is wrong; the line is told.</exception>
    public static RunConfig Parse(string text, string path)
    {
        var usual = new RunConfig();
        Fields f = new Fields(YamlReader.Read(text, path, "run"), path, "the file").Only([.. Keys, .. TrainingOptionsText.Keys]);
        string network = f.Text("network", usual.Network);
        Fields? saves = f.Has("checkpoints") ? f.Inner("checkpoints").Only("every steps", "every minutes") : null;
        return new RunConfig
        {
            Data = f.Has("data") ? f.Text("data") : null,
            Task = f.Has("task") ? f.Choice("task", Tasks) : null,
            Masks = f.Has("masks") ? f.Text("masks") : null,
            ClassNames = f.Has("class names") ? f.Text("class names") : null,
            Only = [.. f.Words("only")],
            Validation = f.Has("validation") ? f.Number("validation", 0, 1, 0) : null,
            Network = network,
            StartFrom = f.Has("start from") ? f.Text("start from") : null,
            Preprocessing = f.Has("preprocessing") ? f.Text("preprocessing") : null,
            ReplaceHead = f.Flag("replace head", usual.ReplaceHead),
            Out = f.Has("out") ? f.Text("out") : null,
            Input = f.Has("input") ? f.Picture("input") : null,
            AuxiliaryHeads = f.Flag("auxiliary heads", usual.AuxiliaryHeads),
            Training = TrainingOptionsText.Read(f, closed: false, optimiser => RateOf(network, optimiser)),
            CheckpointSteps = saves?.Integer("every steps", 0, MostSteps, 0) ?? 0,
            CheckpointEvery = TimeSpan.FromMinutes(saves?.Number("every minutes", 0, 100_000, usual.CheckpointEvery.TotalMinutes) ?? usual.CheckpointEvery.TotalMinutes),
        };
    }

    /// <summary>The file's text, every option written out; reading it gives an equal run.</summary>
    public string Write()
    {
        var map = new YamlMapBuilder();
        if (Data is not null) map.Add("data", Data);
        if (Task is { } task) map.Add("task", Tasks.First(t => t.Value == task).Key);
        if (Masks is not null) map.Add("masks", Masks);
        if (ClassNames is not null) map.Add("class names", ClassNames);
        if (Only.Length > 0) map.Add("only", Only);
        if (Validation is { } share) map.Add("validation", share);
        map.Add("network", Network);
        if (StartFrom is not null) map.Add("start from", StartFrom);
        if (Preprocessing is not null) map.Add("preprocessing", Preprocessing);
        if (ReplaceHead) map.Add("replace head", ReplaceHead);
        if (Input is { } shape) map.Add("input", $"{shape.H}x{shape.W}x{shape.C}");
        map.Add("auxiliary heads", AuxiliaryHeads);
        if (Out is not null) map.Add("out", Out);
        YamlMap options = TrainingOptionsText.Write(Training);
        foreach (YamlText key in options.Keys) map.Add(key.Value, options.Entries[key.Value]);
        map.Add("checkpoints", new YamlMapBuilder().Add("every steps", CheckpointSteps).Add("every minutes", CheckpointEvery.TotalMinutes).Build());
        return YamlWriter.Write(map.Build());
    }

    /// <summary>Writes the file, as a whole or not at all.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="PointwiseException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(Write())));

    /// <summary>The rate of a schedule that names none: the network's own for SGD, else the optimiser's usual one.</summary>
    private static double RateOf(string network, Optimiser optimiser) =>
        optimiser is Sgd && ArchitectureCatalog.Names.Contains(network) ? ArchitectureCatalog.Get(network).LearningRate : optimiser.UsualRate;
}
