using Pointwise.Operators.General;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>Products of matrices in the last two axes, summed term by term.</summary>
internal sealed class MatMulReference : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field y = Result(inputs);
        Each(inputs, y, (a, b, i) => y.Values[i] += inputs[0].Values[a] * inputs[1].Values[b]);
        return y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field da = inputs[0].ZerosLike(), db = inputs[1].ZerosLike();
        Each(inputs, outputGradient, (a, b, i) =>
        {
            da.Values[a] += inputs[1].Values[b] * outputGradient.Values[i];
            db.Values[b] += inputs[0].Values[a] * outputGradient.Values[i];
        });
        return new Gradients([da, db], []);
    }

    private static int[] Left(Field a) => a.Extents.Length == 1 ? [1, .. a.Extents] : a.Extents;

    private static int[] Right(Field b) => b.Extents.Length == 1 ? [.. b.Extents, 1] : b.Extents;

    private static int[] Wide(Field[] inputs)
    {
        int[] a = Left(inputs[0]), b = Right(inputs[1]);
        return [.. Broadcasting.Extents(new Field(a[..^2]), new Field(b[..^2])), a[^2], b[^1]];
    }

    private static Field Result(Field[] inputs)
    {
        int[] wide = Wide(inputs);
        int[] columns = inputs[1].Extents.Length == 1 ? [] : [wide[^1]], rows = inputs[0].Extents.Length == 1 ? [] : [wide[^2]];
        return new Field([.. wide[..^2], .. rows, .. columns]);
    }

    /// <summary>Calls with the indices of two factors and of the sum that their product belongs to.</summary>
    private static void Each(Field[] inputs, Field y, Action<int, int, int> visit)
    {
        int[] wide = Wide(inputs), left = Left(inputs[0]), right = Right(inputs[1]);
        var (a, b) = (new Field(left), new Field(right));
        for (int i = 0; i < y.Values.Length; i++)
        {
            int[] place = Places.Of(wide, i);
            for (int k = 0; k < left[^1]; k++)
                visit(Broadcasting.Index(a, [.. place[..^2], place[^2], k]), Broadcasting.Index(b, [.. place[..^2], k, place[^1]]), i);
        }
    }
}

/// <summary>alpha a b + beta c, term by term.</summary>
internal sealed class GemmReference(Gemm op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field y = new(inputs[0].Extents[op.TransA ? 1 : 0], inputs[1].Extents[op.TransB ? 0 : 1]);
        Each(inputs, y, (a, b, i) => y.Values[i] += op.Alpha * inputs[0].Values[a] * inputs[1].Values[b]);
        for (int i = 0; i < y.Values.Length && inputs.Length > 2; i++)
            y.Values[i] += op.Beta * inputs[2].Values[Broadcasting.Index(inputs[2], Places.Of(y.Extents, i))];
        return y;
    }

    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field[] gradients = [.. inputs.Select(x => x.ZerosLike())];
        Each(inputs, outputGradient, (a, b, i) =>
        {
            gradients[0].Values[a] += op.Alpha * inputs[1].Values[b] * outputGradient.Values[i];
            gradients[1].Values[b] += op.Alpha * inputs[0].Values[a] * outputGradient.Values[i];
        });
        for (int i = 0; i < outputGradient.Values.Length && inputs.Length > 2; i++)
            gradients[2].Values[Broadcasting.Index(inputs[2], Places.Of(outputGradient.Extents, i))] += op.Beta * outputGradient.Values[i];
        return new Gradients(gradients, []);
    }

    private void Each(Field[] inputs, Field y, Action<int, int, int> visit)
    {
        (Field a, Field b) = (inputs[0], inputs[1]);
        int depth = a.Extents[op.TransA ? 0 : 1];
        for (int m = 0; m < y.Extents[0]; m++)
            for (int n = 0; n < y.Extents[1]; n++)
                for (int k = 0; k < depth; k++)
                    visit(op.TransA ? k * a.Extents[1] + m : m * depth + k, op.TransB ? n * depth + k : k * b.Extents[1] + n, m * y.Extents[1] + n);
    }
}
