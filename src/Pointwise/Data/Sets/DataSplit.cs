using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>A data set in its parts, all of the same classes.</summary>
/// <param name="Train">The pictures to train with.</param>
/// <param name="Validation">The pictures to choose settings on; null where there are none.</param>
/// <param name="Test">The pictures to score with once; null where there are none.</param>
public sealed record DataSplit(IDataSet Train, IDataSet? Validation = null, IDataSet? Test = null)
{
    /// <summary>What it was taken for: folder, MNIST, CIFAR, tar, CSV.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What a person should know: what was skipped, how it was split. One line each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The parts that there are, with their names: train, validation, test.</summary>
    public IEnumerable<(string Name, IDataSet Data)> Parts
    {
        get
        {
            yield return (PartNames.Train, Train);
            if (Validation is not null) yield return (PartNames.Validation, Validation);
            if (Test is not null) yield return (PartNames.Test, Test);
        }
    }
}
