namespace Pointwise.Training;

/// <summary>Where a training run stands after a step.</summary>
/// <param name="Epoch">The running epoch, from 1.</param>
/// <param name="Epochs">How many there are.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="Steps">How many it has.</param>
/// <param name="Loss">Mean loss of the main head in this epoch so far.</param>
/// <param name="Accuracy">Share of this epoch's pictures so far whose largest score was the right class, as seen while training.</param>
/// <param name="Rate">The learning rate of the step.</param>
/// <param name="PicturesPerSecond">Pictures a second since the run began.</param>
/// <param name="TimeLeft">How long the rest will take at that speed.</param>
/// <param name="Validation">The pictures kept apart, scored after an epoch's last step; null at other steps, or where none are.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, int Step, int Steps, double Loss, double Accuracy, double Rate, double PicturesPerSecond, TimeSpan TimeLeft, Score? Validation)
{
    /// <summary>The share of this epoch's time that was spent waiting for pictures, 0 to 1. Where it is large, reading them is what takes the time.</summary>
    public double WaitingShare { get; init; }

    /// <summary>Pictures that could not be read and were passed over so far.</summary>
    public int BadPictures { get; init; }
}
