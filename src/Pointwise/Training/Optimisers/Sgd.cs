using Pointwise.Kernels;

namespace Pointwise.Training.Optimisers;

/// <summary>
/// Stochastic gradient descent with momentum, PyTorch's rule: v = momentum v + g, w -= rate v, where g is the gradient plus decay times w.
/// </summary>
/// <param name="Momentum">The share of the last movement that is kept; 0 for none.</param>
/// <param name="Nesterov">Whether to step as from where momentum leads: w -= rate (g + momentum v).</param>
public sealed record Sgd(float Momentum = 0.9f, bool Nesterov = false) : Optimiser
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    internal override double UsualRate => 0.1;

    internal override IReadOnlyList<string> Remembered => ["velocity"];

    internal override void Update(in UpdatePass pass) => Kernels.Update.Run(
        pass.Workers, new MomentumUpdate(pass.Rate, Momentum, Nesterov, pass.Decay, pass.GradientScale), pass.Value, pass.Gradient, pass.First, pass.Second);

    internal override void Check()
    {
        base.Check();
        RequireShare(nameof(Momentum), Momentum);
        if (Nesterov && Momentum == 0)
            throw new PointwiseException($"{Name}: Nesterov", "needs momentum", "Momentum above 0", "0", "give a momentum or leave Nesterov out");
    }
}
