namespace Pointwise.Tests.Operators.Reference;

/// <summary>p_c = e^z_c / sum over d of e^z_d along an axis, or along all axes from that one on; or its logarithm.</summary>
internal sealed class SoftmaxReference(int axis = -1, bool flattened = false, bool logarithm = false) : OperatorReference
{
    public static Field Probabilities(Field logits) => new SoftmaxReference(1).Forward([logits], [], training: false);

    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        Field p = inputs[0].ZerosLike();
        foreach (int[] line in Lines(p))
        {
            double largest = line.Max(i => inputs[0].Values[i]);
            double sum = line.Sum(i => Math.Exp(inputs[0].Values[i] - largest));
            foreach (int i in line)
                p.Values[i] = logarithm ? inputs[0].Values[i] - largest - Math.Log(sum) : Math.Exp(inputs[0].Values[i] - largest) / sum;
        }

        return p;
    }

    /// <summary>dz_c = p_c (dp_c - sum over d of p_d dp_d); of the logarithm dz_c = dl_c - p_c (sum over d of dl_d).</summary>
    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field p = Forward(inputs, parameters, training: true), dz = p.ZerosLike();
        double[] dy = outputGradient.Values;
        foreach (int[] line in Lines(p))
        {
            double sum = line.Sum(i => logarithm ? dy[i] : p.Values[i] * dy[i]);
            foreach (int i in line) dz.Values[i] = logarithm ? dy[i] - Math.Exp(p.Values[i]) * sum : p.Values[i] * (dy[i] - sum);
        }

        return new Gradients([dz], []);
    }

    /// <summary>Indices that belong together.</summary>
    private IEnumerable<int[]> Lines(Field field)
    {
        int first = Places.Axis(axis, field.Extents.Length), last = flattened ? field.Extents.Length - 1 : first;
        return Enumerable.Range(0, field.Values.Length).GroupBy(i => string.Join(',', Places.Of(field.Extents, i).Where((_, a) => a < first || a > last))).Select(g => g.ToArray());
    }
}
