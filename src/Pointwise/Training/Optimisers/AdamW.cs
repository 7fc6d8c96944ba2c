using Pointwise.Kernels;

namespace Pointwise.Training.Optimisers;

/// <summary>
/// Adam with decoupled weight decay (arXiv:1711.05101), PyTorch's rule: w *= 1 - rate decay, m = beta1 m + (1 - beta1) g,
/// v = beta2 v + (1 - beta2) g², w -= rate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon) in step t, counted from 1.
/// </summary>
/// <param name="Beta1">The share of the mean gradient that is kept.</param>
/// <param name="Beta2">The share of the mean square that is kept.</param>
/// <param name="Epsilon">Added to the root.</param>
public sealed record AdamW(float Beta1 = 0.9f, float Beta2 = 0.999f, float Epsilon = 1e-8f) : Optimiser
{
    /// <inheritdoc/>
    public override string Name => "adamw";

    internal override double UsualRate => 0.002;

    internal override IReadOnlyList<string> Remembered => ["mean", "mean_square"];

    internal override void Update(in UpdatePass pass)
    {
        float rate = (float)(pass.Rate / (1 - Math.Pow(Beta1, pass.Step)));
        float root = (float)Math.Sqrt(1 - Math.Pow(Beta2, pass.Step));
        var update = new AdaptiveMomentUpdate(rate, Beta1, Beta2, root, Epsilon, 1 - pass.Rate * pass.Decay, pass.GradientScale);
        Kernels.Update.Run(pass.Workers, update, pass.Value, pass.Gradient, pass.First, pass.Second);
    }

    internal override void Check()
    {
        base.Check();
        RequireShare(nameof(Beta1), Beta1);
        RequireShare(nameof(Beta2), Beta2);
        if (!(Epsilon > 0) || !float.IsFinite(Epsilon))
            throw new PointwiseException($"{Name}: Epsilon", "out of range", "a positive number", $"{Epsilon}", "correct Epsilon");
    }
}
