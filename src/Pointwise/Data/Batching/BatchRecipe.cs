using System.Collections.Immutable;
using Pointwise.Graphs;
using Pointwise.Tensors;

namespace Pointwise.Data.Batching;

/// <summary>What batches are made of.</summary>
/// <param name="Data">Where pictures come from, with classes or with masks.</param>
/// <param name="Input">The network's input; its batch does not matter.</param>
/// <param name="Preprocessing">What is done to the pictures.</param>
/// <param name="Classes">Values of a distribution: at least the data set's classes.</param>
internal sealed record BatchRecipe(IPictureSet Data, Shape Input, Preprocessing Preprocessing, int Classes)
{
    /// <summary>How training pictures are changed; null for not at all.</summary>
    public Augmentation? Augmentation { get; init; }

    /// <summary>The run's seed.</summary>
    public ulong Seed { get; init; }

    /// <summary>Views of every picture, side by side in the batch; only without augmentation.</summary>
    public ImmutableArray<PictureView> Views { get; init; } = [default];

    /// <summary>What is done about pictures that cannot be read.</summary>
    public OnBadPicture OnBadPicture { get; init; }

    /// <summary>Floats of one view of one picture.</summary>
    public int Floats => checked((int)Input.WithBatch(1).Elements);

    /// <summary>Floats of one picture's target: a distribution over the classes, for the picture or for each pixel of the input.</summary>
    public int TargetFloats => Data is IMaskSet ? checked(Input.H * Input.W * Classes) : Classes;
}
