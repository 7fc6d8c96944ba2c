namespace Pointwise.Training.Attributions;

/// <summary>How an <see cref="Attributor"/> works.</summary>
public sealed record AttributorOptions
{
    /// <summary>Threads, the caller's included; 0 for one a processor. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The head whose classes are explained; null for the one that answers.</summary>
    public string? Head { get; init; }

    /// <summary>How the map is made; null for <see cref="AttributionMethod.Cam"/> where it is exact, else <see cref="AttributionMethod.GradCam"/>.</summary>
    public AttributionMethod? Method { get; init; }

    /// <summary>The node or module whose map is looked at; null for the last map before the head's pool or flattening.</summary>
    public string? Layer { get; init; }
}
