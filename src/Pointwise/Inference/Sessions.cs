using System.Diagnostics;
using Pointwise.Graphs;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Inference;

/// <summary>
/// One model's sessions by the shape of the pictures: each planned when its shape is first asked for, the one that was not asked for longest given up
/// when there are too many. They run on the same threads and share weights. Asking for one that is kept allocates no managed memory. One caller at a
/// time. The model stays the caller's and must outlive them.
/// </summary>
public sealed class Sessions : IDisposable
{
    /// <summary>Sessions that are kept where no other number is asked for.</summary>
    public const int UsualMost = 8;

    private readonly Model model;
    private readonly SessionOptions options;
    private readonly Workers workers;
    private readonly Shape designed;
    private readonly int most;
    private readonly long mostBytes;

    // the one asked for last comes first
    private readonly List<Session> kept = [];
    private bool disposed;

    /// <summary>Keeps a model's sessions.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Threads, heads and rewrites; null for the usual.</param>
    /// <param name="most">The most sessions that are kept, from 1.</param>
    /// <param name="mostBytes">The most bytes for values that all of them have, but for the one that was asked for last.</param>
    /// <exception cref="PointwiseException">The number is below 1.</exception>
    public Sessions(Model model, SessionOptions? options = null, int most = UsualMost, long mostBytes = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (most < 1) throw new PointwiseException("sessions", "out of range", "at least 1", $"{most}", "keep at least one session");
        (this.model, this.options, this.most, this.mostBytes) = (model, options ?? new SessionOptions(), most, mostBytes);
        designed = model.Graph.Input.Shape;
        workers = new Workers(this.options.Threads);
    }

    /// <summary>Sessions that are kept now.</summary>
    public int Count => kept.Count;

    /// <summary>The session for so many pictures of the size that the model was made for.</summary>
    /// <param name="batch">Pictures a run.</param>
    /// <exception cref="PointwiseException">The batch is below 1, a head is unknown, or tensors are missing or do not fit the network.</exception>
    public Session For(int batch) => For(BatchShape.Of(model.Graph.Name, designed, batch));

    /// <summary>The session for pictures of a shape. It is valid until as many other shapes have been asked for as are kept.</summary>
    /// <param name="input">The pictures, [N,C,H,W].</param>
    /// <exception cref="PointwiseException">A node does not fit the input, a head is unknown, or tensors are missing or do not fit the network.</exception>
    /// <exception cref="ObjectDisposedException">They are disposed.</exception>
    public Session For(Shape input)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        int index = IndexOf(input);
        Session session = index >= 0 ? kept[index] : Plan(input);
        if (index == 0) return session;
        if (index > 0) kept.RemoveAt(index);
        kept.Insert(0, session);
        if (index < 0) GiveUpOldest();
        return session;
    }

    /// <summary>Takes over the parameters' present values, after training has moved them.</summary>
    public void Refresh() => kept.ForEach(s => s.Refresh());

    /// <summary>Gives memory and threads back; the model stays.</summary>
    public void Dispose()
    {
        disposed = true;
        kept.ForEach(s => s.Dispose());
        kept.Clear();
        workers.Dispose();
    }

    /// <summary>Whether the session of so many pictures is there.</summary>
    internal bool Keeps(int batch) => IndexOf(BatchShape.Of(model.Graph.Name, designed, batch)) >= 0;

    /// <summary>Seconds that the last session took to be planned; 0 before the first.</summary>
    internal double SecondsOfPlanning { get; private set; }

    private Session Plan(Shape input)
    {
        long start = Stopwatch.GetTimestamp();
        var session = new Session(model, input, options, workers);
        SecondsOfPlanning = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return session;
    }

    private void GiveUpOldest()
    {
        while (kept.Count > most || (kept.Count > 1 && kept.Sum(s => s.ValueBytes) > mostBytes))
        {
            kept[^1].Dispose();
            kept.RemoveAt(kept.Count - 1);
        }
    }

    private int IndexOf(Shape input)
    {
        for (int i = 0; i < kept.Count; i++)
            if (kept[i].InputShape == input) return i;
        return -1;
    }
}
