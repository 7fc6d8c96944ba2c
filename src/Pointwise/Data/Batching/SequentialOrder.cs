namespace Pointwise.Data.Batching;

/// <summary>Evaluation's order: all pictures one after the other, the last batch perhaps short.</summary>
/// <param name="pictures">How many pictures there are.</param>
/// <param name="batch">Pictures of the largest batch.</param>
internal sealed class SequentialOrder(int pictures, int batch) : IBatchOrder
{
    public int Largest => batch;

    public long Batches => ((long)pictures + batch - 1) / batch;

    public bool Replaces => false;

    public int Epoch(long number) => 0;

    public int Fill(long number, Span<int> indices)
    {
        int first = (int)number * batch, count = Math.Min(batch, pictures - first);
        for (int i = 0; i < count; i++) indices[i] = first + i;
        return count;
    }
}
