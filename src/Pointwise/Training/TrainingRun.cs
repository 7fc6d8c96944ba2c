using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Training.Checkpoints;
using Pointwise.Training.Config;

namespace Pointwise.Training;

/// <summary>All that a training run is told: a plain value, done by <see cref="TrainingLoop"/>.</summary>
/// <param name="Model">Where it starts; its tensors are moved in place.</param>
/// <param name="Data">The pictures to learn from, with classes or with masks.</param>
/// <param name="Options">How.</param>
public sealed record TrainingRun(Model Model, IPictureSet Data, TrainingOptions Options)
{
    /// <summary>Pictures kept apart that are scored after every epoch; null for none. They change no weights.</summary>
    public IPictureSet? Validation { get; init; }

    /// <summary>Where and when the run is saved; null for not at all.</summary>
    public CheckpointPolicy? Checkpoints { get; init; }

    /// <summary>Who is told of steps and epochs. They stay the caller's.</summary>
    public ImmutableArray<ITrainingSink> Sinks { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Where the run goes on; null from its beginning.</summary>
    internal Checkpoint? From { get; init; }

    /// <summary>
    /// Goes on with a run where a checkpoint left it: the result is the same, bit for bit, as if it had never stopped. Of the options only the
    /// number of epochs may change, upward (a schedule that spans all epochs then follows the new length), and the threads.
    /// </summary>
    /// <param name="from">The checkpoint; it stays the caller's, and as it is. The run's model is a copy, which the caller disposes of.</param>
    /// <param name="data">The pictures it learns from.</param>
    /// <param name="options">How; null for the checkpoint's own options.</param>
    /// <exception cref="PointwiseException">An option is another than the run was begun with; it is named. Or the pictures are others.</exception>
    public static TrainingRun Resume(Checkpoint from, IPictureSet data, TrainingOptions? options = null)
    {
        if (options is null) options = from.ReadOptions();
        else OptionComparison.Require(from.Path, from.Options, TrainingOptionsText.Write(options), from.State.Epoch);
        from.State.RequireData(from.Path, data);
        return new TrainingRun(from.Model with { Parameters = from.Model.Parameters.Copy() }, data, options) { From = from };
    }
}
