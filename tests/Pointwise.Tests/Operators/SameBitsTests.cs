using Pointwise.Kernels;
using Xunit;

namespace Pointwise.Tests.Operators;

/// <summary>A result depends on neither threads, lanes, the rows it lies in nor the batch it came in; and nothing is allocated for it.</summary>
public class SameBitsTests
{
    private static readonly int[] Threads = [1, 2, 3];
    private static readonly LaneWidth[] Widths = [.. Enum.GetValues<LaneWidth>().Where(LaneWidths.IsSupported)];

    public static IEnumerable<TheoryDataRow<string>> All => OperatorCases.Names(c => c.Runs);

    public static IEnumerable<TheoryDataRow<string>> PerPicture => OperatorCases.Names(c => c.IsPerPicture && c.Inputs[0].N > 1);

    [Theory, MemberData(nameof(All))]
    public void Case_OnAnyThreadsAndLanes_GivesTheSameBits(string name)
    {
        Sample sample = OperatorCases.Sample(name);
        float[][]? expected = null;
        foreach (LaneWidth width in Widths)
            foreach (int threads in Threads)
            {
                // each width once on one thread; the threads on the best width
                if (threads > 1 && width != LaneWidths.Best) continue;
                using var workers = new Workers(threads, width);
                foreach (bool sliced in new[] { false, true })
                {
                    float[][] found = Results(sample, workers, sliced);
                    expected ??= found;
                    for (int i = 0; i < found.Length; i++)
                        Closeness.CheckBits($"{sample}: result {i} on {threads} threads of {(int)width} lanes, {(sliced ? "sliced" : "dense")}", expected[i], found[i]);
                }
            }
    }

    [Theory, MemberData(nameof(PerPicture))]
    public void Picture_AloneOrInABatch_GivesTheSameBits(string name)
    {
        Sample sample = OperatorCases.Sample(name);
        using var workers = new Workers(2);
        float[] together = Output(sample, workers);
        for (int n = 0; n < sample.Case.Inputs[0].N; n++)
        {
            float[] alone = Output(sample.Alone(n), workers);
            Closeness.CheckBits($"{sample}: picture {n} alone", together[(n * alone.Length)..((n + 1) * alone.Length)], alone);
        }
    }

    [Theory, MemberData(nameof(All))]
    public void Case_AfterTheFirstPass_AllocatesNothing(string name)
    {
        Sample sample = OperatorCases.Sample(name);
        using var workers = new Workers(1);
        using var run = new OperatorRun(sample, workers, sliced: false, training: true);
        bool backward = sample.Case.HasGradient;
        long least = long.MaxValue;
        for (int pass = 0; pass < 10 && least > 0; pass++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run.Forward();
            if (backward) run.Backward();
            // the least of several: a collection in between books what is left of the thread's own block
            if (pass > 0) least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(least == 0, $"{sample}: every pass allocates, at least {least} bytes");
    }

    private static float[] Output(Sample sample, Workers workers)
    {
        using var run = new OperatorRun(sample, workers, sliced: false, training: false);
        run.Forward();
        return run.Output;
    }

    /// <summary>Outputs and changed parameters, then gradients of inputs and parameters.</summary>
    private static float[][] Results(Sample sample, Workers workers, bool sliced)
    {
        using var run = new OperatorRun(sample, workers, sliced, training: true);
        run.Forward();
        List<float[]> results = [run.Output, .. sample.Parameters.Select((_, i) => run.Parameter(i))];
        if (!sample.Case.HasGradient) return [.. results];
        run.Backward();
        results.AddRange(sample.Inputs.Select((_, i) => run.Wants(i) ? run.InputGradient(i) : []));
        results.AddRange(sample.Parameters.Select((_, i) => run.Trains(i) ? run.ParameterGradient(i) : []));
        return [.. results];
    }
}
