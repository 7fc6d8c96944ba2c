using System.Collections.Immutable;
using System.Diagnostics;
using Pointwise.Data;
using Pointwise.Data.Batching;
using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Operators;
using Pointwise.Tensors;
using Pointwise.Training.Checkpoints;
using Pointwise.Training.Optimisers;

namespace Pointwise.Training;

/// <summary>A training run at work: everything that a step changes, and what it needs. A step allocates nothing.</summary>
internal sealed class RunState : IDisposable
{
    private readonly TrainingRun run;
    private readonly Workers workers;
    private readonly TrainingStep step;
    private readonly OptimiserState optimiser;
    private readonly WeightAverage? average;
    private readonly BatchStream batches;
    private readonly List<EpochRecord> history;
    private readonly Schedule rates;
    private readonly string main;

    public RunState(TrainingRun run)
    {
        this.run = run;
        TrainingOptions options = run.Options;
        options.Check(run.Model, run.Data, run.Validation);
        (main, rates) = (run.Model.Graph.Heads[0].Name, options.Rates);
        Steps = run.Data.Count / options.BatchSize;
        Graph graph = TrainedGraph.Of(run);
        var freezing = new Freezing(graph, options.Frozen);
        var layers = new LayerRates(run.Model.Graph, options);
        workers = new Workers(options.Threads);
        step = new TrainingStep(graph, run.Model.Parameters, workers, freezing.IsTrained, freezing.IsStill);
        optimiser = new OptimiserState(options.Optimiser, step.Trained, workers, spec => layers.Of(spec.Name));
        average = options.AverageDecay > 0 ? new WeightAverage(run.Model.Graph, run.Model.Parameters, options.AverageDecay, workers) : null;
        history = new List<EpochRecord>(Math.Min(options.Epochs, 1024));
        Meter = new TrainingMeter(options, run.Data);
        if (run.From is { } from) Restore(from);
        batches = Batches();
    }

    /// <summary>Steps of an epoch.</summary>
    public int Steps { get; }

    /// <summary>The running epoch, from 0.</summary>
    public int Epoch { get; private set; }

    /// <summary>Steps of it that are done.</summary>
    public int Done { get; private set; }

    /// <summary>Steps done in all.</summary>
    public long Number => (long)Epoch * Steps + Done;

    public BestEpoch? Best { get; private set; }

    public TrainingMeter Meter { get; }

    /// <summary>Pictures that were passed over so far, by index.</summary>
    public ImmutableArray<BadPicture> BadPictures => batches.ListBadPictures();

    /// <summary>The learning rate of the last step.</summary>
    public double Rate => rates.Rate((double)Math.Max(0, Number - 1) / Steps);

    public bool StoppedEarly => run.Options.Patience > 0 && Best is { } best && Epoch - best.Epoch >= run.Options.Patience;

    public bool IsFinished => Epoch >= run.Options.Epochs || StoppedEarly;

    public TrainingHistory History => new([.. history], Best, StoppedEarly && Epoch < run.Options.Epochs);

    /// <summary>The model as it would answer now: the weights' average where there is one.</summary>
    public Model Answering => average is null ? run.Model : run.Model with { Parameters = average.Averages };

    /// <summary>One batch forward, backward, update.</summary>
    /// <exception cref="PointwiseException">The loss is no longer finite; the node is named.</exception>
    public StepRecord Step()
    {
        int batch = run.Options.BatchSize;
        long number = Number, before = Stopwatch.GetTimestamp();
        Batch made = batches.Next() ?? throw new UnreachableException();
        made.Pictures.CopyTo(step.Picture);
        made.Targets.CopyTo(step.Targets);
        long waited = Stopwatch.GetTimestamp() - before;
        step.Run(run.Options.Seed, number);
        if (!float.IsFinite(step.TotalLoss)) throw NotFinite(number);
        double rate = rates.Rate((double)number / Steps);
        optimiser.Step((float)rate);
        average?.Add(number);
        float loss = step.Loss(main);
        double right = Meter.Add(loss, step.Logits(main), made, waited, batches.BadPictures);
        Done++;
        return new StepRecord(number + 1, Epoch + 1, batch, right, loss, rate);
    }

    /// <summary>Closes an epoch whose steps are all done, and begins the next.</summary>
    /// <returns>The record of the epoch, and whether its score is the best so far.</returns>
    public (EpochRecord Record, bool IsBest) EndEpoch(Score? validation, EpochSpeed? speed)
    {
        EpochRecord record = Meter.Record(Rate, validation, speed);
        history.Add(record);
        bool best = validation is not null && (Best is null || Best.Score.IsBeatenBy(validation));
        if (best) Best = new BestEpoch(Epoch + 1, validation!);
        (Epoch, Done) = (Epoch + 1, 0);
        Meter.Begin(Epoch);
        return (record, best);
    }

    /// <summary>Leaves the model with the weights that answer.</summary>
    public void Finish() => average?.Replace();

    /// <summary>What a checkpoint keeps beside the model.</summary>
    public RunSnapshot Snapshot() => new(
        new CheckpointState(Epoch, Done, Meter.LossSum, Meter.Right, Best, [.. history], DataMark.Of(run.Data)),
        Answering, average is null ? null : run.Model.Parameters, [.. optimiser.Remembered]);

    public void Dispose()
    {
        batches.Dispose();
        average?.Dispose();
        optimiser.Dispose();
        step.Dispose();
        workers.Dispose();
    }

    private BatchStream Batches()
    {
        TrainingOptions options = run.Options;
        Shape input = run.Model.Graph.Input.Shape;
        int shortSide = CachedDataSet.ShortSideFor(input, run.Model.Preprocessing, options.Augmentation);
        IPictureSet data = run.Data switch
        {
            IDataSet classes when shortSide > 0 => new CachedDataSet(classes, shortSide),
            IMaskSet masks when shortSide > 0 => new CachedMaskSet(masks, shortSide),
            _ => run.Data,
        };
        var recipe = new BatchRecipe(data, input, run.Model.Preprocessing, Fit.Classes(run.Model))
        {
            Augmentation = options.Augmentation, Seed = options.Seed, OnBadPicture = options.OnBadPicture,
        };
        var order = new EpochBatches(new PictureOrder(run.Data, options.Sampling, options.Seed), options.BatchSize, Steps, options.Epochs);
        return new BatchStream(recipe, order, BatchStream.ThreadsFor(options.Threads), first: Number);
    }

    private void Restore(Checkpoint from)
    {
        CheckpointState state = from.State;
        state.RequireSteps(from.Path, Steps);
        (Epoch, Done, Best) = (state.Epoch, state.Done, state.Best);
        history.AddRange(state.History);
        Meter.Begin(Epoch, Done, state.LossSum, state.Right);
        optimiser.Restore(Number, from.Remembered);
        if (average is null) return;
        foreach (string name in average.Averages.Names)
        {
            run.Model.Parameters[name].Values.CopyTo(average.Averages[name].Values);
            from.Value(name, run.Model.Parameters[name].Shape).Values.CopyTo(run.Model.Parameters[name].Values);
        }
    }

    private PointwiseException NotFinite(long number) => new(
        $"{run.Model.Graph.Name}: node {step.FirstNotFinite(run.Options.Seed, number)}", $"values are no longer finite at step {number + 1}", "a finite loss", $"{step.TotalLoss}", "lower the rate, or let it warm up");
}
