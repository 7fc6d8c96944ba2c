using Pointwise.Data;

namespace Pointwise.Training.Checkpoints;

/// <summary>What tells one set of training pictures from another: how many there are, and their classes in order.</summary>
/// <param name="Pictures">How many.</param>
/// <param name="Classes">How many classes.</param>
/// <param name="Labels">A sum over all labels in order, of pictures with masks over their names (FNV-1a).</param>
internal sealed record DataMark(int Pictures, int Classes, ulong Labels)
{
    private const ulong Prime = 1099511628211;

    public static DataMark Of(IPictureSet data)
    {
        ulong hash = 14695981039346656037;
        for (int i = 0; i < data.Count; i++)
        {
            if (data is IDataSet labelled) hash = (hash ^ (ulong)labelled.Label(i)) * Prime;
            else foreach (char letter in Path.GetFileName(data.NameOf(i))) hash = (hash ^ letter) * Prime;
        }

        return new DataMark(data.Count, data.Classes.Length, hash);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Pictures} pictures of {Classes} classes, labels {Labels:x16}";
}
