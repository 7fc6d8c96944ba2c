using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>Pictures in parts, all of the same classes.</summary>
/// <param name="Train">The pictures to train with.</param>
/// <param name="Validation">The pictures to choose settings on; null where there are none.</param>
/// <param name="Test">The pictures to score with once; null where there are none.</param>
/// <typeparam name="TSet">What is known of them.</typeparam>
public abstract record PictureParts<TSet>(TSet Train, TSet? Validation, TSet? Test)
    where TSet : class, IPictureSet
{
    /// <summary>What it was taken for: folder, MNIST, CIFAR, tar, CSV, masks.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What a person should know: what was skipped, how it was split. One line each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The parts that there are, with their names: train, validation, test.</summary>
    public IEnumerable<(string Name, TSet Data)> Parts
    {
        get
        {
            yield return (PartNames.Train, Train);
            if (Validation is not null) yield return (PartNames.Validation, Validation);
            if (Test is not null) yield return (PartNames.Test, Test);
        }
    }
}
