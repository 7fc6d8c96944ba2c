namespace Pointwise.Operators.General;

/// <summary>The elements themselves that <see cref="TopK"/> speaks of.</summary>
/// <param name="Axis">The axis; a negative one counts from the last.</param>
/// <param name="Largest">Whether the largest come first, not the smallest.</param>
public sealed record TopKValues(int Axis = -1, bool Largest = true) : TopK(Axis, Largest)
{
    /// <inheritdoc/>
    public override string Name => "TopKValues";

    private protected override bool GivesIndices => false;

    internal static TopKValues Read(Attributes a) => new(a.Integer("axis", -1), a.Flag("largest", true));
}
