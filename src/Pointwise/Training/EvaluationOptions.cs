using System.Collections.Immutable;
using Pointwise.Data;

namespace Pointwise.Training;

/// <summary>How a model is scored.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Threads, the caller's included; 0 for one a processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Views of each picture whose probabilities are averaged: 1, 2, 10 or 144, of <see cref="PictureView.Several"/>.</summary>
    public int Views { get; init; } = 1;

    /// <summary>
    /// Sizes at which the classifier slides over each picture, as multiples of that which the model's preprocessing asks for; the probabilities of all places
    /// and scales are averaged, <see cref="Views"/> 2 with those of the mirror picture. None where it is shown crops.
    /// </summary>
    public ImmutableArray<double> Scales { get; init; } = [];

    /// <summary>What is done about pictures that cannot be read; what is passed over is not scored.</summary>
    public OnBadPicture OnBadPicture { get; init; }

    /// <summary>
    /// The head that is scored: a head's name, mean for the mean of all heads' probabilities, or best for the one with most pictures right; null
    /// for the model's own. A head that is chosen by its score on these pictures looks better on them than it is.
    /// </summary>
    public string? Head { get; init; }

    /// <summary>Is told after every batch, on the evaluating thread; null for nobody.</summary>
    public IProgress<EvaluationProgress>? Progress { get; init; }
}
