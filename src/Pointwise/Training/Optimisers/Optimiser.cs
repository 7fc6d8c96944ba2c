using Pointwise.Kernels;
using Pointwise.Operators;

namespace Pointwise.Training.Optimisers;

/// <summary>How parameters follow their gradients: a plain value of attributes. <see cref="OptimiserState"/> holds what it remembers.</summary>
public abstract record Optimiser
{
    /// <summary>The share of each parameter that is taken away in a step, times the rate; 0 for none.</summary>
    public float WeightDecay { get; init; }

    /// <summary>Whether decay leaves biases and batch normalisation's scales and shifts alone.</summary>
    public bool DecayWeightsOnly { get; init; }

    /// <summary>The largest Euclidean norm of all gradients together; longer ones are scaled down to it. 0 for no limit.</summary>
    public float ClipNorm { get; init; }

    /// <summary>The name on the command line and in model files.</summary>
    public abstract string Name { get; }

    /// <summary>A learning rate that suits it where none is given.</summary>
    internal abstract double UsualRate { get; }

    /// <summary>Names of what is remembered per parameter, one or two.</summary>
    internal abstract IReadOnlyList<string> Remembered { get; }

    /// <summary>What remembered numbers start at.</summary>
    internal virtual float Start(int remembered) => 0;

    /// <summary>Moves one parameter.</summary>
    internal abstract void Update(in UpdatePass pass);

    /// <summary>The decay that holds for a parameter.</summary>
    internal float DecayOf(ParameterSpec spec) => DecayWeightsOnly && spec.Role != ParameterRole.Weight ? 0 : WeightDecay;

    /// <summary>Refuses attributes that cannot work.</summary>
    /// <exception cref="PointwiseException">One is out of range; it is named.</exception>
    internal virtual void Check()
    {
        RequireShare(nameof(WeightDecay), WeightDecay);
        if (!(ClipNorm >= 0) || !float.IsFinite(ClipNorm))
            throw new PointwiseException($"{Name}: ClipNorm", "out of range", "0 for none, or a positive number", $"{ClipNorm}", "correct ClipNorm");
    }

    /// <summary>Refuses what is not from 0 up to 1.</summary>
    private protected void RequireShare(string attribute, float value)
    {
        if (!(value is >= 0 and < 1))
            throw new PointwiseException($"{Name}: {attribute}", "out of range", "from 0 up to 1, 1 excluded", $"{value}", $"correct {attribute}");
    }
}

/// <summary>One parameter in one step, as an optimiser sees it.</summary>
internal readonly ref struct UpdatePass
{
    public required Rows Value { get; init; }

    public required Rows Gradient { get; init; }

    public required Rows First { get; init; }

    /// <summary>None for an optimiser that remembers one number.</summary>
    public required Rows Second { get; init; }

    public required float Rate { get; init; }

    public required float Decay { get; init; }

    /// <summary>What gradients are multiplied with first: below 1 where they are clipped.</summary>
    public required float GradientScale { get; init; }

    /// <summary>1 for the first step.</summary>
    public required long Step { get; init; }

    public required Workers Workers { get; init; }
}
