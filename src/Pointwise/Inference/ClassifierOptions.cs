using Microsoft.Extensions.Logging;
using Pointwise.Data;
using Pointwise.Inference.Tuning;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>How a <see cref="Classifier"/> works.</summary>
public sealed record ClassifierOptions
{
    /// <summary>Threads, the caller's included; 0 for one a processor. Answers do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The head that answers: a head's name, or mean for the mean of all heads' probabilities; null for the model's own.</summary>
    public string? Head { get; init; }

    /// <summary>Views of each picture whose probabilities are averaged: 1, 2, 10 or 144, of <see cref="PictureView.Several"/>.</summary>
    public int Views { get; init; } = 1;

    /// <summary>Views that go through the network together where many pictures are classified; 0 for as many as suit its input. Answers do not depend on it.</summary>
    public int BatchSize { get; init; }

    /// <summary>
    /// What goes in, [1,C,H,W], where the network takes pictures of another size than it was made for; null for that. Pictures are resized to it in the
    /// same proportion to the crop as before.
    /// </summary>
    public Shape? Input { get; init; }

    /// <summary>How the way of each convolution is chosen.</summary>
    public AlgorithmChoice Algorithms { get; init; }

    /// <summary>What was measured on this machine, for <see cref="AlgorithmChoice.Fastest"/>; null for nothing.</summary>
    public TuningTable? Tuning { get; init; }

    /// <summary>Is told of pictures that cannot be read among many, and of a model's values that are not finite; null for nobody.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>How much of pictures' files is believed.</summary>
    public Limits Limits { get; init; } = Limits.Default;
}
