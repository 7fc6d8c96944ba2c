namespace Pointwise.Operators.General;

/// <summary>The input as it is, of any kind.</summary>
public sealed record Identity : Reshaping
{
    /// <inheritdoc/>
    public override string Name => "Identity";

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        return inputs[0];
    }
}
