using System.Collections.Immutable;
using System.Globalization;
using Pointwise.Costs;
using Pointwise.Data;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Training;

namespace Pointwise.Cli.Runs;

/// <summary>What a finished run came to.</summary>
/// <param name="Run">What was done.</param>
/// <param name="Model">The model that was written.</param>
/// <param name="Result">How it went.</param>
/// <param name="Epoch">The epoch, from 1, whose weights the model has.</param>
/// <param name="Heads">The score of every head; empty where no pictures are scored.</param>
internal sealed record RunOutcome(PreparedRun Run, Model Model, TrainingResult Result, int Epoch, ImmutableArray<HeadScore> Heads)
{
    /// <summary>The score of the head that answers; null where no pictures are scored.</summary>
    public Score? Score => Heads.FirstOrDefault(h => h.Head == Model.AnsweringHead)?.Score;
}

/// <summary>How a finished run is printed.</summary>
internal static class RunOutput
{
    private const int Shown = 10;

    /// <summary>A few lines for people.</summary>
    public static void Print(TextWriter output, RunOutcome outcome)
    {
        PreparedRun run = outcome.Run;
        if (outcome.Score is { } score)
        {
            output.WriteLine(ScoreOutput.Line(run.Parts.Name, score));
            if (outcome.Heads.Length > 1)
            {
                foreach (HeadScore head in outcome.Heads) output.WriteLine(ScoreOutput.Line($"  {head.Head}", head.Score));
                output.WriteLine($"answers: {outcome.Model.AnsweringHead}");
            }
        }

        int epochs = outcome.Result.History.Epochs.Length;
        if (run.Parts.EachEpoch is not null)
            output.WriteLine($"weights: of epoch {outcome.Epoch} of {epochs}, which scored best{(run.Parts.AtEnd is null ? "; the score is of the pictures that they were chosen on" : "")}");
        output.WriteLine($"written: {run.Place.Model}");
    }

    /// <summary>Pictures that were passed over, on standard error.</summary>
    public static void PrintBad(TextWriter error, ImmutableArray<BadPicture> bad)
    {
        if (bad.IsEmpty) return;
        error.WriteLine($"passed over {Figures.Exact(bad.Length)} {(bad.Length == 1 ? "picture" : "pictures")} that cannot be read:");
        foreach (BadPicture picture in bad.Take(Shown)) error.WriteLine($"  {picture.Name}: {picture.Error.Problem}; {picture.Error.Found}");
        if (bad.Length > Shown) error.WriteLine($"  and {Figures.Exact(bad.Length - Shown)} more; pointwise data check lists them all");
    }

    /// <summary>One object for programs.</summary>
    public static void PrintJson(TextWriter output, RunOutcome outcome) => JsonOutput.Print(output, writer =>
    {
        PreparedRun run = outcome.Run;
        writer.WriteString("network", run.Network);
        writer.WriteNumber("parameters", CostReport.Of(outcome.Model.Graph).Total.Parameters);
        writer.WriteNumber("pictures", run.Parts.Train.Count);
        writer.WriteNumber("epochs", outcome.Result.History.Epochs.Length);
        writer.WriteNumber("epoch_of_weights", outcome.Epoch);
        writer.WriteBoolean("stopped_early", outcome.Result.History.StoppedEarly);
        if (outcome.Score is { } score) writer.WriteScore(run.Parts.Scored!.Name, score);
        writer.WriteString("answering_head", outcome.Model.AnsweringHead);
        writer.WriteHeads(outcome.Heads);
        writer.WriteList("bad_pictures", outcome.Result.BadPictures, bad =>
        {
            writer.WriteString("picture", bad.Name);
            writer.WriteString("problem", bad.Error.Problem);
            writer.WriteString("found", bad.Error.Found);
        });
        writer.WriteString("file", run.Place.Model);
        if (!run.Place.IsPassing) writer.WriteString("checkpoints", run.Place.Checkpoints);
    });

    /// <summary>What is said before a run begins.</summary>
    public static void PrintBefore(TextWriter error, PreparedRun run)
    {
        foreach (string note in run.Parts.Notes) error.WriteLine(note);
        run.Choices?.Write(error);
        error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Network}: {CostReport.Of(run.Model.Graph).Total.Parameters:N0} parameters, {run.Parts.Train.Count:N0} pictures of {run.Parts.Train.Classes.Length} classes"));
        foreach (string line in run.Parts.Explained) error.WriteLine(line);
        if (run.From is { } from) error.WriteLine($"goes on from {from.Path}: {from.Epochs} of {run.Run.Options.Epochs} epochs done{(from.StepsOfEpoch > 0 ? $", and {Figures.Exact(from.StepsOfEpoch)} steps" : "")}");
    }
}
