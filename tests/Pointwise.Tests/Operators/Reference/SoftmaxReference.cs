namespace Pointwise.Tests.Operators.Reference;

/// <summary>p_c = e^z_c / sum over d of e^z_d.</summary>
internal sealed class SoftmaxReference : OperatorReference
{
    public static Field Probabilities(Field logits)
    {
        Field p = logits.ZerosLike();
        for (int n = 0; n < p.N; n++)
        {
            double largest = Enumerable.Range(0, p.C).Max(c => logits[n, c]);
            double sum = Enumerable.Range(0, p.C).Sum(c => Math.Exp(logits[n, c] - largest));
            for (int c = 0; c < p.C; c++) p[n, c] = Math.Exp(logits[n, c] - largest) / sum;
        }

        return p;
    }

    public override Field Forward(Field[] inputs, Field[] parameters, bool training) => Probabilities(inputs[0]);

    /// <summary>dz_c = p_c (dp_c - sum over d of p_d dp_d).</summary>
    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field p = Probabilities(inputs[0]), dz = p.ZerosLike();
        for (int n = 0; n < p.N; n++)
        {
            double mean = Enumerable.Range(0, p.C).Sum(c => p[n, c] * outputGradient[n, c]);
            for (int c = 0; c < p.C; c++) dz[n, c] = p[n, c] * (outputGradient[n, c] - mean);
        }

        return new Gradients([dz], []);
    }
}
