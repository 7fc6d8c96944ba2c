using Pointwise.Kernels;

namespace Pointwise.Training.Optimisers;

/// <summary>
/// RMSProp as Inception v3 was trained with (arXiv:1512.00567, section 8) and as TensorFlow computes it:
/// s = decay s + (1 - decay) g², m = momentum m + rate g / sqrt(s + epsilon), w -= m, where g is the gradient plus weight decay times w.
/// Epsilon stands inside the root and s starts at 1; the rate is inside the momentum.
/// </summary>
/// <param name="Decay">The share of the mean square that is kept.</param>
/// <param name="Momentum">The share of the last movement that is kept.</param>
/// <param name="Epsilon">Added to the mean square under the root; 1 in the paper.</param>
public sealed record RmsProp(float Decay = 0.9f, float Momentum = 0.9f, float Epsilon = 1f) : Optimiser
{
    /// <inheritdoc/>
    public override string Name => "rmsprop";

    internal override double UsualRate => 0.045;

    internal override IReadOnlyList<string> Remembered => ["mean_square", "movement"];

    internal override float Start(int remembered) => remembered == 0 ? 1 : 0;

    internal override void Update(in UpdatePass pass) => Kernels.Update.Run(
        pass.Workers, new RootMeanSquareUpdate(pass.Rate, Decay, Momentum, Epsilon, pass.Decay, pass.GradientScale), pass.Value, pass.Gradient, pass.First, pass.Second);

    internal override void Check()
    {
        base.Check();
        RequireShare(nameof(Decay), Decay);
        RequireShare(nameof(Momentum), Momentum);
        if (!(Epsilon > 0) || !float.IsFinite(Epsilon))
            throw new PointwiseException($"{Name}: Epsilon", "out of range", "a positive number", $"{Epsilon}", "correct Epsilon");
    }
}
