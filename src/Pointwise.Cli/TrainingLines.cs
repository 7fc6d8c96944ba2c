using System.Diagnostics;
using System.Globalization;
using Pointwise.Training;

namespace Pointwise.Cli;

/// <summary>Shows how training goes: one line that is redrawn on a screen, else a line an epoch and one a minute.</summary>
internal sealed class TrainingLines(Terminal terminal) : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100), Repeat = TimeSpan.FromMinutes(1);
    private long last = Stopwatch.GetTimestamp();
    private int width;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        bool epochEnds = value.Step == value.Steps;
        if (!epochEnds && Stopwatch.GetElapsedTime(last) < (terminal.IsLive ? Redraw : Repeat)) return;
        last = Stopwatch.GetTimestamp();
        string line = Line(value);
        if (terminal.IsLive) terminal.Error.Write($"\r{line.PadRight(width)}");
        else terminal.Error.WriteLine(line);
        if (terminal.IsLive && epochEnds) terminal.Error.WriteLine();
        width = epochEnds ? 0 : line.Length;
    }

    private static string Line(TrainingProgress p)
    {
        string line = string.Create(CultureInfo.InvariantCulture,
            $"epoch {p.Epoch}/{p.Epochs}  step {p.Step}/{p.Steps}  loss {p.Loss:F4}  accuracy {100 * p.Accuracy:F2} %  rate {p.Rate:G3}  {p.PicturesPerSecond:N0} pictures/s  {Left(p.TimeLeft)} left");
        return p.Validation is { } kept ? string.Create(CultureInfo.InvariantCulture, $"{line}  kept apart {100 * kept.Accuracy:F2} %") : line;
    }

    private static string Left(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");
}
