using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>Some pictures of another data set, in a given order.</summary>
internal sealed class DataSetSubset : IEncodedDataSet
{
    private readonly IDataSet whole;
    private readonly int[] indices;

    /// <exception cref="PointwiseException">There is no index, or one lies outside the data set.</exception>
    public DataSetSubset(string name, IDataSet whole, int[] indices)
    {
        if (indices.Length == 0) throw new PointwiseException(name, "no pictures", "at least one index", "none", "choose some pictures");
        foreach (int index in indices)
        {
            if ((uint)index >= (uint)whole.Count)
                throw new PointwiseException(name, "no such picture", $"0 to {whole.Count - 1}", $"{index}", "choose among the pictures that there are");
        }

        (Name, this.whole, this.indices) = (name, whole, indices);
    }

    public string Name { get; }

    public int Count => indices.Length;

    public ImmutableArray<string> Classes => whole.Classes;

    /// <summary>Whether the pictures are files: <see cref="Bytes"/> may be called.</summary>
    public bool IsEncoded => whole is DataSetSubset inner ? inner.IsEncoded : whole is IEncodedDataSet;

    public int Label(int index) => whole.Label(indices[index]);

    public Picture Read(int index) => whole.Read(indices[index]);

    public string NameOf(int index) => whole.NameOf(indices[index]);

    public ReadOnlyMemory<byte> Bytes(int index) => ((IEncodedDataSet)whole).Bytes(indices[index]);
}
