using System.Globalization;
using Pointwise.Inference.Measuring;
using Pointwise.Kernels;

namespace Pointwise.Bench;

/// <summary>
/// Whole networks here and in ONNX Runtime, in turn, from the same files. Threads of either side spin for a while after a run, so on several threads a
/// side waits until the other's sleep; and before each run that counts, one that does not wakes its own and brings its weights back into the caches.
/// </summary>
internal static class PeerTable
{
    private const int WarmUps = 5;

    /// <summary>Longer than ONNX Runtime's threads spin.</summary>
    private const int UntilThreadsSleep = 100;

    public static void Print(string library, PeerOptions options)
    {
        string version = OnnxRuntime.Load(library), folder = Directory.CreateTempSubdirectory("pointwise-peers").FullName;
        try
        {
            Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd}, {Processor()}, {Environment.ProcessorCount} processors, {(int)LaneWidths.Best} lanes, .NET {Environment.Version}, ONNX Runtime {version}; {options.Pairs} pairs in turn after {WarmUps} warm-ups");
            Console.WriteLine();
            Console.WriteLine("| network | batch | threads | ours ms | ONNX Runtime ms | times faster | p10-p90 | % of peak, ours / theirs | outputs differ by | MB at most, ours / theirs / neither | disturbed |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
            foreach (string network in options.Networks)
            {
                string file = Path.Combine(folder, $"{network}.onnx");
                PeerPair.Write(network, file);
                foreach (int batch in options.Batches)
                    foreach (int threads in options.Threads) Row(network, file, library, batch, threads, options.Pairs);
                File.Delete(file);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Row(string network, string file, string library, int batch, int threads, int pairs)
    {
        using var quiet = new QuietCore(LaneWidths.Best);
        using var pair = new PeerPair(file, batch, threads);
        double[] ours = new double[pairs], theirs = new double[pairs], ratios = new double[pairs], peaks = new double[pairs];
        for (int i = 0; i < WarmUps; i++) Turn(pair, threads, 0, out _, out _);
        for (int i = 0; i < pairs; i++)
        {
            int before = quiet.Disturbed;
            quiet.Wait();
            peaks[i] = MultiplyAddPeak.Measure(pair.Ours.Workers);
            Turn(pair, threads, UntilThreadsSleep, out ours[i], out theirs[i]);
            ratios[i] = theirs[i] / ours[i];
            if (quiet.Disturbed == before) quiet.Held();
        }

        PeerCall call = pair.Call(library, file, threads);
        double[] memory = [.. ((string[])[PeerMemory.Ours, PeerMemory.Theirs, PeerMemory.Neither]).Select(side => PeerMemory.Of(side, call))];
        RunTimes our = new(ours), their = new(theirs), ratio = new(ratios), peak = new(peaks);
        double flop = 2 * pair.Ours.Graph.Nodes.Sum(n => (double)n.Operator.MultiplyAdds(pair.Ours.Graph.InputShapes(n)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {network} | {batch} | {threads} | {our.Median:F2} | {their.Median:F2} | {ratio.Median:F2}x | {ratio.Percentile(10):F2}-{ratio.Percentile(90):F2} | {Share(our)} / {Share(their)} | {pair.Difference():0.0e-0} | {memory[0]:F0} / {memory[1]:F0} / {memory[2]:F0} | {quiet.Disturbed} of {pairs} |"));

        string Share(RunTimes times) => (flop / (times.Median / 1e3) / peak.Median).ToString("P0", CultureInfo.InvariantCulture);
    }

    private static void Turn(PeerPair pair, int threads, int pause, out double ours, out double theirs)
    {
        pair.TimeOurs();
        ours = pair.TimeOurs();
        Sleep();
        pair.TimeTheirs();
        theirs = pair.TimeTheirs();
        Sleep();

        void Sleep()
        {
            if (threads > 1) Thread.Sleep(pause);
        }
    }

    private static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        string? model = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return model?.Split(':')[1].Trim() ?? "unknown processor";
    }
}
