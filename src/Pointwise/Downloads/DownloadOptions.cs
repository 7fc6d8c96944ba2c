namespace Pointwise.Downloads;

/// <summary>How long a server is waited for, and how often it is asked again.</summary>
internal sealed record DownloadOptions
{
    /// <summary>Time to connect, and time until the answer begins.</summary>
    public TimeSpan AnswerTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time that 64 KiB may take: about 1 KiB a second at least.</summary>
    public TimeSpan BlockTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a transfer is begun before it is given up; each goes on where the last one ended.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Pause before the second attempt; it doubles with each.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Redirections that are followed.</summary>
    public int Redirections { get; init; } = 5;
}
