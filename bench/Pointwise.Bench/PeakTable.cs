using System.Diagnostics;
using System.Globalization;
using Pointwise.Kernels;

namespace Pointwise.Bench;

/// <summary>
/// Every layer against the machine's multiply-add peak. The clock drifts by a tenth within minutes, so peak and layer are measured in turn,
/// and the share is the median of the pairs. Each pair waits for a core that is ours alone and is taken again where the core is shared at its end; the
/// last column counts the pairs that waited in vain or were taken again.
/// </summary>
internal static class PeakTable
{
    private const int Pairs = 51;
    private const int MostAgain = 3 * Pairs;
    private const double WarmUpSeconds = 0.4;
    private static readonly string[] Passes = ["forward", "dW", "dX"];

    /// <param name="width">Lanes.</param>
    /// <param name="batch">Pictures.</param>
    /// <param name="words">Passes and parts of layers' names to leave the others out; all where none is given.</param>
    public static void Print(LaneWidth width, int batch, string[] words)
    {
        string[] passes = [.. Passes.Where(p => !Passes.Any(words.Contains) || words.Contains(p))], names = [.. words.Except(Passes)];
        using var one = new Workers(1, width);
        using var two = new Workers(2, width);
        using var quiet = new QuietCore(width);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lanes {(int)width}, batch {batch}, {Pairs} pairs with the peak in turn; medians, with the 10th and 90th percentile of the share"));
        Console.WriteLine("| layer | pass | ms | GFLOP/s | % of peak | p10-p90 | two threads | disturbed |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (LayerSize size in LayerSize.All.Where(l => names.Length == 0 || names.Any(n => l.Name.Contains(n, StringComparison.OrdinalIgnoreCase))))
        {
            using var single = new Layer(size, one, batch);
            using var pair = new Layer(size, two, batch);
            if (passes.Contains("forward")) Row(size.Name, "forward", single.MultiplyAdds, width, quiet, single.Forward, pair.Forward);
            if (passes.Contains("dW")) Row(size.Name, "dW", single.MultiplyAdds, width, quiet, single.WeightGradient, pair.WeightGradient);
            if (passes.Contains("dX") && size.Channels > 3) Row(size.Name, "dX", single.MultiplyAdds, width, quiet, single.InputGradient, pair.InputGradient);
        }
    }

    private static void Row(string name, string pass, long multiplyAdds, LaneWidth width, QuietCore quiet, Action single, Action pair)
    {
        // until the compiler's last tier has taken over
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds;)
        {
            single();
            pair();
        }

        int disturbed = quiet.Disturbed, most = disturbed + MostAgain;
        int repeats = (int)Math.Max(1, 0.001 / Time(single, 3));
        var shares = new double[Pairs];
        var times = new double[Pairs];
        var gains = new double[Pairs];
        // the second thread sleeps meanwhile
        Thread.Sleep(20);
        for (int i = 0; i < Pairs; i++)
        {
            do
            {
                quiet.Wait();
                double before = MultiplyAddPeak.Measure(width);
                times[i] = Time(single, repeats);
                double after = MultiplyAddPeak.Measure(width);
                shares[i] = 2.0 * multiplyAdds / times[i] / ((before + after) / 2);
            }
            while (!quiet.Held() && quiet.Disturbed < most);
        }

        for (int i = 0; i < Pairs; i++)
        {
            do
            {
                quiet.Wait();
                double alone = Time(single, repeats);
                pair();
                gains[i] = alone / Time(pair, repeats);
                Thread.Sleep(2);
            }
            while (!quiet.Held() && quiet.Disturbed < most);
        }

        Array.Sort(shares);
        Array.Sort(times);
        Array.Sort(gains);
        double median = times[Pairs / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {name} | {pass} | {median * 1e3:F3} | {2.0 * multiplyAdds / median / 1e9:F0} | {shares[Pairs / 2]:P0} | {shares[Pairs / 10]:P0}-{shares[Pairs * 9 / 10]:P0} | {gains[Pairs / 2]:F2}x | {quiet.Disturbed - disturbed} |"));
    }

    private static double Time(Action action, int repeats)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++) action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }
}
