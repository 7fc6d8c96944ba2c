using Pointwise.Data;
using Pointwise.Tensors;

namespace Pointwise.Training;

/// <summary>How an epoch's pictures are chosen.</summary>
public enum Sampling
{
    /// <summary>Every picture once, in a new order each epoch.</summary>
    Shuffled,

    /// <summary>As many pictures of each class as of any other: those of small classes several times, of large ones a new part each epoch.</summary>
    Balanced,
}

/// <summary>Which pictures an epoch shows, in order: a function of seed and epoch alone.</summary>
internal sealed class PictureOrder
{
    private const ulong OrderStream = 0x6F726465, ChoiceStream = 0x63686F69;
    private readonly int[] order;
    private readonly ulong seed;
    private readonly int[][] classes;

    public PictureOrder(IPictureSet data, Sampling sampling, ulong seed)
    {
        order = new int[data.Count];
        this.seed = seed;
        classes = sampling == Sampling.Balanced && data is IDataSet labelled
            ? [.. Enumerable.Range(0, data.Count).GroupBy(labelled.Label).OrderBy(g => g.Key).Select(g => g.ToArray())]
            : [[.. Enumerable.Range(0, data.Count)]];
    }

    /// <summary>Indices of pictures, as many as the data set has. Good until the next call.</summary>
    /// <param name="epoch">Which epoch, from 0.</param>
    public ReadOnlySpan<int> Of(int epoch)
    {
        if (classes.Length > 1) Choose(epoch);
        else classes[0].CopyTo(order, 0);
        new RandomStream(seed, OrderStream).Split((ulong)epoch).Shuffle<int>(order);
        return order;
    }

    /// <summary>Classes take turns; each goes through its own pictures in a random order, again and again.</summary>
    private void Choose(int epoch)
    {
        RandomStream random = new RandomStream(seed, ChoiceStream).Split((ulong)epoch);
        for (int c = 0; c < classes.Length; c++)
        {
            int[] own = [.. classes[c]];
            // which classes get one more where the turns do not come out even changes from epoch to epoch
            int place = (c + epoch) % classes.Length;
            for (int at = place, turn = 0; at < order.Length; at += classes.Length, turn++)
            {
                if (turn % own.Length == 0) random.Split((ulong)c).Split((ulong)(turn / own.Length)).Shuffle<int>(own);
                order[at] = own[turn % own.Length];
            }
        }
    }
}
