namespace Pointwise.Training.Logs;

/// <summary>Means over some steps: one step says little.</summary>
internal sealed class StepGroup(int steps)
{
    private int pictures;
    private double right;
    private int count;
    private double loss;

    public double Loss => loss / count;

    public double Accuracy => right / pictures;

    /// <summary>Takes a step in.</summary>
    /// <returns>Whether the group is whole; the next step begins another.</returns>
    public bool Add(in StepRecord step)
    {
        if (count == steps) Clear();
        (pictures, right, loss, count) = (pictures + step.Pictures, right + step.Right, loss + step.Loss, count + 1);
        return count == steps;
    }

    public void Clear() => (pictures, right, loss, count) = (0, 0, 0, 0);

    /// <exception cref="PointwiseException">The number is below 1.</exception>
    public static int Require(int steps) => steps >= 1 ? steps
        : throw new PointwiseException("log: steps", "out of range", "at least 1", $"{steps}", "give a number of steps");
}
