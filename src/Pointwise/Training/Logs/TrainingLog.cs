using System.Buffers;
using System.Text.Json;

namespace Pointwise.Training.Logs;

/// <summary>
/// Writes a run as lines of JSON: {"event":"begin","step"}, {"event":"steps","step","epoch","loss","accuracy","rate"} with the means over some
/// steps, {"event":"epoch",…} with the epoch's score and speed. A run that is resumed appends: a begin line takes back what stands
/// before it of later steps. Numbers that are not finite are null.
/// </summary>
public sealed class TrainingLog : ITrainingSink, IDisposable
{
    /// <summary>The usual file's name.</summary>
    public const string Name = "log.jsonl";

    private readonly string path;
    private readonly StepGroup group;
    private readonly ArrayBufferWriter<byte> line = new(512);
    private readonly Utf8JsonWriter json;
    private SinkFile? file;

    /// <summary>Prepares a log; the file is opened when the run begins.</summary>
    /// <param name="path">The file.</param>
    /// <param name="steps">Steps a line.</param>
    /// <exception cref="PointwiseException">The number of steps is below 1.</exception>
    public TrainingLog(string path, int steps = 50)
    {
        this.path = path;
        group = new StepGroup(StepGroup.Require(steps));
        json = new Utf8JsonWriter(line);
    }

    /// <inheritdoc/>
    /// <exception cref="PointwiseException">The file cannot be written.</exception>
    public void Begin(long step)
    {
        file?.Dispose();
        file = new SinkFile(path, append: step > 0);
        file.EndLine();
        group.Clear();
        Start("begin", step);
        End();
    }

    /// <inheritdoc/>
    public void Step(in StepRecord step)
    {
        if (!group.Add(step)) return;
        Start("steps", step.Step);
        json.WriteNumber("epoch", step.Epoch);
        Number("loss", group.Loss);
        Number("accuracy", group.Accuracy);
        Number("rate", step.Rate);
        End();
    }

    /// <inheritdoc/>
    public void Epoch(long step, in EpochRecord epoch)
    {
        Start("epoch", step);
        json.WriteNumber("epoch", epoch.Epoch);
        Number("loss", epoch.Loss);
        Number("accuracy", epoch.Accuracy);
        Number("rate", epoch.Rate);
        if (epoch.Validation is { } score)
        {
            Number("validation_loss", score.Loss);
            Number("validation_accuracy", score.Accuracy);
            if (score.Pixels is { } pixels) Number("validation_mean_iou", pixels.MeanIoU);
            else Number("validation_top5", score.Top5Accuracy);
        }

        if (epoch.Speed is { } speed)
        {
            Number("seconds", speed.Seconds);
            Number("pictures_per_second", speed.PicturesPerSecond);
            Number("waiting", speed.WaitingShare);
        }

        End();
        Flush();
    }

    /// <inheritdoc/>
    public void Flush() => file?.Flush();

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        json.Dispose();
        file?.Dispose();
    }

    private void Start(string kind, long step)
    {
        line.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("event", kind);
        json.WriteNumber("step", step);
    }

    private void Number(string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    private void End()
    {
        json.WriteEndObject();
        json.Flush();
        line.Write("\n"u8);
        file!.Write(line.WrittenSpan);
    }
}
