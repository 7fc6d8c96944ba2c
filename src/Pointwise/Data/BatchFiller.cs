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
    private readonly PictureReader[] readers;
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
        augmentation?.Check();
        (this.data, this.input, this.augmentation, this.workers) = (data, input, augmentation, workers);
        readers = [.. Enumerable.Range(0, workers.Count).Select(_ => new PictureReader(data.Name, input, preprocessing))];
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

    private void FillOne(int position, int worker)
    {
        try
        {
            FillNamed(position, worker);
        }
        catch (PointwiseException e) when (e.Where.Length == 0)
        {
            throw new PointwiseException(data.NameOf(indices[position]), e.Problem, e.Expected, e.Found, e.Fix, e);
        }
    }

    private void FillNamed(int position, int worker)
    {
        int index = indices[position];
        PictureReader reader = readers[worker];
        Span<float> values = pictures.AsSpan(position * PictureFloats, PictureFloats);
        Picture picture = data.Read(index);
        if (augmentation is null)
        {
            reader.Fill("", picture, values);
            return;
        }

        augmentation.Draw(epochRandom, index).Read(reader.Read("", picture, default), input.H, input.W, input.C, values);
        reader.Normalize(values);
    }

    private readonly struct Work(BatchFiller filler) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged => filler.FillOne(piece, worker);
    }
}
