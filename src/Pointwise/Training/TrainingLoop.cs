using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Training.Checkpoints;

namespace Pointwise.Training;

/// <summary>
/// Trains a model on a data set: every epoch in a new order, batch by batch forward, backward, update. The same seed gives the same bits
/// on any number of threads.
/// </summary>
public static class TrainingLoop
{
    /// <summary>Moves a model's parameters, in place.</summary>
    /// <param name="model">The model; its graph's batch does not matter.</param>
    /// <param name="data">The pictures to learn from, with classes or with masks.</param>
    /// <param name="options">How.</param>
    /// <param name="validation">Pictures kept apart that are scored after every epoch; null for none. They change no weights.</param>
    /// <param name="progress">Is told after every step, on this thread.</param>
    /// <param name="stop">Stops between steps; the parameters are then those of the last whole step.</param>
    /// <returns>The model with the account of its training as its provenance.</returns>
    /// <exception cref="PointwiseException">An option is impossible, model and data do not fit, or the loss is no longer a finite number.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public static Model Run(
        Model model, IPictureSet data, TrainingOptions options, IPictureSet? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default) =>
        Run(new TrainingRun(model, data, options) { Validation = validation }, progress, stop).Model;

    /// <summary>Does a training run. Where it has checkpoints, one is written before it ends or is stopped.</summary>
    /// <param name="run">What to do; its model's parameters are moved in place.</param>
    /// <param name="progress">Is told after every step, on this thread.</param>
    /// <param name="stop">Stops between steps; the parameters are then those of the last whole step.</param>
    /// <exception cref="PointwiseException">
    /// An option is impossible, model and data do not fit, the loss is no longer a finite number, or a checkpoint cannot be written.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public static TrainingResult Run(TrainingRun run, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        using var state = new RunState(run);
        using IScoring? evaluation = run.Validation is { } apart ? Scoring.Of(Scored(run, state), apart, HowScored(run)) : null;
        CheckpointFolder? checkpoints = run.Checkpoints is { } policy ? new CheckpointFolder(policy, run, state) : null;
        foreach (ITrainingSink sink in run.Sinks) sink.Begin(state.Number);
        try
        {
            while (!state.IsFinished) Epoch(run, state, evaluation, checkpoints, progress, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            checkpoints?.SaveLast();
            throw;
        }
        finally
        {
            foreach (ITrainingSink sink in run.Sinks) sink.Flush();
        }

        state.Finish();
        ImmutableArray<HeadScore> heads = Heads(run, state.History, stop);
        string head = run.Options.AnsweringHead == TrainingOptions.BestHead ? HeadScore.Best(heads).Head : run.Options.AnsweringHead;
        Model trained = run.Model with { Provenance = Account.Of(run, state.History), AnsweringHead = head };
        return new TrainingResult(trained, state.History, heads) { BadPictures = state.BadPictures };
    }

    private static void Epoch(TrainingRun run, RunState state, IScoring? evaluation, CheckpointFolder? checkpoints, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        while (state.Done < state.Steps)
        {
            stop.ThrowIfCancellationRequested();
            StepRecord step = state.Step();
            foreach (ITrainingSink sink in run.Sinks) sink.Step(step);
            if (state.Done == state.Steps) break;
            progress?.Report(state.Meter.Progress(step.Rate, null));
            checkpoints?.SaveIfDue();
        }

        EpochSpeed? speed = state.Meter.Speed();
        Score? score = evaluation?.Run(stop);
        TrainingProgress end = state.Meter.Progress(state.Rate, score);
        (EpochRecord record, bool isBest) = state.EndEpoch(score, speed);
        foreach (ITrainingSink sink in run.Sinks) sink.Epoch(state.Number, record);
        progress?.Report(end);
        if (isBest) checkpoints?.SaveBest();
        checkpoints?.SaveLast();
    }

    private static EvaluationOptions HowScored(TrainingRun run) => new() { Threads = run.Options.Threads, OnBadPicture = run.Options.OnBadPicture };

    /// <summary>The model that is scored after every epoch: by the head that will answer, the main one where that is still to be chosen.</summary>
    private static Model Scored(TrainingRun run, RunState state) => state.Answering with
    {
        AnsweringHead = run.Options.AnsweringHead == TrainingOptions.BestHead ? run.Model.Graph.Heads[0].Name : run.Options.AnsweringHead,
    };

    /// <summary>Every head's score as the run ended; the only head of a network was scored after the last epoch already.</summary>
    private static ImmutableArray<HeadScore> Heads(TrainingRun run, TrainingHistory history, CancellationToken stop)
    {
        if (run.Validation is not { } pictures) return [];
        bool isScored = run.Model.Graph.Heads.Length == 1 && run.From is null && run.Options.AnsweringHead != Model.MeanHead && history.Epochs[^1].Validation is not null;
        return isScored
            ? [new HeadScore(run.Model.Graph.Heads[0].Name, history.Epochs[^1].Validation!)]
            : Scoring.OfHeads(run.Model, pictures, HowScored(run), stop);
    }
}
