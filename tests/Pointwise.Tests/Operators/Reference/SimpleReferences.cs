using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>1 / (1 + e^-x), whose derivative is y (1 - y).</summary>
internal sealed class SigmoidReference : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training) => inputs[0].Map(Value);

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field dx = inputs[0].Map(v => Value(v) * Value(-v));
        for (int i = 0; i < dx.Values.Length; i++) dx.Values[i] *= outputGradient.Values[i];
        return new Gradients([dx], []);
    }

    private static double Value(double x) => 1 / (1 + Math.Exp(-x));
}

/// <summary>x times a number; with 1 a plain copy, as dropout outside training or at rate 0.</summary>
internal sealed class ScaleReference(double factor) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training) => inputs[0].Map(v => factor * v);

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient) => new([outputGradient.Map(v => factor * v)], []);
}

/// <summary>x0 + x1.</summary>
internal sealed class AddReference(Add op) : ActivatedReference(op.Activation)
{
    protected override Field Sums(Field[] inputs, Field[] parameters, bool training)
    {
        Field y = inputs[0].Copy();
        for (int i = 0; i < y.Values.Length; i++) y.Values[i] += inputs[1].Values[i];
        return y;
    }

    protected override Gradients BackwardOfSums(Field[] inputs, Field[] parameters, Field sumGradient) => new([sumGradient, sumGradient], []);
}

/// <summary>The branches' channels one after the other.</summary>
internal sealed class ConcatReference : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        int[] extents = [.. inputs[0].Extents];
        extents[1] = inputs.Sum(i => i.C);
        var y = new Field(extents);
        int first = 0;
        foreach (Field x in inputs)
        {
            WindowWalk.Each(x, (n, c, h, w) => y[n, first + c, h, w] = x[n, c, h, w]);
            first += x.C;
        }

        return y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        var gradients = new Field[inputs.Length];
        int first = 0;
        for (int b = 0; b < inputs.Length; b++)
        {
            Field dx = inputs[b].ZerosLike();
            WindowWalk.Each(dx, (n, c, h, w) => dx[n, c, h, w] = outputGradient[n, first + c, h, w]);
            gradients[b] = dx;
            first += dx.C;
        }

        return new Gradients(gradients, []);
    }
}
