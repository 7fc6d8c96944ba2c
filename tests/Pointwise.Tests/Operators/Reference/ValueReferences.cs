using System.Numerics;
using Pointwise.Operators;
using Pointwise.Operators.General;
using Pointwise.Tensors;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>What gives values that no gradient goes through.</summary>
internal sealed class ValueReference(Operator op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training) => op switch
    {
        Constant constant => Field.Of(constant.Value),
        ConstantOfShape filled => new Field([.. inputs[0].Values.Select(v => (int)v)]).Map(_ => Field.Of(filled.Value).Values[0]),
        ShapeOf shape => Extents(inputs[0].Extents[new Range(Place(shape.Start, inputs[0].Extents.Length), Place(shape.End, inputs[0].Extents.Length))]),
        Cast { To: ElementKind.Int64 } => inputs[0].Map(Math.Truncate),
        Cast { To: ElementKind.Boolean } => inputs[0].Map(v => v != 0 ? 1 : 0),
        Cast => inputs[0],
        Wrap wrap => inputs[0].Map(v => Wrapped(new BigInteger(v), wrap)),
        _ => throw new NotSupportedException(op.Name),
    };

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient) => throw new NotSupportedException(op.Name);

    private static int Place(int axis, int rank) => Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);

    private static Field Extents(int[] extents)
    {
        var field = new Field(extents.Length);
        for (int i = 0; i < extents.Length; i++) field.Values[i] = extents[i];
        return field;
    }

    private static double Wrapped(BigInteger value, Wrap wrap)
    {
        BigInteger all = BigInteger.One << wrap.Bits, rest = ((value % all) + all) % all;
        return (double)(wrap.Signed && rest >= all / 2 ? rest - all : rest);
    }
}

/// <summary>The parameter itself.</summary>
internal sealed class WeightReference : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training) => parameters[0];

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient) => throw new NotSupportedException();
}

/// <summary>The operator with its parameters where the inputs say, as in inference.</summary>
internal sealed class FedParametersReference(OperatorReference inner) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training) => inner.Forward(inputs[..1], inputs[1..], training: false);

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient) => throw new NotSupportedException();
}
