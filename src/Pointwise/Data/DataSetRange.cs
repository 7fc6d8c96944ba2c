using System.Collections.Immutable;

namespace Pointwise.Data;

/// <summary>Some neighbouring pictures of another data set: what is kept apart to choose settings on.</summary>
internal sealed class DataSetRange : IDataSet
{
    private readonly IDataSet whole;
    private readonly int first;

    public DataSetRange(IDataSet whole, int first, int count)
    {
        if (first < 0 || count < 1 || first + (long)count > whole.Count)
            throw new PointwiseException(whole.Name, "range outside the data set", $"at least one of {whole.Count} pictures", $"{count} from {first}", "keep fewer pictures apart");
        (this.whole, this.first, Count) = (whole, first, count);
    }

    public string Name => $"{whole.Name}[{first}..{first + Count}]";

    public int Count { get; }

    public ImmutableArray<string> Classes => whole.Classes;

    public int Label(int index) => whole.Label(first + index);

    public Picture Read(int index) => whole.Read(first + index);

    public string NameOf(int index) => whole.NameOf(first + index);
}
