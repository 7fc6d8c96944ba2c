using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;

namespace Pointwise.Training.Optimisers;

/// <summary>An optimiser at work on the parameters of one training run, with what it remembers about each. A step allocates nothing.</summary>
internal sealed class OptimiserState : IDisposable
{
    private readonly Optimiser optimiser;
    private readonly IReadOnlyList<Trained> trained;
    private readonly Workers workers;
    private readonly Tensor[][] remembered;
    private readonly float[] rateFactors;

    /// <param name="optimiser">The rule.</param>
    /// <param name="trained">What it moves.</param>
    /// <param name="workers">The threads.</param>
    /// <param name="rateFactor">What the rate is multiplied with for a parameter; 1 for all where null.</param>
    /// <exception cref="PointwiseException">An attribute of the optimiser is out of range.</exception>
    public OptimiserState(Optimiser optimiser, IReadOnlyList<Trained> trained, Workers workers, Func<ParameterSpec, float>? rateFactor = null)
    {
        optimiser.Check();
        rateFactors = [.. trained.Select(t => rateFactor?.Invoke(t.Spec) ?? 1)];
        (this.optimiser, this.trained, this.workers) = (optimiser, trained, workers);
        remembered = [.. trained.Select(t => optimiser.Remembered.Select((_, i) => Started(t, optimiser.Start(i))).ToArray())];
    }

    /// <summary>Steps done so far.</summary>
    public long Steps { get; private set; }

    /// <summary>What is remembered, each under the parameter's full name, a dot, and what it is: conv1.weight.velocity.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> Remembered =>
        trained.SelectMany((t, i) => remembered[i].Select((tensor, k) => ($"{t.Spec.Name}.{optimiser.Remembered[k]}", tensor)));

    /// <summary>Moves every parameter along its gradient.</summary>
    public void Step(float rate)
    {
        Steps++;
        float scale = optimiser.ClipNorm > 0 ? ClipScale() : 1;
        for (int i = 0; i < trained.Count; i++)
        {
            optimiser.Update(new UpdatePass
            {
                Value = Rows.Of(trained[i].Value),
                Gradient = Rows.Of(trained[i].Gradient),
                First = Rows.Of(remembered[i][0]),
                Second = remembered[i].Length > 1 ? Rows.Of(remembered[i][1]) : default,
                Rate = rate * rateFactors[i],
                Decay = optimiser.DecayOf(trained[i].Spec),
                GradientScale = scale,
                Step = Steps,
                Workers = workers,
            });
        }
    }

    /// <summary>Goes on where another left off.</summary>
    /// <param name="steps">Steps done before.</param>
    /// <param name="tensor">What was remembered, by the names of <see cref="Remembered"/> and the shape it must have.</param>
    public void Restore(long steps, Func<string, Shape, Tensor> tensor)
    {
        Steps = steps;
        foreach ((string name, Tensor kept) in Remembered) tensor(name, kept.Shape).Values.CopyTo(kept.Values);
    }

    public void Dispose()
    {
        foreach (Tensor[] tensors in remembered)
            foreach (Tensor tensor in tensors) tensor.Dispose();
    }

    private float ClipScale()
    {
        double squares = 0;
        for (int i = 0; i < trained.Count; i++) squares += SumOfSquares.Of(workers, Rows.Of(trained[i].Gradient));
        double norm = Math.Sqrt(squares);
        return norm > optimiser.ClipNorm ? (float)(optimiser.ClipNorm / norm) : 1;
    }

    private static Tensor Started(Trained trained, float start)
    {
        var tensor = new Tensor(trained.Spec.Shape);
        tensor.Values.Fill(start);
        return tensor;
    }
}
