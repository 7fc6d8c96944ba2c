using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>Some pictures of another set, in a given order; what is known of them is for who derives from it.</summary>
internal abstract class PictureSubset : IEncodedPictures
{
    private readonly IPictureSet whole;
    private readonly int[] indices;

    /// <exception cref="PointwiseException">There is no index, or one lies outside the set.</exception>
    protected PictureSubset(string name, IPictureSet whole, int[] indices)
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

    /// <summary>Whether pictures of a set are files: <see cref="IEncodedPictures.Bytes"/> may be called.</summary>
    public static bool AreEncoded(IPictureSet data) => data is PictureSubset subset ? AreEncoded(subset.whole) : data is IEncodedPictures;

    public Picture Read(int index) => whole.Read(indices[index]);

    public string NameOf(int index) => whole.NameOf(indices[index]);

    public ReadOnlyMemory<byte> Bytes(int index) => ((IEncodedPictures)whole).Bytes(indices[index]);

    /// <summary>A picture's number in the whole set.</summary>
    protected int Of(int index) => indices[index];
}
