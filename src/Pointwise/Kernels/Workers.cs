using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Pointwise.Kernels;

/// <summary>One piece of a kernel's work. Pieces are cut the same way whatever the number of threads.</summary>
internal interface IWork
{
    /// <param name="piece">Which piece.</param>
    /// <param name="worker">Which thread does it, for scratch memory of its own.</param>
    void Do<TLanes, TVector>(int piece, int worker)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;
}

/// <summary>
/// Threads that stay, and the lane width they run with: the ground every kernel stands on. The calling thread is worker 0.
/// Which thread does a piece is left open; what a piece is and computes is not, so results do not depend on the number of threads.
/// One caller at a time.
/// </summary>
internal sealed unsafe class Workers : IDisposable
{
    private const int SpinsBeforeSleep = 2000;
    private const int NumberShift = 32;
    private const long Open = 1L << 31;
    private const long Inside = Open - 1;
    private const int TakenStride = 2 * Tensors.Arena.Alignment / sizeof(int);
    private readonly Thread[] threads;
    private readonly SemaphoreSlim[] wake;
    private readonly bool[] asleep;
    private readonly ScratchMemory[] scratch;
    private volatile bool stopping;

    // the call's number, whether threads may still join it, how many others are in it
    private long gate;
    private void* work;
    private delegate*<void*, int, int, void> invoke;
    private int pieces;
    private Exception? failure;

    // how many of each thread's share of the pieces are taken, each on a cache line of its own
    private readonly int[] taken;

    public Workers(int threads = 0, LaneWidth? width = null)
    {
        Count = CountFor(threads);
        Width = LaneWidths.Compiled(width ?? LaneWidths.Best);
        this.threads = new Thread[Count - 1];
        wake = new SemaphoreSlim[Count - 1];
        asleep = new bool[Count - 1];
        scratch = new ScratchMemory[Count];
        taken = new int[(Count + 1) * TakenStride];
        for (int i = 0; i < Count; i++) scratch[i] = new ScratchMemory();
        for (int i = 0; i < Count - 1; i++)
        {
            int index = i;
            wake[i] = new SemaphoreSlim(0);
            this.threads[i] = new Thread(() => Serve(index)) { IsBackground = true, Name = $"pointwise worker {i + 1}" };
            this.threads[i].Start();
        }
    }

    /// <summary>Threads, the caller's included, where so many are asked for; 0 for one a processor.</summary>
    public static int CountFor(int threads) => threads > 0 ? threads : Environment.ProcessorCount;

    /// <summary>Threads, the caller's included.</summary>
    public int Count { get; }

    /// <summary>The lanes kernels run with.</summary>
    public LaneWidth Width { get; }

    /// <summary>Memory of one worker's own that outlives the call and grows to the largest need.</summary>
    public ScratchMemory Scratch(int worker) => scratch[worker];

    /// <summary>Memory of the caller's own for one kernel call: weights turned round, partial sums.</summary>
    public ScratchMemory CallScratch { get; } = new();

    /// <summary>Memory that one product's threads fill and all of them then read.</summary>
    public ScratchMemory SharedScratch { get; } = new();

    /// <summary>Does all pieces, with this width of lanes, on as many threads as there are; returns when the last is done.</summary>
    public void Run<TWork>(ref TWork task, int count) where TWork : struct, IWork
    {
        switch (LaneWidths.Compiled(Width))
        {
            case LaneWidth.Sixteen: RunWith<TWork, Lanes16, Vector512<float>>(ref task, count); break;
            case LaneWidth.Eight: RunWith<TWork, Lanes8, Vector256<float>>(ref task, count); break;
            case LaneWidth.Four: RunWith<TWork, Lanes4, Vector128<float>>(ref task, count); break;
            default: RunWith<TWork, Lanes1, float>(ref task, count); break;
        }
    }

    private void RunWith<TWork, TLanes, TVector>(ref TWork task, int count)
        where TWork : struct, IWork
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        if (count <= 1 || Count == 1)
        {
            for (int piece = 0; piece < count; piece++) task.Do<TLanes, TVector>(piece, 0);
            return;
        }

        fixed (byte* address = &Unsafe.As<TWork, byte>(ref task))
        {
            work = address;
            invoke = &Invoke<TWork, TLanes, TVector>;
            pieces = count;
            for (int share = 0; share < Count; share++) taken[(share + 1) * TakenStride] = 0;
            Interlocked.Exchange(ref gate, ((long)(Number + 1) << NumberShift) | Open);
            WakeSleepers();
            try
            {
                Take(0);
            }
            finally
            {
                // the pieces' work lies on this thread's stack: nobody joins any more, and those inside finish before it goes
                Interlocked.And(ref gate, ~Open);
                var spin = default(SpinWait);
                while ((Volatile.Read(ref gate) & Inside) > 0) spin.SpinOnce(sleep1Threshold: -1);
            }
        }

        if (Interlocked.Exchange(ref failure, null) is { } thrown) throw new InvalidOperationException("a kernel failed on a worker thread", thrown);
    }

    public void Dispose()
    {
        if (stopping) return;
        stopping = true;
        Interlocked.Add(ref gate, 1L << NumberShift);
        foreach (SemaphoreSlim semaphore in wake) semaphore.Release();
        foreach (Thread thread in threads) thread.Join();
        foreach (SemaphoreSlim semaphore in wake) semaphore.Dispose();
        foreach (ScratchMemory memory in scratch) memory.Dispose();
        CallScratch.Dispose();
        SharedScratch.Dispose();
    }

    private static void Invoke<TWork, TLanes, TVector>(void* task, int piece, int worker)
        where TWork : struct, IWork
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged => Unsafe.AsRef<TWork>(task).Do<TLanes, TVector>(piece, worker);

    private int Number => (int)(Volatile.Read(ref gate) >> NumberShift);

    private void Serve(int index)
    {
        int seen = 0;
        while (true)
        {
            Await(index, seen);
            if (stopping) return;
            if (!Join(out seen)) continue;
            try
            {
                Take(index + 1);
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref failure, e, null);
            }

            Interlocked.Decrement(ref gate);
        }
    }

    /// <summary>Enters the running call, unless it is closed: a thread that the system woke too late keeps nobody waiting.</summary>
    private bool Join(out int number)
    {
        long now = Volatile.Read(ref gate);
        while (true)
        {
            number = (int)(now >> NumberShift);
            if ((now & Open) == 0) return false;
            long found = Interlocked.CompareExchange(ref gate, now + 1, now);
            if (found == now) return true;
            now = found;
        }
    }

    /// <summary>Waits for a call that was not seen yet, or for the end: its number may have been seen already by a thread that came too late to a call.</summary>
    private void Await(int index, int seen)
    {
        for (int i = 0; i < SpinsBeforeSleep; i++)
        {
            if (stopping || Number != seen) return;
            Thread.SpinWait(8);
        }

        while (true)
        {
            Volatile.Write(ref asleep[index], true);
            Interlocked.MemoryBarrier();
            if (stopping || Number != seen) break;
            wake[index].Wait();
        }

        Volatile.Write(ref asleep[index], false);
    }

    private void WakeSleepers()
    {
        for (int i = 0; i < wake.Length; i++)
        {
            if (Volatile.Read(ref asleep[i]) && Interlocked.Exchange(ref asleep[i], false)) wake[i].Release();
        }
    }

    /// <summary>
    /// Does a thread's own share of the pieces, then what is left of the others'. Neighbouring pieces are the same thread's in one layer after the
    /// other, so that what it has written is still in its own cache.
    /// </summary>
    private void Take(int worker)
    {
        for (int i = 0; i < Count; i++)
        {
            int share = (worker + i) % Count, end = (int)((long)pieces * (share + 1) / Count), first = (int)((long)pieces * share / Count);
            while (first + Interlocked.Increment(ref taken[(share + 1) * TakenStride]) - 1 is var piece && piece < end) invoke(work, piece, worker);
        }
    }
}
