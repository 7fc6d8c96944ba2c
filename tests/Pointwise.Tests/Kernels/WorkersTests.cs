using Pointwise.Kernels;
using Xunit;

namespace Pointwise.Tests.Kernels;

public class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Run_AnyNumberOfPieces_DoesEachOnce(int threads)
    {
        using var workers = new Workers(threads);
        foreach (int pieces in (int[])[0, 1, 2, 7, 8, 9, 1000])
        {
            var counting = new Counting(new int[pieces], new int[threads]);
            workers.Run(ref counting, pieces);
            Assert.All(counting.Done, times => Assert.Equal(1, times));
            Assert.Equal(pieces, counting.ByWorker.Sum());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Run_AgainAndAgain_LosesNothing(int threads)
    {
        using var workers = new Workers(threads);
        var counting = new Counting(new int[13], new int[threads]);
        for (int run = 1; run <= 300; run++)
        {
            workers.Run(ref counting, 13);
            Assert.All(counting.Done, times => Assert.Equal(run, times));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Run_AfterASleep_WakesTheThreads(int threads)
    {
        using var workers = new Workers(threads);
        for (int run = 0; run < 5; run++)
        {
            var counting = new Counting(new int[100], new int[threads]);
            workers.Run(ref counting, 100);
            Assert.Equal(100, counting.Done.Sum());
            Thread.Sleep(30);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Run_APieceThatFails_IsReportedAndTheNextRunWorks(int threads)
    {
        using var workers = new Workers(threads);
        for (int bad = 0; bad < 20; bad++)
        {
            var failing = new Failing(bad);
            Exception e = Assert.ThrowsAny<InvalidOperationException>(() => workers.Run(ref failing, 20));
            Assert.Equal(Failing.Message(bad), (e.InnerException ?? e).Message);
        }

        var counting = new Counting(new int[50], new int[threads]);
        workers.Run(ref counting, 50);
        Assert.Equal(50, counting.Done.Sum());
    }

    [Fact]
    public void Run_EveryWidth_HandsItsLanesToTheWork()
    {
        foreach (LaneWidth width in Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported))
        {
            using var workers = new Workers(2, width);
            var seen = new Seen(new int[3]);
            workers.Run(ref seen, 3);
            Assert.All(seen.Lanes, lanes => Assert.Equal((int)width, lanes));
        }
    }

    [Fact]
    public void Workers_WithoutANumber_AreTheProcessors()
    {
        using var workers = new Workers();
        Assert.Equal((Environment.ProcessorCount, LaneWidths.Best), (workers.Count, workers.Width));
    }

    private readonly struct Counting(int[] done, int[] byWorker) : IWork
    {
        public int[] Done => done;

        public int[] ByWorker => byWorker;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            Interlocked.Increment(ref done[piece]);
            byWorker[worker]++;
        }
    }

    private readonly struct Failing(int bad) : IWork
    {
        public static string Message(int piece) => $"piece {piece} went wrong";

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged
        {
            if (piece == bad) throw new InvalidOperationException(Message(piece));
        }
    }

    private readonly struct Seen(int[] lanes) : IWork
    {
        public int[] Lanes => lanes;

        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged => lanes[piece] = TLanes.Count;
    }
}

[Collection(AloneCollection.Name)]
public class WorkersAllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Run_AfterTheFirst_AllocatesNothing(int threads)
    {
        using var workers = new Workers(threads);
        var sums = new long[threads];
        Assert.Equal(0, Allocations.Of(() =>
        {
            var adding = new Adding(sums);
            for (int run = 0; run < 50; run++) workers.Run(ref adding, 40);
        }));
        Assert.Equal(0, sums.Sum() % (50 * 40 * 39 / 2));
    }

    private readonly struct Adding(long[] sums) : IWork
    {
        public void Do<TLanes, TVector>(int piece, int worker)
            where TLanes : struct, ILanes<TVector>
            where TVector : unmanaged => sums[worker] += piece;
    }
}
