using System.Globalization;
using Pointwise.Formats;

namespace Pointwise.Training.Logs;

/// <summary>
/// Writes a run as an event file of TensorBoard: loss/train, accuracy/train and rate over the steps, loss/validation, accuracy/validation and
/// pictures_per_second over the epochs' last steps. Names no host.
/// </summary>
public sealed class TensorBoardEvents : ITrainingSink, IDisposable
{
    private readonly string folder;
    private readonly StepGroup group;
    private readonly TimeProvider clock;
    private SinkFile? file;

    /// <summary>Prepares an event file; it is made when the run begins, beside those of earlier parts of it.</summary>
    /// <param name="folder">The folder that TensorBoard is pointed to; made where there is none.</param>
    /// <param name="steps">Steps that each number is the mean of.</param>
    /// <exception cref="PointwiseException">The number of steps is below 1.</exception>
    public TensorBoardEvents(string folder, int steps = 50)
        : this(folder, steps, TimeProvider.System)
    {
    }

    internal TensorBoardEvents(string folder, int steps, TimeProvider clock)
    {
        (this.folder, this.clock) = (folder, clock);
        group = new StepGroup(StepGroup.Require(steps));
    }

    private double Now => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <inheritdoc/>
    /// <exception cref="PointwiseException">The file cannot be written.</exception>
    public void Begin(long step)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(folder, e);
        }

        file?.Dispose();
        file = new SinkFile(FreePath(), append: false);
        group.Clear();
        Write(EventMessage.Version(Now));
        if (step > 0) Write(EventMessage.SessionStart(Now, step + 1));
    }

    /// <inheritdoc/>
    public void Step(in StepRecord step)
    {
        if (!group.Add(step)) return;
        Scalar(step.Step, "loss/train", group.Loss);
        Scalar(step.Step, "accuracy/train", group.Accuracy);
        Scalar(step.Step, "rate", step.Rate);
    }

    /// <inheritdoc/>
    public void Epoch(long step, in EpochRecord epoch)
    {
        if (epoch.Validation is { } score)
        {
            Scalar(step, "loss/validation", score.Loss);
            Scalar(step, "accuracy/validation", score.Accuracy);
            if (score.Pixels is { } pixels) Scalar(step, "mean_iou/validation", pixels.MeanIoU);
        }

        if (epoch.Speed is { } speed) Scalar(step, "pictures_per_second", speed.PicturesPerSecond);
        Flush();
    }

    /// <inheritdoc/>
    public void Flush() => file?.Flush();

    /// <summary>Closes the file.</summary>
    public void Dispose() => file?.Dispose();

    /// <summary>TensorBoard reads what is called so in the order of the seconds in the names.</summary>
    private string FreePath()
    {
        for (long seconds = clock.GetUtcNow().ToUnixTimeSeconds(); ; seconds++)
        {
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{seconds}.pointwise"));
            if (!File.Exists(path)) return path;
        }
    }

    private void Scalar(long step, string tag, double value) => Write(EventMessage.Scalar(Now, step, tag, (float)value));

    private void Write(byte[] message)
    {
        using var framed = new MemoryStream(message.Length + RecordStream.HeadBytes + RecordStream.TailBytes);
        RecordStream.Write(framed, message);
        file!.Write(framed.GetBuffer().AsSpan(0, (int)framed.Length));
    }
}
