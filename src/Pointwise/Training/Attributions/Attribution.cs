using System.Collections.Immutable;
using Pointwise.Data.Resizing;
using Pointwise.Inference;

namespace Pointwise.Training.Attributions;

/// <summary>What a network's score of a class rests on: places of the picture, and branches of its modules.</summary>
/// <param name="Answer">The class, and how probable the network takes it.</param>
/// <param name="Logit">Its score before the softmax.</param>
/// <param name="Method">How the map was made.</param>
/// <param name="Layer">The node whose map it is.</param>
/// <param name="Map">How much each of its places speaks for the class.</param>
/// <param name="Seen">The part of the picture that the network saw, which the map's cells share out evenly.</param>
/// <param name="Modules">The modules that join branches, in the network's order; empty where it has none.</param>
/// <param name="Notes">What a person should know: modules that no gradient comes back to.</param>
public sealed record Attribution(
    Answer Answer, double Logit, AttributionMethod Method, string Layer, AttributionMap Map, Region Seen, ImmutableArray<ModuleContribution> Modules, ImmutableArray<string> Notes)
{
    /// <summary>What no place adds: the logit less the map's sum. For a class activation map this is the bias, what the class has without any picture.</summary>
    public double Bias => Logit - Map.Sum;

    /// <summary>The middle of the place that speaks most for the class, in the picture's pixels.</summary>
    public (double X, double Y) Peak
    {
        get
        {
            (int row, int column) = Map.Peak;
            return (Seen.Left + (Seen.Right - Seen.Left) * (column + 0.5) / Map.Width, Seen.Top + (Seen.Bottom - Seen.Top) * (row + 0.5) / Map.Height);
        }
    }
}
