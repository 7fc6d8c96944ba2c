using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Pointwise.Formats;

namespace Pointwise.Training.Logs;

/// <summary>An epoch as a log has it. What it does not say, and what was not finite, is not a number.</summary>
/// <param name="Step">Steps done at its end.</param>
/// <param name="Epoch">Which, from 1.</param>
/// <param name="Loss">Mean loss of the main head while training.</param>
/// <param name="Accuracy">Share of pictures, or of pixels, answered rightly while training, 0 to 1.</param>
/// <param name="Rate">The learning rate of its last step.</param>
/// <param name="ValidationLoss">Loss on the pictures kept apart.</param>
/// <param name="ValidationAccuracy">Share of these, or of their pixels, answered rightly, 0 to 1.</param>
public readonly record struct LoggedEpoch(long Step, int Epoch, double Loss, double Accuracy, double Rate, double ValidationLoss, double ValidationAccuracy)
{
    /// <summary>Mean IoU on the pictures kept apart, where every pixel has a class; 0 to 1.</summary>
    public double ValidationMeanIoU { get; init; } = double.NaN;
}

/// <summary>Means over some steps as a log has them.</summary>
/// <param name="Step">The last of these steps, from 1.</param>
/// <param name="Loss">Mean loss of the main head.</param>
/// <param name="Accuracy">Share of pictures answered rightly, 0 to 1.</param>
/// <param name="Rate">The learning rate of the last of them.</param>
public readonly record struct LoggedSteps(long Step, double Loss, double Accuracy, double Rate);

/// <summary>A training run read back from the lines that <see cref="TrainingLog"/> wrote. What a resumed run did anew counts once.</summary>
/// <param name="Epochs">The epochs, in order.</param>
/// <param name="Steps">What was told between them.</param>
public sealed record LoggedRun(ImmutableArray<LoggedEpoch> Epochs, ImmutableArray<LoggedSteps> Steps)
{
    private const int Depth = 4;

    /// <summary>Reads a log. A last line that was cut off is passed over.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How much of it is believed.</param>
    /// <exception cref="PointwiseException">It cannot be read, is too large, or a line is none of a log; the line is named.</exception>
    public static LoggedRun Read(string path, Limits? limits = null)
    {
        limits ??= Limits.Default;
        try
        {
            long bytes = new FileInfo(path).Length;
            if (bytes > limits.LogBytes)
                throw new PointwiseException(path, "log too large", $"at most {limits.LogBytes:N0} bytes", $"{bytes:N0}", $"raise {nameof(Limits)}.{nameof(Limits.LogBytes)}");
            return Read(path, File.ReadLines(path));
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Reading(path, e);
        }
    }

    private static LoggedRun Read(string path, IEnumerable<string> lines)
    {
        List<LoggedEpoch> epochs = [];
        List<LoggedSteps> steps = [];
        PointwiseException? cut = null;
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            if (cut is not null) throw cut;
            if (string.IsNullOrWhiteSpace(line)) continue;
            Line read;
            try
            {
                read = Line.Read(Encoding.UTF8.GetBytes(line), $"{path}: line {number}");
            }
            catch (PointwiseException e)
            {
                cut = e;
                continue;
            }

            if (read.Kind == "begin")
            {
                epochs.RemoveAll(e => e.Step > read.Step);
                steps.RemoveAll(s => s.Step > read.Step);
            }
            else if (read.Kind == "steps") steps.Add(new LoggedSteps(read.Step, read["loss"], read["accuracy"], read["rate"]));
            else if (read.Kind == "epoch") epochs.Add(new LoggedEpoch(read.Step, (int)Math.Clamp(read["epoch"], 0, int.MaxValue), read["loss"], read["accuracy"], read["rate"], read["validation_loss"], read["validation_accuracy"]) { ValidationMeanIoU = read["validation_mean_iou"] });
        }

        return number > 1 || cut is null ? new LoggedRun([.. epochs], [.. steps]) : throw cut;
    }

    /// <summary>A line: its kind, its step, and its other numbers by name.</summary>
    private sealed record Line(string Kind, long Step, Dictionary<string, double> Numbers)
    {
        public double this[string name] => Numbers.GetValueOrDefault(name, double.NaN);

        public static Line Read(ReadOnlySpan<byte> text, string where)
        {
            var cursor = new JsonCursor(text, Depth, where);
            cursor.Object("a line of the log");
            string kind = "";
            long step = 0;
            var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
            while (cursor.NextKey(out string key))
            {
                if (key == "event") kind = cursor.Text(key);
                else if (key == "step") step = cursor.Integer(key);
                else if (cursor.Kind == JsonTokenType.Number) numbers[key] = cursor.Double(key);
                else cursor.Skip();
            }

            cursor.End();
            return new Line(kind, step, numbers);
        }
    }
}
