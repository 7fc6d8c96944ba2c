namespace Pointwise.Data.Sets;

/// <summary>Some pictures of another data set, in a given order.</summary>
internal sealed class DataSetSubset(string name, IDataSet whole, int[] indices) : PictureSubset(name, whole, indices), IDataSet
{
    private readonly IDataSet whole = whole;

    public int Label(int index) => whole.Label(Of(index));
}
