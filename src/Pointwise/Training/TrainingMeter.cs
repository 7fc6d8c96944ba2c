using System.Diagnostics;
using Pointwise.Data;
using Pointwise.Inference;

namespace Pointwise.Training;

/// <summary>Counts what a run has seen, and its speed.</summary>
internal sealed class TrainingMeter(TrainingOptions options, IDataSet data)
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly int stepsPerEpoch = data.Count / options.BatchSize;
    private int epoch;
    private int step;
    private int right;
    private double loss;

    /// <summary>Begins an epoch, counted from 0.</summary>
    public void Begin(int nextEpoch) => (epoch, step, right, loss) = (nextEpoch, 0, 0, 0);

    /// <summary>Takes a step's loss and scores in.</summary>
    public void Add(float stepLoss, ReadOnlySpan<float> scores, ReadOnlySpan<int> pictures)
    {
        step++;
        loss += stepLoss;
        int classes = scores.Length / pictures.Length;
        for (int i = 0; i < pictures.Length; i++)
            if (Scores.RankOf(data.Label(pictures[i]), scores.Slice(i * classes, classes)) == 0) right++;
    }

    /// <summary>Where the run stands.</summary>
    public TrainingProgress Progress(double rate, Score? validation)
    {
        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        long done = (long)epoch * stepsPerEpoch + step, all = (long)options.Epochs * stepsPerEpoch;
        return new TrainingProgress(
            epoch + 1, options.Epochs, step, stepsPerEpoch, loss / step, (double)right / ((long)step * options.BatchSize), rate,
            done * options.BatchSize / seconds, TimeSpan.FromSeconds(seconds / done * (all - done)), validation);
    }
}
