using System.Collections.Immutable;
using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Training;

/// <summary>What a training run leaves.</summary>
/// <param name="Model">The trained model; its tensors are those of the model that was given. It says how it was trained, and which head answers.</param>
/// <param name="History">How it went.</param>
/// <param name="Heads">Every head's score on the pictures kept apart, and that of their mean where there are several; empty where none are kept apart.</param>
public sealed record TrainingResult(Model Model, TrainingHistory History, ImmutableArray<HeadScore> Heads)
{
    /// <summary>Pictures that could not be read and were passed over, by index; those passed over before the run was resumed are not among them.</summary>
    public ImmutableArray<BadPicture> BadPictures { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>The score of one head.</summary>
/// <param name="Head">Its name, or mean for the mean of all heads' probabilities.</param>
/// <param name="Score">How well it answers.</param>
public sealed record HeadScore(string Head, Score Score)
{
    /// <summary>The best of some, the first of equals.</summary>
    internal static HeadScore Best(IEnumerable<HeadScore> heads) => heads.Aggregate((best, other) => best.Score.IsBeatenBy(other.Score) ? other : best);
}
