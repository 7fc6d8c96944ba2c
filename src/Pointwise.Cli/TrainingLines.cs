using System.Diagnostics;
using System.Globalization;
using Pointwise.Training;

namespace Pointwise.Cli;

/// <summary>Shows how training goes: a bar that is redrawn on a screen, else a line an epoch and one a minute.</summary>
internal sealed class TrainingLines(Terminal terminal) : IProgress<TrainingProgress>
{
    private const int BarWidth = 20;
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100), Repeat = TimeSpan.FromMinutes(1);

    // a bar is for a screen, and NO_COLOR asks for plain lines
    private readonly bool isLive = terminal.IsLive && terminal.HasColour;
    private long last = Stopwatch.GetTimestamp();
    private int width;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        bool epochEnds = value.Step == value.Steps;
        if (!epochEnds && Stopwatch.GetElapsedTime(last) < (isLive ? Redraw : Repeat)) return;
        last = Stopwatch.GetTimestamp();
        if (!isLive)
        {
            terminal.Error.WriteLine(Line(value));
            return;
        }

        string line = epochEnds ? Line(value) : Cut($"{Bar(value)}  {Line(value)}");
        terminal.Error.Write($"\r{line.PadRight(width)}");
        if (epochEnds) terminal.Error.WriteLine();
        width = epochEnds ? 0 : line.Length;
    }

    /// <summary>Leaves the line as it is: what comes next stands below.</summary>
    public void End()
    {
        if (width > 0) terminal.Error.WriteLine();
        width = 0;
    }

    private static string Bar(TrainingProgress p)
    {
        int done = (int)((long)BarWidth * p.Step / p.Steps);
        return $"{new string('█', done)}{new string('░', BarWidth - done)}";
    }

    /// <summary>A line that is longer than the screen is wide could not be redrawn.</summary>
    private string Cut(string line)
    {
        int columns = terminal.Width();
        return columns > 1 && line.Length >= columns ? line[..(columns - 1)] : line;
    }

    private static string Line(TrainingProgress p)
    {
        string line = string.Create(CultureInfo.InvariantCulture,
            $"epoch {p.Epoch}/{p.Epochs}  step {p.Step}/{p.Steps}  loss {p.Loss:F4}  accuracy {100 * p.Accuracy:F2} %  rate {p.Rate:G3}  {p.PicturesPerSecond:N0} pictures/s  waiting {100 * p.WaitingShare:F0} %  {Left(p.TimeLeft)} left");
        if (p.BadPictures > 0) line = string.Create(CultureInfo.InvariantCulture, $"{line}  {p.BadPictures:N0} passed over");
        if (p.Validation is { } kept) line = string.Create(CultureInfo.InvariantCulture, $"{line}  kept apart {100 * kept.Accuracy:F2} %");
        return p.Validation?.Pixels is { } pixels ? string.Create(CultureInfo.InvariantCulture, $"{line}, mean IoU {pixels.MeanIoU:F3}") : line;
    }

    private static string Left(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");
}
