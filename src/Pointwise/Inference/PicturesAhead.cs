using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Pointwise.Data;
using Pointwise.Graphs;

namespace Pointwise.Inference;

/// <summary>
/// Reads pictures ahead of a network, a few at once, and hands them on in their order. So many wait at most; then reading waits.
/// </summary>
internal sealed class PicturesAhead : IAsyncDisposable
{
    private const int MostAtOnce = 8;
    private readonly int atOnce = Math.Min(MostAtOnce, Environment.ProcessorCount);
    private readonly SemaphoreSlim reading;
    private readonly Model model;
    private readonly ImmutableArray<PictureView> views;
    private readonly Channel<Task<ReadyPicture>> waiting;
    private readonly ConcurrentBag<PictureReader> readers = [];
    private readonly ConcurrentBag<float[]> memory = [];
    private readonly CancellationTokenSource end;
    private readonly Task feeding;

    /// <param name="model">What they are prepared for.</param>
    /// <param name="views">Views of each.</param>
    /// <param name="pictures">Asked for one after the other.</param>
    /// <param name="most">Pictures that wait at most.</param>
    /// <param name="stop">Ends reading.</param>
    public PicturesAhead(Model model, ImmutableArray<PictureView> views, IEnumerable<PictureSource> pictures, int most, CancellationToken stop)
    {
        (this.model, this.views, reading) = (model, views, new SemaphoreSlim(atOnce));
        waiting = Channel.CreateBounded<Task<ReadyPicture>>(new BoundedChannelOptions(most) { SingleReader = true, SingleWriter = true });
        end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        feeding = Task.Run(() => Feed(pictures), CancellationToken.None);
    }

    /// <summary>The next pictures: as many as asked for, fewer at the end, none behind it. Each must be given back.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public async Task<List<ReadyPicture>> Next(int count)
    {
        var next = new List<ReadyPicture>(count);
        while (next.Count < count && await waiting.Reader.WaitToReadAsync(end.Token).ConfigureAwait(false))
        {
            while (next.Count < count && waiting.Reader.TryRead(out Task<ReadyPicture>? picture)) next.Add(await picture.ConfigureAwait(false));
        }

        return next;
    }

    /// <summary>Takes a picture's memory back.</summary>
    public void GiveBack(ReadyPicture picture)
    {
        if (picture.Values.Length > 0) memory.Add(picture.Values);
    }

    /// <summary>Ends reading and waits for what is being read.</summary>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync().ConfigureAwait(false);
        await feeding.ConfigureAwait(false);
        for (int i = 0; i < atOnce; i++) await reading.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        reading.Dispose();
        end.Dispose();
    }

    /// <summary>Whatever the caller's list throws ends the stream and is thrown where pictures are awaited.</summary>
    private async Task Feed(IEnumerable<PictureSource> pictures)
    {
        try
        {
            foreach (PictureSource picture in pictures)
            {
                await reading.WaitAsync(end.Token).ConfigureAwait(false);
                await waiting.Writer.WriteAsync(Task.Run(() => Prepare(picture), CancellationToken.None), end.Token).ConfigureAwait(false);
            }

            waiting.Writer.Complete();
        }
        catch (Exception e)
        {
            waiting.Writer.Complete(e);
        }
    }

    private ReadyPicture Prepare(PictureSource source)
    {
        try
        {
            return Read(source);
        }
        finally
        {
            reading.Release();
        }
    }

    private ReadyPicture Read(PictureSource source)
    {
        if (!readers.TryTake(out PictureReader? reader)) reader = new PictureReader(model.Graph.Name, model.Graph.Input.Shape, model.Preprocessing);
        if (!memory.TryTake(out float[]? values)) values = new float[checked(views.Length * reader.Floats)];
        try
        {
            Picture picture = source.Read();
            for (int view = 0; view < views.Length; view++) reader.Fill(source.Name, picture, values.AsSpan(view * reader.Floats, reader.Floats), views[view]);
            return new ReadyPicture(source.Name, values, null);
        }
        catch (PointwiseException e)
        {
            memory.Add(values);
            return new ReadyPicture(source.Name, [], e);
        }
        finally
        {
            readers.Add(reader);
        }
    }
}

/// <summary>A picture as a network takes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">All views, channels-last; empty where it cannot be read.</param>
/// <param name="Error">Why it cannot be read; else null.</param>
internal readonly record struct ReadyPicture(string Name, float[] Values, PointwiseException? Error);
