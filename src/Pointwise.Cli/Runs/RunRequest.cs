using System.Collections.Immutable;
using Pointwise.Architectures;
using Pointwise.Downloads;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Training.Config;

namespace Pointwise.Cli.Runs;

/// <summary>What was asked for, typed or by a file; what is null was not said.</summary>
internal sealed record RunRequest
{
    /// <summary>That nothing names the pictures.</summary>
    public static PointwiseException NoPictures => new($"{Application.Name} train", "no pictures to learn from", "FOLDER|FILE, data: in the file of --config, or --resume FOLDER", "none of them",
        $"name the folder; {Application.Name} train --help shows how it is called");

    /// <summary>The pictures' folder or file.</summary>
    public string? Data { get; init; }

    /// <summary>What is learnt of the pictures; null for what their folder holds.</summary>
    public ModelTask? Task { get; init; }

    /// <summary>The masks' folder, where it is not found by its name.</summary>
    public string? Masks { get; init; }

    /// <summary>The file of the classes' names for masks, where it does not lie in the pictures' folder.</summary>
    public string? ClassNames { get; init; }

    /// <summary>The classes of masks that stay, all others being joined; empty for all.</summary>
    public ImmutableArray<string> Only { get; init => field = value.IsDefault ? [] : value; } = [];

    public double? Validation { get; init; }

    public string? Network { get; init; }

    public string? StartFrom { get; init; }

    /// <summary>What is done to pictures where the model to start from does not say it: a word or a file.</summary>
    public string? Preprocessing { get; init; }

    /// <summary>Whether nothing may be fetched.</summary>
    public bool Offline { get; init; }

    /// <summary>Is told how far a transfer is.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Stops a transfer; what came so far stays for the next time.</summary>
    public Func<CancellationToken> Stop { get; init; } = () => CancellationToken.None;

    public bool ReplaceHead { get; init; }

    /// <summary>The network's input; of channels 0 where only its sides were said.</summary>
    public Shape? Input { get; init; }

    public bool AuxiliaryHeads { get; init; } = true;

    public string? Out { get; init; }

    /// <summary>A run's folder or checkpoint to go on from.</summary>
    public string? Resume { get; init; }

    public string? Folder { get; init; }

    public string? Checkpoints { get; init; }

    public int? CheckpointSteps { get; init; }

    public double? CheckpointMinutes { get; init; }

    /// <summary>The file that says what was not typed; null for none.</summary>
    public string? ConfigPath { get; private init; }

    /// <summary>The training options of that file.</summary>
    public YamlMap? ConfigMap { get; private init; }

    /// <summary>What a file says where nothing was typed.</summary>
    /// <exception cref="PointwiseException">It cannot be read, or is wrong; path and line are told.</exception>
    public RunRequest Over(string path)
    {
        RunConfig config = RunConfig.Read(path);
        var map = (YamlMap)YamlReader.Read(YamlFileBytes.Read(path, "run"), path, "run");
        bool saysSaves = map.Entries.ContainsKey("checkpoints");
        return this with
        {
            Data = Data ?? config.Data,
            Task = Task ?? config.Task,
            Masks = Masks ?? config.Masks,
            ClassNames = ClassNames ?? config.ClassNames,
            Only = Only.IsEmpty ? config.Only : Only,
            Validation = Validation ?? config.Validation,
            Network = Network ?? (map.Entries.ContainsKey("network") && StartFrom is null ? config.Network : null),
            StartFrom = StartFrom ?? (Network is null ? config.StartFrom : null),
            Preprocessing = Preprocessing ?? (StartFrom is null && Network is null ? config.Preprocessing : null),
            ReplaceHead = ReplaceHead || (config.ReplaceHead && Network is null),
            Input = Input ?? config.Input,
            AuxiliaryHeads = AuxiliaryHeads && config.AuxiliaryHeads,
            Out = Out ?? (Folder is null ? config.Out : null),
            CheckpointSteps = CheckpointSteps ?? (saysSaves ? config.CheckpointSteps : null),
            CheckpointMinutes = CheckpointMinutes ?? (saysSaves ? config.CheckpointEvery.TotalMinutes : null),
            ConfigPath = path,
            ConfigMap = map,
        };
    }

    /// <summary>The run as a file says it.</summary>
    public RunConfig Config
    {
        get
        {
            var usual = new RunConfig();
            return new RunConfig
            {
                Data = Data, Task = Task, Masks = Masks, ClassNames = ClassNames, Only = Only, Validation = Validation, StartFrom = StartFrom, Preprocessing = Preprocessing, ReplaceHead = ReplaceHead, Input = Input, AuxiliaryHeads = AuxiliaryHeads,
                CheckpointSteps = CheckpointSteps ?? usual.CheckpointSteps,
                CheckpointEvery = CheckpointMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : usual.CheckpointEvery,
            };
        }
    }
}
