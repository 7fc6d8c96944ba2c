using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;
using Pointwise.Training.Optimisers;

namespace Pointwise.Training;

/// <summary>
/// Trains a model on a data set: every epoch in a new order, batch by batch forward, backward, update. The same seed gives the same bits
/// on any number of threads.
/// </summary>
public static class TrainingLoop
{
    private const ulong OrderStream = 0x6F726465;

    /// <summary>Moves a model's parameters, in place.</summary>
    /// <param name="model">The model; its graph's batch does not matter.</param>
    /// <param name="data">The pictures to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="validation">Pictures kept apart that are scored after every epoch; null for none. They change nothing.</param>
    /// <param name="progress">Is told after every step, on this thread.</param>
    /// <param name="stop">Stops between steps; the parameters are then those of the last whole step.</param>
    /// <returns>The model with the account of its training as its provenance.</returns>
    /// <exception cref="PointwiseException">An option is impossible, model and data do not fit, or the loss is no longer a finite number.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public static Model Run(
        Model model, IDataSet data, TrainingOptions options, IDataSet? validation = null, IProgress<TrainingProgress>? progress = null, CancellationToken stop = default)
    {
        options.Check(model, data);
        int batch = options.BatchSize, steps = data.Count / batch, classes = Fit.Classes(model);
        string main = model.Graph.Heads[0].Name;
        Graph graph = TrainingGraph.Compile(model.Graph.ForInput(model.Graph.Input.Shape.WithBatch(batch)), options.LabelSmoothing);
        using var workers = new Workers(options.Threads);
        using var step = new TrainingStep(graph, model.Parameters, workers);
        using var optimiser = new OptimiserState(options.Optimiser, step.Trained, workers);
        using Evaluation? evaluation = validation is null ? null : new Evaluation(model, validation, options.Threads);
        var batches = new BatchFiller(data, model.Graph.Input.Shape.WithBatch(1), model.Preprocessing, batch, workers, options.Augmentation, options.Seed);
        var meter = new TrainingMeter(options, data);
        Schedule rates = options.Rates;
        int[] order = new int[data.Count];
        for (int epoch = 0; epoch < options.Epochs; epoch++)
        {
            Shuffle(order, options.Seed, epoch);
            meter.Begin(epoch);
            for (int i = 0; i < steps; i++)
            {
                stop.ThrowIfCancellationRequested();
                ReadOnlySpan<int> pictures = order.AsSpan(i * batch, batch);
                batches.Fill(pictures, epoch, step.Picture);
                batches.FillTargets(pictures, classes, step.Targets);
                long number = (long)epoch * steps + i;
                step.Run(options.Seed, number);
                if (!float.IsFinite(step.TotalLoss)) throw NotFinite(model, step, options.Seed, number);
                double rate = rates.Rate((double)number / steps);
                optimiser.Step((float)rate);
                meter.Add(step.Loss(main), step.Logits(main), pictures);
                progress?.Report(meter.Progress(rate, i == steps - 1 ? evaluation?.Run(stop) : null));
            }
        }

        return model with { Provenance = Account.Of(model, data, options) };
    }

    private static void Shuffle(int[] order, ulong seed, int epoch)
    {
        for (int i = 0; i < order.Length; i++) order[i] = i;
        new RandomStream(seed, OrderStream).Split((ulong)epoch).Shuffle<int>(order);
    }

    private static PointwiseException NotFinite(Model model, TrainingStep step, ulong seed, long number) => new(
        $"{model.Graph.Name}: node {step.FirstNotFinite(seed, number)}", $"values are no longer finite at step {number + 1}", "a finite loss", $"{step.TotalLoss}", "lower the rate, or let it warm up");
}
