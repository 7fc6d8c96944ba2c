namespace Pointwise.Operators.General;

/// <summary>The places of the elements, whole numbers from 0 that <see cref="TopK"/> speaks of.</summary>
/// <param name="Axis">The axis; a negative one counts from the last.</param>
/// <param name="Largest">Whether the largest come first, not the smallest.</param>
public sealed record TopKIndices(int Axis = -1, bool Largest = true) : TopK(Axis, Largest)
{
    /// <inheritdoc/>
    public override string Name => "TopKIndices";

    private protected override bool GivesIndices => true;

    internal static TopKIndices Read(Attributes a) => new(a.Integer("axis", -1), a.Flag("largest", true));
}
