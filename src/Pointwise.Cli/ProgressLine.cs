using System.Diagnostics;

namespace Pointwise.Cli;

/// <summary>One line on standard error that is redrawn on a screen; where nobody watches, a line now and then.</summary>
internal sealed class ProgressLine(Terminal terminal)
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100), Repeat = TimeSpan.FromSeconds(20);
    private readonly Lock gate = new();
    private long last = Stopwatch.GetTimestamp();
    private int width;

    /// <summary>Shows a line, unless the last one was shown just now.</summary>
    /// <param name="line">Makes the line.</param>
    /// <param name="isLast">Whether it is shown in any case, and ended.</param>
    public void Show(Func<string> line, bool isLast = false)
    {
        lock (gate)
        {
            if (!isLast && Stopwatch.GetElapsedTime(last) < (terminal.IsLive ? Redraw : Repeat)) return;
            last = Stopwatch.GetTimestamp();
            string text = line();
            if (terminal.IsLive) terminal.Error.Write($"\r{text.PadRight(width)}");
            else terminal.Error.WriteLine(text);
            if (terminal.IsLive && isLast) terminal.Error.WriteLine();
            width = isLast ? 0 : text.Length;
        }
    }

    /// <summary>Leaves the line as it is.</summary>
    public void End()
    {
        lock (gate)
        {
            if (width > 0 && terminal.IsLive) terminal.Error.WriteLine();
            width = 0;
        }
    }
}
