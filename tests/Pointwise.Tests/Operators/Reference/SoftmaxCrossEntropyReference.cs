using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>
/// loss = - sum over n, c of w_c t'_nc log p_nc / sum over n, c of w_c t_nc, with t' = (1 - s) t + s / C
/// (label smoothing: arXiv:1512.00567, section 7); n counts pictures, of maps every pixel. Rows n whose sum of w_c t_nc is 0 are left out.
/// </summary>
internal sealed class SoftmaxCrossEntropyReference(SoftmaxCrossEntropy op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        (Field logits, Field targets) = (inputs[0], inputs[1]);
        double sum = 0, total = 0;
        foreach ((int n, int h, int w) in Rows(logits))
        {
            double own = Share(targets, n, h, w);
            if (own == 0) continue;
            total += own;
            double largest = Enumerable.Range(0, logits.C).Max(c => logits[n, c, h, w]);
            double logSum = largest + Math.Log(Enumerable.Range(0, logits.C).Sum(c => Math.Exp(logits[n, c, h, w] - largest)));
            for (int c = 0; c < logits.C; c++) sum -= Wanted(targets, n, c, h, w) * (logits[n, c, h, w] - logSum);
        }

        var loss = new Field();
        loss.Values[0] = total == 0 ? 0 : sum / total;
        return loss;
    }

    /// <summary>dz_nc = (p_nc times row n's wanted sum - wanted_nc) / total; 0 in rows that are left out.</summary>
    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field targets = inputs[1], p = SoftmaxReference.Probabilities(inputs[0]), dz = p.ZerosLike();
        double total = Rows(targets).Sum(r => Share(targets, r.N, r.H, r.W));
        foreach ((int n, int h, int w) in Rows(p))
        {
            if (Share(targets, n, h, w) == 0) continue;
            double row = Enumerable.Range(0, p.C).Sum(c => Wanted(targets, n, c, h, w));
            for (int c = 0; c < p.C; c++) dz[n, c, h, w] = outputGradient.Values[0] * (p[n, c, h, w] * row - Wanted(targets, n, c, h, w)) / total;
        }

        return new Gradients([dz, null], []);
    }

    private static IEnumerable<(int N, int H, int W)> Rows(Field field)
    {
        for (int n = 0; n < field.N; n++)
            for (int h = 0; h < field.H; h++)
                for (int w = 0; w < field.W; w++) yield return (n, h, w);
    }

    private double Wanted(Field targets, int n, int c, int h, int w) =>
        Weight(c) * ((1.0 - op.LabelSmoothing) * targets[n, c, h, w] + (double)op.LabelSmoothing / targets.C);

    private double Share(Field targets, int n, int h, int w) => Enumerable.Range(0, targets.C).Sum(c => Weight(c) * targets[n, c, h, w]);

    private double Weight(int c) => op.ClassWeights.IsDefaultOrEmpty ? 1 : op.ClassWeights[c];
}
