namespace Pointwise.Training;

/// <summary>Is told how a run goes, on the training thread: a log, a drawing, an event file.</summary>
public interface ITrainingSink
{
    /// <summary>The run begins, or goes on.</summary>
    /// <param name="step">Steps that are done already: 0 at the very beginning.</param>
    void Begin(long step);

    /// <summary>A step is done. It must not allocate if training is not to.</summary>
    /// <param name="step">What happened in it.</param>
    void Step(in StepRecord step);

    /// <summary>An epoch is done.</summary>
    /// <param name="step">Steps done since the run began.</param>
    /// <param name="epoch">How it went.</param>
    void Epoch(long step, in EpochRecord epoch);

    /// <summary>The run has ended or is stopped: what was told is to be kept.</summary>
    void Flush();
}

/// <summary>One step of a training run.</summary>
/// <param name="Step">Which, from 1.</param>
/// <param name="Epoch">Its epoch, from 1.</param>
/// <param name="Pictures">Pictures in it.</param>
/// <param name="Right">Pictures of it whose largest score was the right class, as seen before the update; where every pixel has a class, the share of right pixels times the pictures.</param>
/// <param name="Loss">The main head's mean loss.</param>
/// <param name="Rate">The learning rate.</param>
public readonly record struct StepRecord(long Step, int Epoch, int Pictures, double Right, double Loss, double Rate);
