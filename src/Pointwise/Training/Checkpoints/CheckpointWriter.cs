using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Tensors;
using Pointwise.Training.Config;

namespace Pointwise.Training.Checkpoints;

/// <summary>
/// A run as one file: a model file that any reader opens, with the run's state and options in its metadata and its other tensors beside the
/// model's. The same run at the same step gives the same bytes.
/// </summary>
internal static class CheckpointWriter
{
    public const string StateKey = "pointwise.training";
    public const string OptionsKey = "pointwise.training.options";

    /// <summary>What the optimiser remembers: conv1.weight.velocity under this prefix.</summary>
    public const string RememberedPrefix = ModelFile.BesideModel + "optimiser/";

    /// <summary>The weights themselves, where the model's own are their average.</summary>
    public const string ValuePrefix = ModelFile.BesideModel + "values/";

    public static SafetensorsWriter Write(TrainingRun run, RunSnapshot snapshot, TrainingHistory history)
    {
        SafetensorsWriter writer = ModelFile.Write(snapshot.Answering with { Provenance = Account.Of(run, history) });
        writer.Metadata(StateKey, snapshot.State.Write());
        writer.Metadata(OptionsKey, YamlWriter.Write(TrainingOptionsText.Write(run.Options)));
        foreach ((string name, Tensor tensor) in snapshot.Remembered) writer.Add(RememberedPrefix + name, tensor);
        if (snapshot.Values is not { } values) return writer;
        foreach (string name in values.Names) writer.Add(ValuePrefix + name, values[name]);
        return writer;
    }
}
