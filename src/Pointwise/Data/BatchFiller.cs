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
    private readonly byte[][] pixels;
    private readonly int[] indices;
    private readonly float[] pictures;
    private RandomStream epochRandom;

    /// <param name="data">Where pictures come from.</param>
    /// <param name="preprocessing">What is done to their values.</param>
    /// <param name="batch">The largest batch.</param>
    /// <param name="workers">Who does it.</param>
    /// <param name="augmentation">How training pictures are moved; null for not at all.</param>
    /// <param name="seed">The run's seed.</param>
    public BatchFiller(IDataSet data, Preprocessing preprocessing, int batch, Workers workers, Augmentation? augmentation = null, ulong seed = 0)
    {
        CheckChannels(data, preprocessing);
        augmentation?.Check();
        (this.data, this.preprocessing, this.augmentation, this.workers) = (data, preprocessing, augmentation, workers);
        random = new RandomStream(seed, AugmentationStream);
        PictureFloats = checked((int)data.Picture.Elements);
        pixels = [.. Enumerable.Range(0, workers.Count).Select(_ => new byte[PictureFloats])];
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

    private void FillOne(int position, int worker)
    {
        byte[] source = pixels[worker];
        Span<float> values = pictures.AsSpan(position * PictureFloats, PictureFloats);
        data.Read(indices[position], source);
        Shape picture = data.Picture;
        if (augmentation is null)
            for (int i = 0; i < values.Length; i++) values[i] = source[i];
        else
            augmentation.Draw(epochRandom, indices[position]).Read(source, picture.H, picture.W, picture.C, values);
        Normalization.Apply(preprocessing, values);
    }

    private static void CheckChannels(IDataSet data, Preprocessing preprocessing)
    {
        if (preprocessing.Mean.Length != preprocessing.Deviation.Length || (preprocessing.Mean.Length != 1 && preprocessing.Mean.Length != data.Picture.C))
        {
            throw new PointwiseException($"{data.Name}: preprocessing", "mean and deviation do not fit the pictures' channels", $"1 or {data.Picture.C} of each",
                $"{preprocessing.Mean.Length} and {preprocessing.Deviation.Length}", "use the model with pictures of its own kind");
        }
    }

    private readonly struct Work(BatchFiller filler) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged => filler.FillOne(piece, worker);
    }
}
