using Pointwise.Downloads;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Zoo;

/// <summary>How <see cref="Models"/> finds, fetches and reads models.</summary>
public sealed record ModelOptions
{
    /// <summary>The folder that keeps what was fetched; null for POINTWISE_CACHE, else the system's place for a user's caches.</summary>
    public string? Cache { get; init; }

    /// <summary>Where files are fetched from instead of their makers' addresses: their names are added to it; null for POINTWISE_MIRROR, else the makers.</summary>
    public Uri? Mirror { get; init; }

    /// <summary>Whether nothing is fetched; also where POINTWISE_OFFLINE is 1.</summary>
    public bool Offline { get; init; } = Environment.GetEnvironmentVariable("POINTWISE_OFFLINE") == "1";

    /// <summary>Whether files are wanted of whose checksum only the beginning is known.</summary>
    public bool AcceptUnverified { get; init; }

    /// <summary>The network that a file of weights alone belongs to: a name of the catalog or a network file; null where the file itself tells.</summary>
    public string? Network { get; init; }

    /// <summary>What goes in, [N,C,H,W]; null for what the model was made for.</summary>
    public Shape? Input { get; init; }

    /// <summary>What is done to a picture before it goes in; null for what the file says.</summary>
    public Preprocessing? Preprocessing { get; init; }

    /// <summary>The same by a word or a file of <see cref="PreprocessingChoice"/>; <see cref="Preprocessing"/> goes before it.</summary>
    internal string? PreprocessingName { get; init; }

    /// <summary>A file with the classes' names, one a line; null for those of the model.</summary>
    public string? Labels { get; init; }

    /// <summary>Takes lines for people: what is fetched and its licence, warnings about the file.</summary>
    public Action<string>? Tell { get; init; }

    /// <summary>How much of a file is believed.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>Is told how far a transfer is.</summary>
    internal IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>How long servers are waited for; null for the usual.</summary>
    internal DownloadOptions? Downloads { get; init; }
}
