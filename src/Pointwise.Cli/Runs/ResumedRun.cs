using Pointwise.Training;
using Pointwise.Training.Checkpoints;
using Pointwise.Training.Config;

namespace Pointwise.Cli.Runs;

/// <summary>Prepares a run that goes on from a checkpoint, with the options and pictures that it was begun with.</summary>
internal static class ResumedRun
{
    /// <summary>Reads the checkpoint, and the run's file beside it.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="typed">The training options that were typed.</param>
    /// <exception cref="PointwiseException">It cannot go on, or not so.</exception>
    public static PreparedRun Prepare(RunRequest request, IReadOnlyList<(TrainingOption Option, Architectures.YamlNode Value)> typed)
    {
        string file = FileOf(request.Resume!);
        string config = RunPlace.ConfigIn(Path.GetDirectoryName(file) ?? "");
        RunConfig begun = File.Exists(config) ? RunConfig.Read(config) : new RunConfig();
        string data = request.Data ?? begun.Data
            ?? throw new PointwiseException(file, "the run's pictures are not known", $"{RunPlace.ConfigName} beside it, or the pictures' folder", "neither", $"name the folder: {Application.Name} train FOLDER --resume {RunPlace.Quoted(request.Resume!)}");
        Checkpoint checkpoint = Checkpoint.Load(file);
        TrainingRun? run = null;
        try
        {
            PartUse parts = PartUse.Of(data, request.Validation ?? begun.Validation, begun.MasksOf(data));
            TrainingOptions options = new GivenOptions(checkpoint.Options, file, typed).Read();
            run = TrainingRun.Resume(checkpoint, parts.Train, options);
            RunPlace place = RunPlace.OfResumed(file, run.Model.Graph.Name, begun.Out, request.Out);
            place.Require(isResumed: true);
            begun = begun with
            {
                Data = data, Validation = request.Validation ?? begun.Validation, Training = options,
                CheckpointSteps = request.CheckpointSteps ?? begun.CheckpointSteps,
                CheckpointEvery = request.CheckpointMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : begun.CheckpointEvery,
            };
            run = run with { Validation = parts.EachEpoch, Checkpoints = begun.CheckpointsIn(place.Checkpoints) };
            return new PreparedRun(run, parts, begun, place, null, checkpoint);
        }
        catch
        {
            run?.Model.Dispose();
            checkpoint.Dispose();
            throw;
        }
    }

    private static string FileOf(string path)
    {
        if (!Directory.Exists(path)) return path;
        string last = new CheckpointPolicy(path).Last;
        return File.Exists(last) ? last
            : throw new PointwiseException($"--resume {path}", "no run lies here", $"{CheckpointPolicy.LastName} in it", "none", "name the run's folder or a checkpoint");
    }
}
