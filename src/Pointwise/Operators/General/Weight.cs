using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>A tensor of the network's parameters that the graph reads as a value. It is neither trained nor decayed.</summary>
/// <param name="Shape">Its extents.</param>
public sealed record Weight(Shape Shape) : GeneralOperator
{
    /// <summary>The parameter's name within the node.</summary>
    internal const string Value = "value";

    /// <inheritdoc/>
    public override string Name => "Weight";

    internal override Attributes Attributes => new Attributes(Name).With("shape", Shape);

    internal override BackwardReads BackwardReads => BackwardReads.Nothing;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterSpec> Parameters(params ReadOnlySpan<Shape> inputs) => [new ParameterSpec(Value, Shape, ParameterRole.Constant)];

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 0, 0);
        return new ValueInfo(Shape);
    }

    internal static Weight Read(Attributes a) => new(a.Shape("shape"));

    /// <summary>Nothing moves where the plan lets the value lie in the parameter's own memory.</summary>
    internal override void Forward(in ForwardPass pass) => Elementwise.Copy(pass.Workers, pass.Parameters[0], pass.Output);
}
