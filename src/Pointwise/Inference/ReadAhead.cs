using System.Threading.Channels;

namespace Pointwise.Inference;

/// <summary>
/// Prepares items ahead of who uses them, a few at once, and hands them on in their order. So many wait at most; then preparing waits.
/// </summary>
/// <typeparam name="TItem">What is prepared.</typeparam>
/// <typeparam name="TReady">What it becomes.</typeparam>
internal sealed class ReadAhead<TItem, TReady> : IAsyncDisposable
{
    private const int MostAtOnce = 8;
    private readonly int atOnce = Math.Min(MostAtOnce, Environment.ProcessorCount);
    private readonly SemaphoreSlim preparing;
    private readonly Func<TItem, TReady> prepare;
    private readonly Channel<Task<TReady>> waiting;
    private readonly CancellationTokenSource end;
    private readonly Task feeding;

    /// <param name="items">Asked for one after the other.</param>
    /// <param name="prepare">Prepares one, on any thread.</param>
    /// <param name="most">Items that wait at most.</param>
    /// <param name="stop">Ends it.</param>
    public ReadAhead(IEnumerable<TItem> items, Func<TItem, TReady> prepare, int most, CancellationToken stop)
    {
        (this.prepare, preparing) = (prepare, new SemaphoreSlim(atOnce));
        waiting = Channel.CreateBounded<Task<TReady>>(new BoundedChannelOptions(most) { SingleReader = true, SingleWriter = true });
        end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        feeding = Task.Run(() => Feed(items), CancellationToken.None);
    }

    /// <summary>The next items: as many as asked for, fewer at the end, none behind it.</summary>
    /// <param name="count">How many.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public async Task<List<TReady>> Next(int count)
    {
        var next = new List<TReady>(count);
        while (next.Count < count && await waiting.Reader.WaitToReadAsync(end.Token).ConfigureAwait(false))
        {
            while (next.Count < count && waiting.Reader.TryRead(out Task<TReady>? ready)) next.Add(await ready.ConfigureAwait(false));
        }

        return next;
    }

    /// <summary>Ends preparing and waits for what is being prepared.</summary>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync().ConfigureAwait(false);
        await feeding.ConfigureAwait(false);
        for (int i = 0; i < atOnce; i++) await preparing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        preparing.Dispose();
        end.Dispose();
    }

    /// <summary>Whatever the caller's list throws ends the stream and is thrown where items are awaited.</summary>
    private async Task Feed(IEnumerable<TItem> items)
    {
        try
        {
            foreach (TItem item in items)
            {
                await preparing.WaitAsync(end.Token).ConfigureAwait(false);
                await waiting.Writer.WriteAsync(Task.Run(() => Prepare(item), CancellationToken.None), end.Token).ConfigureAwait(false);
            }

            waiting.Writer.Complete();
        }
        catch (Exception e)
        {
            waiting.Writer.Complete(e);
        }
    }

    private TReady Prepare(TItem item)
    {
        try
        {
            return prepare(item);
        }
        finally
        {
            preparing.Release();
        }
    }
}
