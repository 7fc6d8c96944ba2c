using Pointwise.Data.Batching;

namespace Pointwise.Training;

/// <summary>Training's batches: each epoch's order cut into batches; what does not fill one is left out.</summary>
internal sealed class EpochBatches(PictureOrder order, int batch, int steps, int epochs) : IBatchOrder
{
    private int[] pictures = [];
    private int drawn = -1;

    public int Largest => batch;

    public long Batches => (long)steps * epochs;

    public bool Replaces => true;

    public int Epoch(long number) => (int)(number / steps);

    public int Fill(long number, Span<int> chosen)
    {
        int epoch = Epoch(number);
        if (epoch != drawn)
        {
            ReadOnlySpan<int> all = order.Of(epoch);
            if (pictures.Length != all.Length) pictures = new int[all.Length];
            all.CopyTo(pictures);
            drawn = epoch;
        }

        pictures.AsSpan((int)(number % steps) * batch, batch).CopyTo(chosen);
        return batch;
    }
}
