namespace Pointwise.Training;

/// <summary>The learning rate as training goes on: a plain function of the epochs done.</summary>
/// <param name="BaseRate">The rate it starts from.</param>
public abstract record Schedule(double BaseRate)
{
    /// <summary>The names that <see cref="Named"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["constant", "step", "googlenet", "cosine", "polynomial"];

    /// <summary>The rate at a moment.</summary>
    /// <param name="epoch">Epochs done, with the part of the running one: 0 at the first step.</param>
    public abstract double Rate(double epoch);

    /// <summary>A schedule with its usual attributes by name.</summary>
    /// <param name="name">One of <see cref="Names"/>: step divides by 10 after half and three quarters; googlenet is the paper's -4 % every 8 epochs.</param>
    /// <param name="rate">The rate to start from.</param>
    /// <param name="epochs">How long training goes.</param>
    /// <exception cref="PointwiseException">There is no such schedule.</exception>
    public static Schedule Named(string name, double rate, int epochs) => name switch
    {
        "constant" => new ConstantRate(rate),
        "step" => new StepDecay(rate, epochs / 4.0, 0.1, epochs / 2.0),
        "googlenet" => new StepDecay(rate, 8, 0.96),
        "cosine" => new Cosine(rate, epochs),
        "polynomial" => new Polynomial(rate, epochs),
        _ => throw new PointwiseException("schedule", "no such schedule", string.Join(", ", Names), name, "name one of these"),
    };
}

/// <summary>The same rate all the time.</summary>
/// <param name="BaseRate">The rate.</param>
public sealed record ConstantRate(double BaseRate) : Schedule(BaseRate)
{
    /// <inheritdoc/>
    public override double Rate(double epoch) => BaseRate;
}

/// <summary>The rate times a factor every so many epochs. GoogLeNet's is 0.96 every 8 (arXiv:1409.4842, section 6).</summary>
/// <param name="BaseRate">The rate before the first step down.</param>
/// <param name="Every">Epochs from one step down to the next.</param>
/// <param name="Factor">What the rate is multiplied with.</param>
/// <param name="First">Epochs before the first step down; 0 for as many as <paramref name="Every"/>.</param>
public sealed record StepDecay(double BaseRate, double Every = 8, double Factor = 0.96, double First = 0) : Schedule(BaseRate)
{
    /// <inheritdoc/>
    public override double Rate(double epoch)
    {
        double first = First > 0 ? First : Every;
        return epoch < first ? BaseRate : BaseRate * Math.Pow(Factor, 1 + Math.Floor((epoch - first) / Every));
    }
}

/// <summary>Half a cosine from the rate down to a floor (arXiv:1608.03983, without restarts).</summary>
/// <param name="BaseRate">The rate at the start.</param>
/// <param name="Epochs">Epochs until the floor is reached.</param>
/// <param name="Floor">The rate at the end.</param>
public sealed record Cosine(double BaseRate, double Epochs, double Floor = 0) : Schedule(BaseRate)
{
    /// <inheritdoc/>
    public override double Rate(double epoch) =>
        Floor + (BaseRate - Floor) * 0.5 * (1 + Math.Cos(Math.PI * Math.Clamp(epoch / Epochs, 0, 1)));
}

/// <summary>rate (1 - epoch / epochs)^power: 0.5 in Caffe's quick solver for GoogLeNet.</summary>
/// <param name="BaseRate">The rate at the start.</param>
/// <param name="Epochs">Epochs until 0 is reached.</param>
/// <param name="Power">The exponent.</param>
public sealed record Polynomial(double BaseRate, double Epochs, double Power = 0.5) : Schedule(BaseRate)
{
    /// <inheritdoc/>
    public override double Rate(double epoch) => BaseRate * Math.Pow(1 - Math.Clamp(epoch / Epochs, 0, 1), Power);
}

/// <summary>A straight line from almost nothing up to another schedule's rate at the line's end, then that schedule (arXiv:1706.02677, section 2.2).</summary>
/// <param name="Then">What follows.</param>
/// <param name="Epochs">Epochs of the line.</param>
/// <param name="From">The rate at the very start.</param>
public sealed record WarmUp(Schedule Then, double Epochs, double From = 0) : Schedule(Then.BaseRate)
{
    /// <inheritdoc/>
    public override double Rate(double epoch) =>
        epoch >= Epochs ? Then.Rate(epoch) : From + (Then.Rate(Epochs) - From) * (epoch / Epochs);
}
