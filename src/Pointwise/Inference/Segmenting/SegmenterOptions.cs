using Microsoft.Extensions.Logging;

namespace Pointwise.Inference.Segmenting;

/// <summary>How a <see cref="Segmenter"/> works.</summary>
public sealed record SegmenterOptions
{
    /// <summary>Threads, the caller's included; 0 for one a processor. Answers do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The head that answers, by name; null for the model's own.</summary>
    public string? Head { get; init; }

    /// <summary>Views of each picture whose probabilities are averaged: 1, or 2 for the picture and its mirror picture.</summary>
    public int Views { get; init; } = 1;

    /// <summary>
    /// Pixels that the network sees of a picture at most: a larger one is made smaller in proportion, and its answer enlarged again, so that memory is
    /// bounded.
    /// </summary>
    public long MostPixels { get; init; } = 1 << 20;

    /// <summary>Is told of pictures that cannot be read among many; null for nobody.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>How much of pictures' files is believed.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
