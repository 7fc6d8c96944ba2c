using System.Text;
using Pointwise.Architectures;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Training.Config;

namespace Pointwise.Training.Checkpoints;

/// <summary>A saved run, read from its file: a model to be used as it is, and all that is needed to go on with its training.</summary>
public sealed class Checkpoint : IDisposable
{
    private readonly Parameters beside;

    private Checkpoint(string path, Model model, Parameters beside, CheckpointState state, YamlMap options)
    {
        (Path, Model, this.beside, State, Options) = (path, model, beside, state, options);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The model as it answered at that moment: with the average of its weights where the run has one.</summary>
    public Model Model { get; }

    /// <summary>Epochs that were done.</summary>
    public int Epochs => State.Epoch;

    /// <summary>Steps of the running epoch that were done.</summary>
    public int StepsOfEpoch => State.Done;

    internal CheckpointState State { get; }

    internal YamlMap Options { get; }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How much of it is believed; null for the defaults.</param>
    /// <exception cref="PointwiseException">It cannot be read, or is no checkpoint; a model file without a run's state is none.</exception>
    public static Checkpoint Load(string path, Limits? limits = null)
    {
        limits ??= Limits.Default;
        using SafetensorsFile file = SafetensorsFile.Open(path, limits);
        Model model = ModelFile.Read(file, limits);
        Parameters? beside = null;
        try
        {
            CheckpointState state = CheckpointState.Read(Text(file, CheckpointWriter.StateKey, limits), $"{path}: {CheckpointWriter.StateKey}", limits);
            string where = $"{path}: {CheckpointWriter.OptionsKey}";
            YamlNode options = YamlReader.Read(Text(file, CheckpointWriter.OptionsKey, limits), where, "run");
            beside = file.ReadParameters(wanted: name => name.StartsWith(ModelFile.BesideModel, StringComparison.Ordinal));
            if (options is not YamlMap map) throw new PointwiseException(where, "no options", "a mapping", options.Kind, "use another checkpoint: this one is damaged");
            return new Checkpoint(path, model, beside, state, map);
        }
        catch
        {
            model.Dispose();
            beside?.Dispose();
            throw;
        }
    }

    /// <summary>The options of the run.</summary>
    /// <exception cref="PointwiseException">They are no valid options, or hold something that a file cannot say, as a schedule of one's own.</exception>
    public TrainingOptions ReadOptions() => TrainingOptionsText.Read(new Fields(Options, $"{Path}: {CheckpointWriter.OptionsKey}", "the options"), closed: true);

    /// <summary>Gives the memory of its tensors back.</summary>
    public void Dispose()
    {
        Model.Dispose();
        beside.Dispose();
    }

    /// <summary>What the optimiser remembered.</summary>
    internal Tensor Remembered(string name, Shape shape) => Beside(CheckpointWriter.RememberedPrefix + name, shape);

    /// <summary>The weights themselves, where the model holds their average.</summary>
    internal Tensor Value(string name, Shape shape) => Beside(CheckpointWriter.ValuePrefix + name, shape);

    private Tensor Beside(string name, Shape shape)
    {
        if (!beside.TryGet(name, out Tensor? tensor)) throw Damaged(name, $"a tensor of {shape}", "none");
        return tensor.Shape == shape ? tensor : throw Damaged(name, $"{shape}", $"{tensor.Shape}");
    }

    private PointwiseException Damaged(string name, string expected, string found) =>
        new($"{Path}: {name}", "what the run needs to go on is not there", expected, found, "use another checkpoint: this one is damaged");

    private static string Text(SafetensorsFile file, string key, Limits limits)
    {
        if (!file.Metadata.TryGetValue(key, out string? text))
            throw new PointwiseException(file.Path, "a model, but no checkpoint", $"{key} in its metadata", "no state of a run", "name last.safetensors or best.safetensors of a run's folder");
        return Encoding.UTF8.GetByteCount(text) <= limits.TextBytes ? text
            : throw new PointwiseException(file.Path, $"{key} is too long", $"at most {limits.TextBytes} bytes (limit {nameof(Limits.TextBytes)})", $"{Encoding.UTF8.GetByteCount(text)}", "use another checkpoint: this one is damaged");
    }
}
