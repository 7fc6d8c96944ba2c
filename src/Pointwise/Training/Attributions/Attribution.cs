using System.Collections.Immutable;
using Pointwise.Data.Resizing;
using Pointwise.Drawing;
using Pointwise.Inference;

namespace Pointwise.Training.Attributions;

/// <summary>What a network's score of a class rests on: places of the picture, and branches of its modules.</summary>
/// <param name="Answer">The class, and how probable the network takes it.</param>
/// <param name="Logit">Its score before the softmax; less the other class's where it is explained against one.</param>
/// <param name="Method">How the map was made.</param>
/// <param name="Layer">The node whose map it is.</param>
/// <param name="Map">How much each of its places speaks for the class.</param>
/// <param name="Seen">The part of the picture that the network saw.</param>
/// <param name="Placement">Where the map's places lie on the picture: each in the middle of what it depends on.</param>
/// <param name="Modules">The modules that join branches, in the network's order; empty where it has none.</param>
/// <param name="Notes">What a person should know: modules that no gradient comes back to.</param>
public sealed record Attribution(
    Answer Answer, double Logit, AttributionMethod Method, string Layer, AttributionMap Map, Region Seen, MapPlacement Placement, ImmutableArray<ModuleContribution> Modules, ImmutableArray<string> Notes)
{
    /// <summary>The class that it is explained against, so that what speaks for both alike drops out; null where it is explained by itself.</summary>
    public Answer? Against { get; init; }

    /// <summary>What no place adds: the logit less the map's sum. For a class activation map this is the bias, what the class has without any picture; of two classes the difference of biases.</summary>
    public double Bias => Logit - Map.Sum;

    /// <summary>The middle of the place that speaks most for the class, in the picture's pixels.</summary>
    public (double X, double Y) Peak
    {
        get
        {
            (int row, int column) = Map.Peak;
            return (Math.Clamp(Placement.Left + column * Placement.StepX, Seen.Left, Seen.Right), Math.Clamp(Placement.Top + row * Placement.StepY, Seen.Top, Seen.Bottom));
        }
    }
}
