using System.Diagnostics;
using Pointwise.Formats;

namespace Pointwise.Training.Checkpoints;

/// <summary>Saves a run as its policy says. A save that fails leaves the checkpoint before it whole, and stops the run.</summary>
internal sealed class CheckpointFolder
{
    private readonly CheckpointPolicy policy;
    private readonly TrainingRun run;
    private readonly RunState state;
    private long savedAt = Stopwatch.GetTimestamp();

    /// <exception cref="PointwiseException">The folder cannot be made, or the policy is impossible.</exception>
    public CheckpointFolder(CheckpointPolicy policy, TrainingRun run, RunState state)
    {
        policy.Check();
        (this.policy, this.run, this.state) = (policy, run, state);
        try
        {
            Directory.CreateDirectory(policy.Folder);
            foreach (string name in (string[])[CheckpointPolicy.LastName, CheckpointPolicy.BestName])
                foreach (string left in Directory.EnumerateFiles(policy.Folder, AtomicFile.TemporaryPattern(name))) File.Delete(left);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(policy.Folder, e);
        }
    }

    /// <summary>Saves after a step where it is time.</summary>
    public void SaveIfDue()
    {
        bool bySteps = policy.EverySteps > 0 && state.Number % policy.EverySteps == 0;
        if (bySteps || (policy.Every > TimeSpan.Zero && Stopwatch.GetElapsedTime(savedAt) >= policy.Every)) SaveLast();
    }

    public void SaveLast() => Save(policy.Last);

    public void SaveBest() => Save(policy.Best);

    private void Save(string path)
    {
        CheckpointWriter.Write(run, state.Snapshot(), state.History).Save(path);
        savedAt = Stopwatch.GetTimestamp();
    }
}
