using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>
/// The moving average of a network's tensors over the steps (Polyak and Juditsky 1992, with exponential weights): average += (1 - d)(value - average)
/// with d = min(decay, (1 + t) / (10 + t)) in step t, counted from 0. Running statistics are averaged too.
/// </summary>
internal sealed class WeightAverage : IDisposable
{
    private readonly float decay;
    private readonly Workers workers;
    private readonly (Tensor Average, Tensor Value)[] pairs;

    /// <param name="graph">The network.</param>
    /// <param name="values">Its tensors, which move.</param>
    /// <param name="decay">The share of the average that is kept in a step, once the run has gone on for a while.</param>
    /// <param name="workers">The threads.</param>
    public WeightAverage(Graph graph, Parameters values, float decay, Workers workers)
    {
        (this.decay, this.workers) = (decay, workers);
        foreach (string name in values.Names)
        {
            var average = new Tensor(values[name].Shape);
            values[name].Values.CopyTo(average.Values);
            Averages.Add(name, average);
        }

        pairs = [.. graph.Parameters.Select(p => (Averages[p.Name], values[p.Name]))];
    }

    /// <summary>The averages under the names of what they are averages of.</summary>
    public Parameters Averages { get; } = new();

    /// <summary>Takes the present values in.</summary>
    /// <param name="step">Which step, from 0.</param>
    public void Add(long step)
    {
        double kept = Math.Min(decay, (1.0 + step) / (10.0 + step));
        foreach ((Tensor average, Tensor value) in pairs)
            Update.Run(workers, new AverageUpdate((float)(1 - kept)), Rows.Of(average), Rows.Of(value), Rows.Of(average), default);
    }

    /// <summary>Puts the averages in the place of the values.</summary>
    public void Replace()
    {
        foreach ((Tensor average, Tensor value) in pairs) average.Values.CopyTo(value.Values);
    }

    public void Dispose() => Averages.Dispose();
}
