using System.Diagnostics;
using System.Numerics.Tensors;
using Pointwise.Data;
using Pointwise.Data.Batching;
using Pointwise.Inference;

namespace Pointwise.Training;

/// <summary>Counts what a run has seen, and its speed.</summary>
internal sealed class TrainingMeter(TrainingOptions options, IPictureSet data)
{
    private readonly long runStarted = Stopwatch.GetTimestamp();
    private readonly int stepsPerEpoch = data.Count / options.BatchSize;
    private long epochStarted = Stopwatch.GetTimestamp();
    private long waited;
    private long stepsHere;
    private bool wholeEpoch = true;
    private int epoch;
    private int step;
    private int badPictures;

    /// <summary>Sum of the losses of the epoch's steps so far.</summary>
    public double LossSum { get; private set; }

    /// <summary>Pictures of the epoch so far that were answered rightly; where every pixel has a class, shares of them.</summary>
    public double Right { get; private set; }

    private double Loss => LossSum / step;

    private double Accuracy => Right / ((long)step * options.BatchSize);

    /// <summary>Begins an epoch, counted from 0, or goes on with one that was begun before this run was resumed.</summary>
    public void Begin(int nextEpoch, int stepsDone = 0, double lossSum = 0, double right = 0)
    {
        (epoch, step, LossSum, Right) = (nextEpoch, stepsDone, lossSum, right);
        (epochStarted, waited, wholeEpoch) = (Stopwatch.GetTimestamp(), 0, stepsDone == 0);
    }

    /// <summary>Takes a step's loss and scores in.</summary>
    /// <param name="stepLoss">The main head's loss.</param>
    /// <param name="scores">Its scores.</param>
    /// <param name="batch">The pictures they belong to.</param>
    /// <param name="waitedFor">Clock ticks that the step waited for them.</param>
    /// <param name="passedOver">Pictures that could not be read so far.</param>
    public double Add(float stepLoss, ReadOnlySpan<float> scores, Batch batch, long waitedFor, int passedOver)
    {
        badPictures = passedOver;
        step++;
        stepsHere++;
        waited += waitedFor;
        LossSum += stepLoss;
        double right = data is IDataSet labelled ? RightPictures(labelled, scores, batch.Indices) : RightPixels(scores, batch);
        Right += right;
        return right;
    }

    private static int RightPictures(IDataSet labelled, ReadOnlySpan<float> scores, ReadOnlySpan<int> pictures)
    {
        int classes = scores.Length / pictures.Length, right = 0;
        for (int i = 0; i < pictures.Length; i++)
            if (Scores.RankOf(labelled.Label(pictures[i]), scores.Slice(i * classes, classes)) == 0) right++;
        return right;
    }

    /// <summary>The share of labelled pixels whose largest score is where the target is, times the pictures.</summary>
    private static double RightPixels(ReadOnlySpan<float> scores, Batch batch)
    {
        ReadOnlySpan<float> targets = batch.Targets;
        int classes = batch.Classes;
        long right = 0, labelled = 0;
        for (int at = 0; at < targets.Length; at += classes)
        {
            int label = targets.Slice(at, classes).IndexOf(1f);
            if (label < 0) continue;
            labelled++;
            if (TensorPrimitives.IndexOfMax(scores.Slice(at, classes)) == label) right++;
        }

        return labelled == 0 ? 0 : (double)right / labelled * batch.Count;
    }

    /// <summary>Where the run stands.</summary>
    public TrainingProgress Progress(double rate, Score? validation)
    {
        double seconds = Stopwatch.GetElapsedTime(runStarted).TotalSeconds;
        long left = (long)options.Epochs * stepsPerEpoch - ((long)epoch * stepsPerEpoch + step), done = Math.Max(1, stepsHere);
        return new TrainingProgress(
            epoch + 1, options.Epochs, step, stepsPerEpoch, Loss, Accuracy, rate,
            done * options.BatchSize / seconds, TimeSpan.FromSeconds(seconds / done * left), validation)
        {
            WaitingShare = WaitingShare(Stopwatch.GetElapsedTime(epochStarted).TotalSeconds), BadPictures = badPictures,
        };
    }

    /// <summary>The epoch's speed so far; null where its beginning was not seen.</summary>
    public EpochSpeed? Speed()
    {
        if (!wholeEpoch) return null;
        double seconds = Stopwatch.GetElapsedTime(epochStarted).TotalSeconds;
        return new EpochSpeed(seconds, (double)step * options.BatchSize / seconds, WaitingShare(seconds));
    }

    private double WaitingShare(double seconds) => seconds > 0 ? Math.Min(1, waited / (double)Stopwatch.Frequency / seconds) : 0;

    /// <summary>The epoch as it ended.</summary>
    public EpochRecord Record(double rate, Score? validation, EpochSpeed? speed) => new(epoch + 1, Loss, Accuracy, rate, validation, speed);
}
