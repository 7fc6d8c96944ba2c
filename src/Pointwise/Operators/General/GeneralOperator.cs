using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// An operator on values of any rank, and of the kinds that it says. Where all that it reads is known before anything runs, and the result is
/// small, the result is known too.
/// </summary>
public abstract record GeneralOperator : Operator
{
    /// <inheritdoc/>
    public sealed override Shape OutputShape(params ReadOnlySpan<Shape> inputs) => Infer(ValueInfo.OfFloats(inputs)).Shape;

    /// <summary>Shape and kind of the result, without its values unless they are there for nothing.</summary>
    /// <param name="inputs">What is known of each input, in order.</param>
    /// <exception cref="PointwiseException">The inputs do not fit the operator or each other.</exception>
    internal abstract ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs);

    internal sealed override ValueInfo Infer(ReadOnlySpan<ValueInfo> inputs)
    {
        ValueInfo result = Describe(inputs);
        if (result.Shape.Elements > Array.MaxLength)
            throw new PointwiseException("result", "too large", $"at most {Array.MaxLength} elements", $"{result.Shape} with {result.Shape.Elements}", "use a smaller batch or picture, or check the sizes asked for");
        if (result.Known is not null || inputs.Length == 0 || result.Shape.Elements > Limits.FoldedElements) return result;
        foreach (ValueInfo input in inputs)
            if (input.Known is null) return result;
        return result with { Known = Folding.Evaluate(this, inputs, result) };
    }

    internal override bool HasBackward => false;
}
