using System.Diagnostics;
using System.Globalization;
using Pointwise.Downloads;
using Pointwise.Drawing;

namespace Pointwise.Cli;

/// <summary>Shows how far a transfer is.</summary>
internal sealed class TransferLines(Terminal terminal) : IProgress<DownloadProgress>, IDisposable
{
    private readonly ProgressLine line = new(terminal);
    private string file = "";
    private long begin, first;

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        if (value.File != file) (file, begin, first) = (value.File, Stopwatch.GetTimestamp(), value.Received);
        line.Show(() => Line(value), value.Received == value.Total);
    }

    /// <summary>Leaves the line as it is.</summary>
    public void Dispose() => line.End();

    private string Line(DownloadProgress p)
    {
        double seconds = Math.Max(0.001, Stopwatch.GetElapsedTime(begin).TotalSeconds), rate = (p.Received - first) / seconds;
        string of = p.Total is { } total ? $" of {Figures.Bytes(total)} ({Figures.Share(p.Received, total)})" : "";
        string left = p.Total is { } whole && rate > 1 && p.Received < whole ? string.Create(CultureInfo.InvariantCulture, $"  {TimeSpan.FromSeconds(Math.Min(1e6, (whole - p.Received) / rate)):h\\:mm\\:ss} left") : "";
        return $"{p.File}  {Figures.Bytes(p.Received)}{of}  {Figures.Bytes((long)rate)}/s{left}";
    }
}
