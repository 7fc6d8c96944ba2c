using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Training;
using Pointwise.Training.Checkpoints;

namespace Pointwise.Cli.Runs;

/// <summary>Does a prepared run: trains, keeps the weights that scored best, scores, writes the model.</summary>
internal static class RunAction
{
    /// <summary>Does it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="run">The run.</param>
    /// <param name="log">A further log; null for none.</param>
    /// <param name="events">A further folder of event files; null for none.</param>
    /// <exception cref="OperationCanceledException">The user asked to stop; the run is saved, and how to go on is said.</exception>
    public static RunOutcome Do(Call call, PreparedRun run, string? log, string? events)
    {
        MakeFolder(run.Place.Checkpoints);
        if (run.Place.Folder is { } folder) MakeFolder(folder);
        run.Config.Save(run.Place.Config);
        var lines = new TrainingLines(call.Terminal);
        using CancellationTokenRegistration told = call.Stop.Register(() => call.Error.WriteLine($"{(call.Terminal.IsLive ? "\n" : "")}stops after this step and saves the run; a second signal stops at once"));
        try
        {
            using var sinks = new RunSinks(run.Place.Folder, log, events);
            TrainingResult result = TrainingLoop.Run(run.Run with { Sinks = sinks.All }, lines, call.Stop);
            RunOutcome outcome = Kept(run, result);
            if (run.Parts.Scored is { } scored) outcome = outcome with { Heads = Heads(outcome.Model, scored, run.Run.Options, call.Stop) };
            ModelFile.Save(outcome.Model, run.Place.Model);
            run.Place.Finish();
            return outcome;
        }
        catch (OperationCanceledException) when (call.Stop.IsCancellationRequested)
        {
            lines.End();
            TellSaved(call, run, "stopped; the run is saved in");
            throw;
        }
        catch (PointwiseException)
        {
            lines.End();
            if (File.Exists(run.Run.Checkpoints!.Last)) TellSaved(call, run, "the run, as far as it came, is saved in");
            else run.Place.Finish();
            throw;
        }
    }

    private static void TellSaved(Call call, PreparedRun run, string saved)
    {
        call.Error.WriteLine($"{saved} {run.Run.Checkpoints!.Last}");
        call.Error.WriteLine($"go on with: {Application.Name} train --resume {RunPlace.Quoted(run.Place.Checkpoints)}");
    }

    /// <summary>The weights of the best epoch where one was chosen, else those that the run left.</summary>
    private static RunOutcome Kept(PreparedRun run, TrainingResult result)
    {
        int last = result.History.Epochs.Length;
        if (result.History.Best is not { } best || best.Epoch == last || !File.Exists(run.Run.Checkpoints!.Best)) return new RunOutcome(run, result.Model, result, last, []);
        Model kept = ModelFile.Load(run.Run.Checkpoints.Best) with { AnsweringHead = result.Model.AnsweringHead };
        return new RunOutcome(run, kept, result, best.Epoch, []);
    }

    private static ImmutableArray<HeadScore> Heads(Model model, IPictureSet pictures, TrainingOptions options, CancellationToken stop) =>
        Scoring.OfHeads(model, pictures, new EvaluationOptions { Threads = options.Threads, OnBadPicture = options.OnBadPicture }, stop);

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(folder, e);
        }
    }
}
