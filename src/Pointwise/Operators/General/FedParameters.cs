using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// An operator of one input whose parameters are values of the graph: its input, then its parameters in its own order. They are put into the
/// order of the kernels at every run. It runs as in inference and cannot be trained through.
/// </summary>
/// <param name="Inner">The operator.</param>
public sealed record FedParameters(Operator Inner) : Operator
{
    private const string Prefix = "inner.", InnerName = "operator";

    /// <inheritdoc/>
    public override string Name => "FedParameters";

    internal override Attributes Attributes => new Attributes(Name).With(InnerName, Inner.Name).WithAll(Prefix, Inner.Attributes);

    internal override bool HasBackward => false;

    internal override Window? Reach(ReadOnlySpan<Shape> inputs) => Inner.Reach(inputs[..1]);

    /// <inheritdoc/>
    public override long MultiplyAdds(params ReadOnlySpan<Shape> inputs) => Inner.MultiplyAdds(inputs[..1]);

    /// <inheritdoc/>
    public override Shape OutputShape(params ReadOnlySpan<Shape> inputs)
    {
        if (inputs.Length == 0) Require.Inputs(inputs, 1);
        Shape output = Inner.OutputShape(inputs[..1]);
        IReadOnlyList<ParameterSpec> wanted = Inner.Parameters(inputs[..1]);
        Require.Inputs(inputs, 1 + wanted.Count);
        for (int i = 0; i < wanted.Count; i++)
        {
            if (inputs[1 + i] != wanted[i].Shape)
                throw new PointwiseException($"input {1 + i}", $"does not fit {Inner.Name}'s {wanted[i].Name}", $"{wanted[i].Shape}", $"{inputs[1 + i]}", "compute the parameter in the operator's shape");
        }

        return output;
    }

    internal static FedParameters Read(Attributes a)
    {
        string name = a.Text(InnerName);
        if (name == nameof(FedParameters) || !OperatorCatalog.TryRead(name, a.Behind(Prefix), out Operator? inner))
            throw new PointwiseException(InnerName, "no operator that parameters can be fed to", "an operator with parameters", name, NearestName.Suggestion(name, OperatorCatalog.Names) + "correct it");
        return new FedParameters(inner);
    }

    internal override long PreparedFloats(ReadOnlySpan<Shape> inputs, LaneWidth width) => Inner.PreparedFloats(inputs[..1], width);

    internal override void Forward(in ForwardPass pass)
    {
        var inner = new ForwardPass
        {
            Inputs = pass.Inputs[..1], InputInfos = pass.InputInfos.IsEmpty ? [] : pass.InputInfos[..1], Output = pass.Output, OutputInfo = pass.OutputInfo,
            Parameters = pass.Inputs[1..], Prepared = pass.Prepared, Saved = default, Workers = pass.Workers, Training = false, Random = pass.Random,
        };
        Inner.Prepare(inner);
        Inner.Forward(inner);
    }
}
