using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>
/// A function of the elements of several values at each place. The values are broadcast by numpy's rules: axes are matched from the last, and
/// one element of an axis is repeated along it.
/// </summary>
/// <param name="Function">Which.</param>
public sealed record Combine(Combination Function) : GeneralOperator
{
    /// <summary>ONNX's name; Sum for Add, which is the core's.</summary>
    public override string Name => Function switch
    {
        Combination.Add => "Sum",
        Combination.FMod => "Mod",
        _ => Function.ToString(),
    };

    internal override Attributes Attributes => Function switch
    {
        Combination.FMod => new Attributes(Name).With("fmod", value: true),
        Combination.Mod => new Attributes(Name).With("fmod", value: false),
        _ => new Attributes(Name),
    };

    internal override BackwardReads BackwardReads =>
        Function is Combination.Mul or Combination.Div ? BackwardReads.Inputs : BackwardReads.Nothing;

    internal override bool HasBackward => Function is Combination.Add or Combination.Div or Combination.Mean or Combination.Mul or Combination.Sub;

    private bool TakesMany => Function is Combination.Add or Combination.Max or Combination.Mean or Combination.Min;

    private bool Compares => Function is Combination.Equal or Combination.Greater or Combination.GreaterOrEqual or Combination.Less or Combination.LessOrEqual;

    private bool IsOfTruth => Function is Combination.And or Combination.Or or Combination.Xor;

    internal static Combine ReadMod(Attributes a) => new(a.Flag("fmod") ? Combination.FMod : Combination.Mod);

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, TakesMany ? 1 : 2, TakesMany ? int.MaxValue : 2);
        Shape shape = inputs[0].Shape;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (i > 0) shape = Extents.Broadcast(shape, inputs[i].Shape);
            if (!Fits(inputs[i].Kind) || (inputs[i].Kind != inputs[0].Kind && Function != Combination.Pow))
            {
                throw new PointwiseException($"input {i}", $"{Name} does not compute on such elements", IsOfTruth ? $"{ElementKind.Boolean}" : "numbers of one kind",
                    $"{inputs[i].Kind}, and input 0 is {inputs[0].Kind}", "cast it");
            }
        }

        return new ValueInfo(shape, Compares ? ElementKind.Boolean : inputs[0].Kind);
    }

    internal override void Forward(in ForwardPass pass)
    {
        if (pass.InputInfos[0].Kind != ElementKind.Float32) CombinePasses.OfIntegers(pass, Function);
        else if (Compares) CombinePasses.Compare(pass, Function);
        else CombinePasses.OfFloats(pass, Function);
    }

    /// <summary>
    /// Each input's gradient: dy, dy / n, ± dy, dy times the other, dy / y or -dy x / y², summed over the axes that the input was repeated along.
    /// </summary>
    internal override void Backward(in BackwardPass pass)
    {
        for (int i = 0; i < pass.Inputs.Length; i++)
            if (!pass.InputGradients[i].IsNone) CombinePasses.Backward(pass, Function, i);
    }

    private bool Fits(ElementKind kind) => Function switch
    {
        Combination.Mean => kind == ElementKind.Float32,
        Combination.Mod => kind == ElementKind.Int64,
        Combination.Equal => true,
        _ => IsOfTruth == (kind == ElementKind.Boolean),
    };
}
