using System.Collections.Immutable;
using Pointwise.Data.Augmenting;

namespace Pointwise.Data.Batching;

/// <summary>
/// Batches made ahead: threads of its own read, change and normalise pictures into a ring of batches while the caller computes. A caller
/// that comes too early helps. One picture is one piece of work and draws from its own numbers, so threads change nothing. Nothing managed
/// is allocated once it runs, unless reading a picture does. One caller at a time.
/// </summary>
internal sealed class BatchStream : IDisposable
{
    /// <summary>Batches made ahead where nothing is said.</summary>
    public const int UsualAhead = 2;

    private const int MostThreads = 8;
    private const int ThreadsServed = 4;
    private const int PicturesAtOnce = 4;
    private const int LookUpMilliseconds = 50;
    private readonly object gate = new();
    private readonly BatchRecipe recipe;
    private readonly IBatchOrder order;
    private readonly BadPictures bad = new();
    private readonly Batch[] ring;
    private readonly Thread[] threads;
    private readonly PictureFiller own;
    private readonly BatchMixing? mixing;
    private bool stopping;

    // the next piece that nobody does yet, and the batch that the caller has or wants
    private long claimed;
    private int claimedPictures;
    private long wanted;
    private bool isHeld;

    /// <param name="recipe">What batches are made of.</param>
    /// <param name="order">Which pictures are in which batch.</param>
    /// <param name="threads">Threads beside the caller's; 0 where the caller makes all.</param>
    /// <param name="ahead">Batches made while the caller has one.</param>
    /// <param name="first">The batch to begin with.</param>
    /// <exception cref="PointwiseException">Preprocessing, network and augmentation do not fit each other.</exception>
    public BatchStream(BatchRecipe recipe, IBatchOrder order, int threads, int ahead = UsualAhead, long first = 0)
    {
        (this.recipe, this.order, claimed, wanted) = (recipe, order, first, first);
        own = new PictureFiller(recipe, bad);
        int floats = checked(recipe.Floats * recipe.Views.Length);
        ring = [.. Enumerable.Range(0, ahead + 1).Select(_ => new Batch(order.Largest, floats, recipe.TargetFloats, recipe.Classes))];
        if (recipe.Augmentation is { IsMixing: true } augmentation) mixing = new BatchMixing(augmentation, recipe.Input, recipe.Classes);
        this.threads = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            var filler = new PictureFiller(recipe, bad);
            this.threads[i] = new Thread(() => Serve(filler)) { IsBackground = true, Name = $"pointwise pictures {i + 1}" };
            this.threads[i].Start();
        }
    }

    /// <summary>Pictures that were passed over so far.</summary>
    public int BadPictures => bad.Count;

    /// <summary>These, by index.</summary>
    public ImmutableArray<BadPicture> ListBadPictures() => bad.All;

    /// <summary>Threads that keep up with a network which computes on so many.</summary>
    /// <param name="workers">The network's threads; 0 for one a processor.</param>
    public static int ThreadsFor(int workers) => Math.Clamp((workers == 0 ? Environment.ProcessorCount : workers) / ThreadsServed, 1, MostThreads);

    /// <summary>The next batch; null after the last. The one before it is given back.</summary>
    /// <param name="stop">Stops waiting.</param>
    /// <exception cref="PointwiseException">A picture could not be read. Its batch is lost, the next call gives the one after.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was asked for.</exception>
    public Batch? Next(CancellationToken stop = default)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stopping, this);
            if (isHeld) wanted++;
            isHeld = false;
            Monitor.PulseAll(gate);
        }

        if (wanted >= order.Batches) return null;
        Batch batch = Await(stop);
        isHeld = true;
        batch.ThrowIfFailed();
        return batch;
    }

    /// <summary>Ends the threads; a picture that is being read is waited for.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            stopping = true;
            Monitor.PulseAll(gate);
        }

        foreach (Thread thread in threads) thread.Join();
    }

    private Batch Await(CancellationToken stop)
    {
        Batch batch = ring[wanted % ring.Length];
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            Piece piece;
            lock (gate)
            {
                if (batch.Number == wanted && batch.IsReady) return batch;
                if (claimed > wanted || !TryClaim(out piece))
                {
                    Monitor.Wait(gate, LookUpMilliseconds);
                    continue;
                }
            }

            Do(piece, own);
        }
    }

    private void Serve(PictureFiller filler)
    {
        while (true)
        {
            Piece piece = default;
            lock (gate)
            {
                while (!stopping && !TryClaim(out piece)) Monitor.Wait(gate);
                if (stopping) return;
            }

            Do(piece, filler);
        }
    }

    /// <summary>Takes the next pictures, unless all batches are claimed, or the ring is full. Within the gate.</summary>
    private bool TryClaim(out Piece piece)
    {
        piece = default;
        if (claimed >= order.Batches || claimed - wanted >= ring.Length) return false;
        Batch batch = ring[claimed % ring.Length];
        if (claimedPictures == 0) batch.Open(claimed, order);
        piece = new Piece(batch, claimedPictures, Math.Min(PicturesAtOnce, batch.Count - claimedPictures));
        claimedPictures += piece.Count;
        if (claimedPictures < batch.Count) return true;
        claimed++;
        claimedPictures = 0;
        return true;
    }

    private void Do(Piece piece, PictureFiller filler)
    {
        Batch batch = piece.Batch;
        for (int i = piece.First; i < piece.First + piece.Count; i++)
        {
            try
            {
                filler.Fill(batch, i, order.Replaces);
            }
            catch (Exception e)
            {
                lock (gate) batch.Fail(i, e);
            }
        }

        lock (gate)
        {
            batch.Missing -= piece.Count;
            if (batch.Missing > 0) return;
        }

        Finish(batch);
    }

    private void Finish(Batch batch)
    {
        if (mixing is not null && !batch.HasFailed)
        {
            lock (mixing) mixing.Mix(AugmentedReader.Stream(recipe.Seed).Split((ulong)batch.Epoch), batch.Indices, batch.Pictures, batch.Targets);
        }

        lock (gate)
        {
            batch.IsReady = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Some neighbouring places of a batch.</summary>
    private readonly record struct Piece(Batch Batch, int First, int Count);
}
