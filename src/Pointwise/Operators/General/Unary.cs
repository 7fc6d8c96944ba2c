using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Operators.General;

/// <summary>A function of each element alone, of values of any shape.</summary>
/// <param name="Function">Which.</param>
/// <param name="Alpha">Its first number, where it has one.</param>
/// <param name="Beta">Its second number: HardSigmoid's addend, Selu's factor.</param>
public sealed record Unary(UnaryFunction Function, float Alpha, float Beta) : GeneralOperator
{
    /// <summary>The function with its usual numbers.</summary>
    /// <param name="function">Which.</param>
    public Unary(UnaryFunction function) : this(function, UsualAlpha(function), UsualBeta(function))
    {
    }

    /// <inheritdoc/>
    public override string Name => Function == UnaryFunction.GeluTanh ? "Gelu" : Function.ToString();

    internal override Attributes Attributes => Function switch
    {
        UnaryFunction.GeluTanh => new Attributes(Name).With("approximate", "tanh"),
        UnaryFunction.HardSigmoid => new Attributes(Name).With("alpha", Alpha).With("beta", Beta),
        UnaryFunction.Selu => new Attributes(Name).With("alpha", Alpha).With("gamma", Beta),
        _ => HasAlpha ? new Attributes(Name).With("alpha", Alpha) : new Attributes(Name),
    };

    internal override BackwardReads BackwardReads => Function switch
    {
        UnaryFunction.Neg => BackwardReads.Nothing,
        UnaryFunction.Exp or UnaryFunction.Reciprocal or UnaryFunction.Sqrt or UnaryFunction.Tanh => BackwardReads.Output,
        _ => BackwardReads.Inputs,
    };

    internal override bool HasBackward =>
        Function is not (UnaryFunction.Ceil or UnaryFunction.Floor or UnaryFunction.Not or UnaryFunction.Round or UnaryFunction.Sign);

    private bool HasAlpha => Function is UnaryFunction.Celu or UnaryFunction.Elu or UnaryFunction.LeakyRelu or UnaryFunction.ThresholdedRelu;

    internal static Unary Read(UnaryFunction function, Attributes a)
    {
        if (function == UnaryFunction.Gelu && a.Text("approximate", "none") == "tanh") return new Unary(UnaryFunction.GeluTanh);
        return new Unary(function, (float)a.Number("alpha", UsualAlpha(function)), (float)a.Number(function == UnaryFunction.Selu ? "gamma" : "beta", UsualBeta(function)));
    }

    internal override ValueInfo Describe(ReadOnlySpan<ValueInfo> inputs)
    {
        Require.Inputs(inputs, 1, 1);
        if (!float.IsFinite(Alpha) || !float.IsFinite(Beta) || (Function == UnaryFunction.Celu && Alpha == 0))
            throw new PointwiseException("alpha", "out of range", Function == UnaryFunction.Celu ? "a finite number other than 0" : "finite numbers", $"{Alpha}, {Beta}", "correct alpha");
        ElementKind kind = inputs[0].Kind, wanted = Function == UnaryFunction.Not ? ElementKind.Boolean : ElementKind.Float32;
        if (Function is UnaryFunction.Abs or UnaryFunction.Neg or UnaryFunction.Sign) Require.Numbers(Name, inputs[0]);
        else if (kind != wanted) throw new PointwiseException("input", $"{Name} does not compute on such elements", $"{wanted}", $"{kind}", "cast it");
        return inputs[0] with { Known = null };
    }

    internal override void Forward(in ForwardPass pass)
    {
        if (pass.OutputInfo.Kind == ElementKind.Float32) UnaryPasses.Forward(pass, this);
        else UnaryPasses.OfIntegers(pass, Function);
    }

    internal override void Backward(in BackwardPass pass)
    {
        if (!pass.InputGradients[0].IsNone) UnaryPasses.Backward(pass, this);
    }

    private static float UsualAlpha(UnaryFunction function) => function switch
    {
        UnaryFunction.Celu or UnaryFunction.Elu or UnaryFunction.ThresholdedRelu => 1,
        UnaryFunction.HardSigmoid => 0.2f,
        UnaryFunction.LeakyRelu => 0.01f,
        UnaryFunction.Selu => 1.67326319f,
        _ => 0,
    };

    private static float UsualBeta(UnaryFunction function) => function switch
    {
        UnaryFunction.HardSigmoid => 0.5f,
        UnaryFunction.Selu => 1.05070102f,
        _ => 0,
    };
}
