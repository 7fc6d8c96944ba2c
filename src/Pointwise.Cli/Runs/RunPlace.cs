using Pointwise.Training.Checkpoints;
using Pointwise.Training.Logs;

namespace Pointwise.Cli.Runs;

/// <summary>Where a run writes.</summary>
/// <param name="Model">The model file.</param>
/// <param name="Checkpoints">The folder of last.safetensors and best.safetensors.</param>
/// <param name="Folder">The run's folder, with its log and event file too; null where it has none.</param>
/// <param name="IsPassing">Whether the checkpoints' folder goes once the model is written: nobody asked for it.</param>
internal sealed record RunPlace(string Model, string Checkpoints, string? Folder, bool IsPassing)
{
    /// <summary>The usual file's name of a run's options.</summary>
    public const string ConfigName = "run.yaml";

    private const string PassingEnding = ".run", ModelName = "model.safetensors";

    /// <summary>The options beside the checkpoints.</summary>
    public string Config => ConfigIn(Checkpoints);

    /// <summary>The options of a run by its checkpoints' folder.</summary>
    public static string ConfigIn(string folder) => Path.Combine(folder, ConfigName);

    /// <summary>Where a new run writes.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="output">--out.</param>
    /// <param name="folder">--run.</param>
    /// <param name="checkpoints">--checkpoints.</param>
    public static RunPlace Of(string network, string? output, string? folder, string? checkpoints)
    {
        string model = output ?? (folder is not null ? Path.Combine(folder, ModelName) : $"{network}.safetensors");
        return new RunPlace(model, checkpoints ?? folder ?? PassingFolder(model), folder, checkpoints is null && folder is null);
    }

    /// <summary>Where a run that goes on writes: as before.</summary>
    /// <param name="checkpoint">The checkpoint's file.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="begun">The model file that the run was begun for; null where that is not known.</param>
    /// <param name="output">--out.</param>
    public static RunPlace OfResumed(string checkpoint, string network, string? begun, string? output)
    {
        string folder = Path.GetDirectoryName(checkpoint) is { Length: > 0 } directory ? directory : ".";
        bool isRun = File.Exists(Path.Combine(folder, TrainingLog.Name));
        string model = output ?? begun ?? (isRun ? Path.Combine(folder, ModelName) : $"{network}.safetensors");
        return new RunPlace(model, folder, isRun ? folder : null, !isRun && begun is not null && IsSame(folder, PassingFolder(begun)));
    }

    /// <summary>Refuses places where a file would be lost, before anything is trained.</summary>
    /// <exception cref="PointwiseException">The model's folder does not exist, or a run lies where this one is to be saved.</exception>
    public void Require(bool isResumed)
    {
        string? parent = Path.GetDirectoryName(Path.GetFullPath(Model));
        if (parent is not null && !Directory.Exists(parent) && (Folder is null || !IsSame(parent, Folder)))
            throw new PointwiseException($"--out {Model}", "no such folder", "a folder that exists", parent, "make the folder, or write elsewhere");
        if (Directory.Exists(Model)) throw new PointwiseException($"--out {Model}", "a folder", "a file to write", "a folder", "name a file in it");
        var policy = new CheckpointPolicy(Checkpoints);
        string? there = isResumed ? null : File.Exists(policy.Last) ? policy.Last : File.Exists(policy.Best) ? policy.Best : null;
        if (there is not null)
        {
            throw new PointwiseException(Checkpoints, IsPassing ? "an unfinished run lies here" : "a run lies here already", "a folder without a run", there,
                $"go on with it by {Application.Name} train --resume {Quoted(Checkpoints)}, delete it, or name another folder by --run");
        }
    }

    /// <summary>Takes away what nobody asked for, once the model is written.</summary>
    public void Finish()
    {
        if (!IsPassing) return;
        var policy = new CheckpointPolicy(Checkpoints);
        foreach (string file in (string[])[policy.Last, policy.Best, Config]) File.Delete(file);
        if (!Directory.EnumerateFileSystemEntries(Checkpoints).Any()) Directory.Delete(Checkpoints);
    }

    /// <summary>A path as it is typed.</summary>
    public static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    private static string PassingFolder(string model) => Path.ChangeExtension(model, null) + PassingEnding;

    private static bool IsSame(string one, string other) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(one)) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(other));
}
