using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Training.Optimisers;

namespace Pointwise.Training;

/// <summary>How a network is trained. The defaults bring the tiny Inception past 99.3 % on MNIST.</summary>
public sealed record TrainingOptions
{
    /// <summary>The answering head that is chosen by its accuracy on the pictures kept apart.</summary>
    public const string BestHead = "best";

    /// <summary>Times that every training picture is seen.</summary>
    public int Epochs { get; init; } = 6;

    /// <summary>Pictures a step. What is left over at an epoch's end is left out; the next epoch's order is another.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>What order, movements and dropout are drawn from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads, the caller's included; 0 for one a processor. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>How parameters follow their gradients.</summary>
    public Optimiser Optimiser { get; init; } = new Sgd(0.9f, Nesterov: true) { WeightDecay = 5e-4f };

    /// <summary>The learning rate over time; null for a cosine over all epochs from the optimiser's usual rate down to 0.</summary>
    public Schedule? Schedule { get; init; }

    /// <summary>The share of each target that is spread over all classes (arXiv:1512.00567, section 7); 0 for none.</summary>
    public float LabelSmoothing { get; init; }

    /// <summary>What is done about pictures that cannot be read.</summary>
    public OnBadPicture OnBadPicture { get; init; }

    /// <summary>How training pictures are changed; null for not at all.</summary>
    public Augmentation? Augmentation { get; init; } = Augmentation.ForDigits;

    /// <summary>How much each class counts in the loss; null for all alike.</summary>
    public ClassWeights? ClassWeights { get; init; }

    /// <summary>How an epoch's pictures are chosen.</summary>
    public Sampling Sampling { get; init; }

    /// <summary>
    /// The share of the weights' moving average that is kept in a step, 0.999 for one; 0 for no average. Where there is one, it is what is
    /// scored and stored. In step t, from 0, at most (1 + t) / (10 + t) is kept.
    /// </summary>
    public float AverageDecay { get; init; }

    /// <summary>Epochs without a better score on the pictures kept apart after which training ends early; 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>
    /// Layers that stay as they are, by name or pattern: a scope's name stands for everything below it, * for any characters. A batch
    /// normalisation among them runs by its running statistics, as in inference.
    /// </summary>
    public ImmutableArray<string> Frozen { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Layers with a learning rate of their own; where several patterns match, the last one counts.</summary>
    public ImmutableArray<LayerRate> LayerRates { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What the rate is multiplied with for each module further from the classifier, from the head down to the stem; 1 for the same rate everywhere.</summary>
    public float LayerDecay { get; init; } = 1;

    /// <summary>Weights of heads in the loss, by the head's name; a head that is not named keeps the network's own.</summary>
    public ImmutableSortedDictionary<string, float> HeadWeights { get; init; } = ImmutableSortedDictionary<string, float>.Empty;

    /// <summary>The head that answers once the model is trained: a head's name, mean for the mean of all heads' probabilities, or best.</summary>
    public string AnsweringHead { get; init; } = "main";

    internal Schedule Rates => Schedule ?? new Cosine(Optimiser.UsualRate, Epochs);

    /// <inheritdoc/>
    public bool Equals(TrainingOptions? other) => other is not null
        && (Epochs, BatchSize, Seed, Threads, LabelSmoothing) == (other.Epochs, other.BatchSize, other.Seed, other.Threads, other.LabelSmoothing)
        && (Sampling, AverageDecay, Patience, LayerDecay, AnsweringHead, OnBadPicture) == (other.Sampling, other.AverageDecay, other.Patience, other.LayerDecay, other.AnsweringHead, other.OnBadPicture)
        && Optimiser == other.Optimiser && Schedule == other.Schedule && Augmentation == other.Augmentation && ClassWeights == other.ClassWeights
        && Frozen.AsSpan().SequenceEqual(other.Frozen.AsSpan()) && LayerRates.AsSpan().SequenceEqual(other.LayerRates.AsSpan())
        && HeadWeights.SequenceEqual(other.HeadWeights);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Epochs, BatchSize, Seed, Optimiser, Schedule, AverageDecay, Patience);
}
