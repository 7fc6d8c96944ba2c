using Pointwise.Data.Sets;

namespace Pointwise.Data.Masks;

/// <summary>Some pictures with masks of another set, in a given order.</summary>
internal sealed class MaskSubset(string name, IMaskSet whole, int[] indices) : PictureSubset(name, whole, indices), IMaskSet
{
    private readonly IMaskSet whole = whole;

    public Mask Mask(int index) => whole.Mask(Of(index));
}
