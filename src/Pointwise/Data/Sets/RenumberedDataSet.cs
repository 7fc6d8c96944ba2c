using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>A data set whose classes are numbered as another list has them; found by name.</summary>
internal sealed class RenumberedDataSet : IDataSet
{
    private readonly IDataSet data;
    private readonly int[] numbers;

    /// <exception cref="PointwiseException">A class is not in the list, or is there twice.</exception>
    public RenumberedDataSet(IDataSet data, ImmutableArray<string> classes)
    {
        (this.data, Classes, numbers) = (data, classes, ClassNumbers.Of(data, classes));
    }

    public string Name => data.Name;

    public int Count => data.Count;

    public ImmutableArray<string> Classes { get; }

    public int Label(int index) => numbers[data.Label(index)];

    public Picture Read(int index) => data.Read(index);

    public string NameOf(int index) => data.NameOf(index);
}
