namespace Pointwise.Training.Checkpoints;

/// <summary>
/// Where and when a run is saved: last.safetensors at each epoch's end, in between as said here, and when the run is stopped;
/// best.safetensors after each epoch with a better score on the pictures kept apart.
/// </summary>
/// <param name="Folder">The folder; it is made where there is none.</param>
public sealed record CheckpointPolicy(string Folder)
{
    /// <summary>The file of the latest state.</summary>
    public const string LastName = "last.safetensors";

    /// <summary>The file of the best epoch.</summary>
    public const string BestName = "best.safetensors";

    /// <summary>Steps from one save to the next within an epoch; 0 for none by number.</summary>
    public int EverySteps { get; init; }

    /// <summary>Time from one save to the next within an epoch; zero for none by time. What is trained does not depend on it.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The path of the latest state.</summary>
    public string Last => Path.Combine(Folder, LastName);

    /// <summary>The path of the best epoch's state.</summary>
    public string Best => Path.Combine(Folder, BestName);

    /// <exception cref="PointwiseException">A number is out of range.</exception>
    internal void Check()
    {
        if (EverySteps < 0) throw new PointwiseException("checkpoints: every steps", "out of range", "0 for none, or a number of steps", $"{EverySteps}", "correct every steps");
        if (Every < TimeSpan.Zero) throw new PointwiseException("checkpoints: every", "out of range", "0 for none, or a time", FormattableString.Invariant($"{Every}"), "correct every");
    }
}
