using Pointwise.Data;

namespace Pointwise.Training.Checkpoints;

/// <summary>What tells one set of training pictures from another: how many there are, and their classes in order.</summary>
/// <param name="Pictures">How many.</param>
/// <param name="Classes">How many classes.</param>
/// <param name="Labels">A sum over all labels in order (FNV-1a).</param>
internal sealed record DataMark(int Pictures, int Classes, ulong Labels)
{
    public static DataMark Of(IDataSet data)
    {
        ulong hash = 14695981039346656037;
        for (int i = 0; i < data.Count; i++) hash = (hash ^ (ulong)data.Label(i)) * 1099511628211;
        return new DataMark(data.Count, data.Classes.Length, hash);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Pictures} pictures of {Classes} classes, labels {Labels:x16}";
}
