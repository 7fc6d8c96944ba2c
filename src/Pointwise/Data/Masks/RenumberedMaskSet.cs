using System.Collections.Immutable;
using Pointwise.Data.Sets;

namespace Pointwise.Data.Masks;

/// <summary>Pictures with masks whose classes are numbered as another list has them; found by name.</summary>
internal sealed class RenumberedMaskSet : IMaskSet
{
    private readonly IMaskSet data;
    private readonly byte[] numbers = new byte[256];

    /// <exception cref="PointwiseException">A class is not in the list, or is there twice.</exception>
    public RenumberedMaskSet(IMaskSet data, ImmutableArray<string> classes)
    {
        (this.data, Classes) = (data, classes);
        Array.Fill(numbers, Data.Mask.Ignored);
        int[] found = ClassNumbers.Of(data, classes);
        for (int c = 0; c < found.Length; c++) numbers[c] = (byte)found[c];
    }

    public string Name => data.Name;

    public int Count => data.Count;

    public ImmutableArray<string> Classes { get; }

    public Picture Read(int index) => data.Read(index);

    public string NameOf(int index) => data.NameOf(index);

    public Mask Mask(int index)
    {
        Mask mask = data.Mask(index);
        var classes = new byte[mask.Classes.Length];
        ReadOnlySpan<byte> own = mask.Classes.Span;
        for (int p = 0; p < own.Length; p++) classes[p] = numbers[own[p]];
        return mask with { Classes = classes };
    }
}
