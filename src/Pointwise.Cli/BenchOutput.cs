using System.Globalization;
using Pointwise.Drawing;
using Pointwise.Inference.Measuring;
using Pointwise.Inference.Tuning;
using Pointwise.Kernels;
using Pointwise.Operators;

namespace Pointwise.Cli;

/// <summary>How fast a network runs, for people.</summary>
internal static class BenchOutput
{
    /// <param name="output">Where to.</param>
    /// <param name="report">What was measured.</param>
    /// <param name="parts">What beside the whole is printed.</param>
    public static void Print(TextWriter output, BenchmarkReport report, BenchParts parts)
    {
        RunTimes times = report.Times;
        string choice = report.Algorithms == AlgorithmChoice.Estimated ? "" : $", {Word(report.Algorithms)} ways";
        output.WriteLine($"{report.Network} {report.Input.ToPicture()}, batch {report.Input.N}, {Threads(report)}, {report.Lanes} lanes{choice}");
        output.WriteLine();
        Line("median", $"{Milliseconds(times.Median)} ms; fastest {Milliseconds(times.Least)}, p10 {Milliseconds(times.Percentile(10))}, p90 {Milliseconds(times.Percentile(90))}, p99 {Milliseconds(times.Percentile(99))}; {times.Count} runs");
        Line("pictures", $"{Number(report.PicturesPerSecond)} a second");
        Line("multiply-adds", $"{Figures.Exact(report.MultiplyAdds)}, two FLOPs each: {Giga(report.FlopsPerSecond)} GFLOP/s");
        Line("peak", $"{Giga(report.Peak)} GFLOP/s of multiply-adds in registers on {Threads(report)}; {Figures.Share(report.ShareOfPeak, 1)} of it reached");
        Line("memory", $"values {Figures.Bytes(report.Memory.ValueBytes)} ({Figures.Bytes(report.Memory.LeastValueBytes)} alive at once), prepared weights {Figures.Bytes(report.Memory.PreparedBytes)}, parameters {Figures.Bytes(report.Memory.ParameterBytes)}; the process {Figures.Bytes(report.Memory.ResidentBytes)} at most");
        if (parts.Layers) Append(Layers(report, parts.ByTime));
        if (parts.Layers) Append(Algorithms(report));
        if (parts.Choices) Append(Choices(report, parts.ByTime));

        void Append(TextTable table)
        {
            output.WriteLine();
            table.Write(output);
        }

        void Line(string name, string text) => output.WriteLine($"{name,-15}{text}");
    }

    private static TextTable Layers(BenchmarkReport report, bool byTime)
    {
        var table = new TextTable("node", "operator", "algorithm", ">output", ">ms", ">share", ">GFLOP/s", ">% of peak");
        double whole = report.Layers.Sum(l => l.Seconds);
        LayerTime[] still = [.. report.Layers.Where(l => l.Algorithm == Operator.InPlace)];
        foreach (LayerTime layer in Ordered(report, byTime).Except(still))
            table.Add([layer.Node, layer.Operator, layer.Algorithm, layer.Output.ToPicture(), .. Rates(report, layer.Seconds, whole, layer.FlopsPerSecond)]);
        if (still.Length > 0) table.Add([$"{still.Length} in place", "", "", "", .. Rates(report, still.Sum(l => l.Seconds), whole, 0)]);
        table.Rule();
        table.Add(["all", "", "", "", .. Rates(report, whole, whole, 2 * report.MultiplyAdds / whole)]);
        return table;
    }

    private static TextTable Algorithms(BenchmarkReport report)
    {
        var table = new TextTable("algorithm", ">nodes", ">ms", ">share", ">GFLOP/s", ">% of peak");
        double whole = report.Layers.Sum(l => l.Seconds);
        foreach (AlgorithmTime sum in LayerTime.ByAlgorithm(report.Layers))
            table.Add([sum.Algorithm, $"{sum.Nodes}", .. Rates(report, sum.Seconds, whole, sum.FlopsPerSecond)]);
        LayerTime[] others = [.. report.Layers.Where(l => l.MultiplyAdds == 0)];
        table.Rule();
        table.Add(["no multiply-adds", $"{others.Length}", .. Rates(report, others.Sum(l => l.Seconds), whole, 0)]);
        return table;
    }

    private static TextTable Choices(BenchmarkReport report, bool byTime)
    {
        var table = new TextTable("node", "operator", "algorithm", ">estimated ms", ">measured ms", "why");
        foreach (LayerTime layer in Ordered(report, byTime))
        {
            bool isFirst = true;
            foreach (AlgorithmCandidate way in layer.Candidates.OrderBy(c => c.Name != layer.Algorithm).ThenBy(c => c.Cycles))
            {
                string measured = layer.MeasuredSeconds(way) is { } seconds ? Milliseconds(seconds) : "", name = isFirst ? layer.Node : "", what = isFirst ? layer.Operator : "";
                table.Add(name, what, way.Name, Milliseconds(report.SecondsOf(way)), measured, layer.Reason(way));
                isFirst = false;
            }
        }

        return table;
    }

    private static IEnumerable<LayerTime> Ordered(BenchmarkReport report, bool byTime) => byTime ? report.Layers.OrderByDescending(l => l.Seconds) : report.Layers;

    private static string[] Rates(BenchmarkReport report, double seconds, double whole, double flops) =>
        [Milliseconds(seconds), Figures.Share(seconds, whole), .. flops > 0 ? (string[])[Giga(flops), Figures.Share(flops, report.Peak)] : []];

    /// <summary>How ways are chosen, in a word.</summary>
    public static string Word(AlgorithmChoice choice) => choice switch
    {
        AlgorithmChoice.Direct => "direct",
        AlgorithmChoice.Fastest => "fastest",
        _ => "estimated",
    };

    private static string Threads(BenchmarkReport report) => report.Threads == 1 ? "1 thread" : $"{report.Threads} threads";

    private static string Milliseconds(double seconds) => (1e3 * seconds).ToString(seconds < 0.1 ? "0.000" : "0.0", CultureInfo.InvariantCulture);

    private static string Giga(double flops) => (flops / 1e9).ToString("0", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(value < 100 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}

/// <summary>What beside the whole is printed.</summary>
/// <param name="Layers">Every node's time.</param>
/// <param name="Choices">Which ways every convolution could go, and why it goes one.</param>
/// <param name="ByTime">Whether the slowest node comes first, or the first that runs.</param>
internal readonly record struct BenchParts(bool Layers, bool Choices, bool ByTime);
