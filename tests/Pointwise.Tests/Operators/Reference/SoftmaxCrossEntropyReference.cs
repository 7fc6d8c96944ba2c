using Pointwise.Operators;

namespace Pointwise.Tests.Operators.Reference;

/// <summary>
/// loss = - sum over n, c of w_c t'_nc log p_nc / sum over n, c of w_c t_nc, with t' = (1 - s) t + s / C
/// (label smoothing: arXiv:1512.00567, section 7).
/// </summary>
internal sealed class SoftmaxCrossEntropyReference(SoftmaxCrossEntropy op) : OperatorReference
{
    public override Field Forward(Field[] inputs, Field[] parameters, bool training)
    {
        (Field logits, Field targets) = (inputs[0], inputs[1]);
        double sum = 0;
        for (int n = 0; n < logits.N; n++)
        {
            double largest = Enumerable.Range(0, logits.C).Max(c => logits[n, c]);
            double logSum = largest + Math.Log(Enumerable.Range(0, logits.C).Sum(c => Math.Exp(logits[n, c] - largest)));
            for (int c = 0; c < logits.C; c++) sum -= Wanted(targets, n, c) * (logits[n, c] - logSum);
        }

        var loss = new Field();
        loss.Values[0] = sum / Total(targets);
        return loss;
    }

    /// <summary>dz_nc = (p_nc times row n's wanted sum - wanted_nc) / total.</summary>
    public override Gradients Backward(Field[] inputs, Field[] parameters, Field outputGradient)
    {
        Field targets = inputs[1], p = SoftmaxReference.Probabilities(inputs[0]), dz = p.ZerosLike();
        for (int n = 0; n < p.N; n++)
        {
            double row = Enumerable.Range(0, p.C).Sum(c => Wanted(targets, n, c));
            for (int c = 0; c < p.C; c++) dz[n, c] = outputGradient.Values[0] * (p[n, c] * row - Wanted(targets, n, c)) / Total(targets);
        }

        return new Gradients([dz, null], []);
    }

    private double Wanted(Field targets, int n, int c) =>
        Weight(c) * ((1.0 - op.LabelSmoothing) * targets[n, c] + (double)op.LabelSmoothing / targets.C);

    private double Total(Field targets)
    {
        double total = 0;
        for (int n = 0; n < targets.N; n++)
            for (int c = 0; c < targets.C; c++) total += Weight(c) * targets[n, c];
        return total;
    }

    private double Weight(int c) => op.ClassWeights.IsDefaultOrEmpty ? 1 : op.ClassWeights[c];
}
