using Microsoft.Extensions.Logging;

namespace Pointwise.Training.Logs;

/// <summary>Tells a .NET host's logger of a run: its beginning, and every epoch with its numbers as named values.</summary>
/// <param name="logger">The logger.</param>
public sealed partial class TrainingLogger(ILogger logger) : ITrainingSink
{
    /// <inheritdoc/>
    public void Begin(long step)
    {
        if (step == 0) Begins(logger);
        else GoesOn(logger, step);
    }

    /// <inheritdoc/>
    public void Step(in StepRecord step)
    {
    }

    /// <inheritdoc/>
    public void Epoch(long step, in EpochRecord epoch)
    {
        double speed = epoch.Speed?.PicturesPerSecond ?? 0;
        if (epoch.Validation is { } score) Scored(logger, epoch.Epoch, epoch.Loss, epoch.Accuracy, score.Loss, score.Accuracy, speed);
        else Done(logger, epoch.Epoch, epoch.Loss, epoch.Accuracy, speed);
    }

    /// <inheritdoc/>
    public void Flush()
    {
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Information, Message = "Training begins")]
    private static partial void Begins(ILogger logger);

    [LoggerMessage(EventId = 11, Level = LogLevel.Information, Message = "Training goes on behind step {Step}")]
    private static partial void GoesOn(ILogger logger, long step);

    [LoggerMessage(EventId = 12, Level = LogLevel.Information, Message = "Epoch {Epoch}: loss {Loss:F4}, accuracy {Accuracy:P2}, {PicturesPerSecond:F0} pictures/s")]
    private static partial void Done(ILogger logger, int epoch, double loss, double accuracy, double picturesPerSecond);

    [LoggerMessage(EventId = 13, Level = LogLevel.Information, Message = "Epoch {Epoch}: loss {Loss:F4}, accuracy {Accuracy:P2}; kept apart: loss {ValidationLoss:F4}, accuracy {ValidationAccuracy:P2}; {PicturesPerSecond:F0} pictures/s")]
    private static partial void Scored(ILogger logger, int epoch, double loss, double accuracy, double validationLoss, double validationAccuracy, double picturesPerSecond);
}
