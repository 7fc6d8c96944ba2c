using System.Text;

namespace Pointwise.Cli;

/// <summary>Where a verb writes: data to <paramref name="Out"/>, progress and messages to <paramref name="Error"/>.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsLive">Whether messages go to a person's screen, so that progress may redraw its line.</param>
/// <param name="HasColour">Whether messages may be coloured: a screen, and NO_COLOR not set.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsLive = false, bool HasColour = false)
{
    /// <summary>Columns of the screen now; 0 where there is none, or it is not known.</summary>
    public Func<int> Width { get; init; } = () => 0;

    /// <summary>The process's own streams.</summary>
    public static Terminal OfProcess()
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        bool live = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        bool plain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        return new Terminal(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 15), Console.Error, live, live && !plain) { Width = ColumnsOfScreen };
    }

    private static int ColumnsOfScreen()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (Exception e) when (e is IOException or PlatformNotSupportedException)
        {
            return 0;
        }
    }
}
