using System.Diagnostics;
using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Data;

/// <summary>Makes batches of a data set: reads, moves where asked, normalises. One picture is one piece of work, so threads change nothing.</summary>
internal sealed class BatchFiller
{
    private const ulong AugmentationStream = 0x61756776;
    private readonly IDataSet data;
    private readonly Preprocessing preprocessing;
    private readonly Augmentation? augmentation;
    private readonly RandomStream random;
    private readonly Workers workers;
    private readonly Shape input;
    private readonly int[] indices;
    private readonly float[] pictures;
    private RandomStream epochRandom;

    /// <param name="data">Where pictures come from.</param>
    /// <param name="input">The network's input, [1,C,H,W].</param>
    /// <param name="preprocessing">What is done to the pictures.</param>
    /// <param name="batch">The largest batch.</param>
    /// <param name="workers">Who does it.</param>
    /// <param name="augmentation">How training pictures are moved; null for not at all.</param>
    /// <param name="seed">The run's seed.</param>
    public BatchFiller(IDataSet data, Shape input, Preprocessing preprocessing, int batch, Workers workers, Augmentation? augmentation = null, ulong seed = 0)
    {
        CheckChannels(data, input, preprocessing);
        augmentation?.Check();
        (this.data, this.input, this.preprocessing, this.augmentation, this.workers) = (data, input, preprocessing, augmentation, workers);
        random = new RandomStream(seed, AugmentationStream);
        PictureFloats = checked((int)input.Elements);
        indices = new int[batch];
        pictures = new float[checked(batch * PictureFloats)];
    }

    /// <summary>Floats of one picture.</summary>
    public int PictureFloats { get; }

    /// <summary>Fills a batch.</summary>
    /// <param name="wanted">Which pictures, in order.</param>
    /// <param name="epoch">Which epoch's movements.</param>
    /// <param name="destination">[N,H,W,C] values for the network; what is beyond the wanted pictures is set to 0.</param>
    public void Fill(ReadOnlySpan<int> wanted, int epoch, Span<float> destination)
    {
        Debug.Assert(wanted.Length <= indices.Length && destination.Length >= wanted.Length * PictureFloats);
        wanted.CopyTo(indices);
        epochRandom = random.Split((ulong)epoch);
        var work = new Work(this);
        workers.Run(ref work, wanted.Length);
        int filled = wanted.Length * PictureFloats;
        pictures.AsSpan(0, filled).CopyTo(destination);
        destination[filled..].Clear();
    }

    /// <summary>One row a picture: 1 at its class, 0 elsewhere; rows beyond the wanted pictures are 0.</summary>
    public void FillTargets(ReadOnlySpan<int> wanted, int classes, Span<float> destination)
    {
        destination.Clear();
        for (int i = 0; i < wanted.Length; i++) destination[i * classes + data.Label(wanted[i])] = 1;
    }

    private void FillOne(int position)
    {
        int index = indices[position];
        Span<float> values = pictures.AsSpan(position * PictureFloats, PictureFloats);
        Picture picture = data.Read(index);
        if (!picture.Fits(input)) throw picture.OtherSize(data.NameOf(index), input);
        if (augmentation is null)
        {
            picture.Fill(data.Name, input, preprocessing, values);
            return;
        }

        augmentation.Draw(epochRandom, index).Read(picture.Pixels.Span, picture.Height, picture.Width, picture.Channels, values);
        Normalization.Apply(preprocessing, values);
    }

    private static void CheckChannels(IDataSet data, Shape input, Preprocessing preprocessing)
    {
        if (preprocessing.Mean.Length != preprocessing.Deviation.Length || (preprocessing.Mean.Length != 1 && preprocessing.Mean.Length != input.C))
        {
            throw new PointwiseException($"{data.Name}: preprocessing", "mean and deviation do not fit the pictures' channels", $"1 or {input.C} of each",
                $"{preprocessing.Mean.Length} and {preprocessing.Deviation.Length}", "use the model with pictures of its own kind");
        }
    }

    private readonly struct Work(BatchFiller filler) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged => filler.FillOne(piece);
    }
}
