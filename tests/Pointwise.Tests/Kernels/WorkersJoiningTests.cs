using Pointwise.Kernels;
using Xunit;

namespace Pointwise.Tests.Kernels;

public class WorkersJoiningTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Run_ManyShortCalls_DoesEveryPieceOnceBeforeItReturns(int threads)
    {
        using var workers = new Workers(threads);
        var done = new int[40];
        for (int call = 0; call < 20000; call++)
        {
            Array.Clear(done);
            int pieces = call % done.Length;
            var work = new Count(done, threads);
            workers.Run(ref work, pieces);
            for (int i = 0; i < done.Length; i++) Assert.True(done[i] == (i < pieces ? 1 : 0), $"call {call}: piece {i} of {pieces} done {done[i]} times");
        }
    }

    [Fact]
    public void Run_AfterThreadsFellAsleep_WakesThem()
    {
        using var workers = new Workers(4);
        for (int call = 0; call < 5; call++)
        {
            Thread.Sleep(30);
            var seen = new int[4];
            var work = new Meet(seen);
            workers.Run(ref work, 4);
            Assert.Equal([1, 1, 1, 1], seen);
        }
    }

    [Fact]
    public void Run_FewPieces_AllocatesNothing()
    {
        using var workers = new Workers(2);
        var work = new Count(new int[40], 2);
        workers.Run(ref work, 40);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < 100; call++) workers.Run(ref work, 40);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public async Task Dispose_RightAfterACall_EndsTheThreads()
    {
        // a thread that comes too late to the last call meets the end instead
        Task all = Task.Run(() =>
        {
            var done = new int[4];
            for (int round = 0; round < 600; round++)
            {
                using var workers = new Workers(3);
                var work = new Count(done, 3);
                workers.Run(ref work, round % 2 == 0 ? 4 : 2);
            }
        }, TestContext.Current.CancellationToken);
        await all.WaitAsync(TimeSpan.FromSeconds(120), TestContext.Current.CancellationToken);
    }

    private readonly struct Count(int[] done, int threads) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            if ((uint)worker < (uint)threads) Interlocked.Increment(ref done[piece]);
        }
    }

    /// <summary>Each piece waits until all have begun, so that it takes as many threads as pieces.</summary>
    private readonly struct Meet(int[] begun) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Volatile.Write(ref begun[piece], 1);
            int[] all = begun;
            Assert.True(SpinWait.SpinUntil(() => Array.TrueForAll(all, b => b == 1), TimeSpan.FromSeconds(30)), "a thread did not wake");
        }
    }
}
