using System.Collections.Immutable;
using System.Diagnostics;
using Pointwise.Graphs;
using Pointwise.Inference.Passes;
using Pointwise.Inference.Tuning;
using Pointwise.Kernels;
using Pointwise.Tensors;

namespace Pointwise.Inference.Measuring;

/// <summary>Measures how fast a model runs: on drawn values, after warming up, the machine's multiply-add peak in turn with it.</summary>
public static class Benchmark
{
    private const int FewestWarmUps = 5, FewestRuns = 30, MostRuns = 1000;
    private const double RunSeconds = 5;

    /// <summary>Compiles a model and measures it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Pictures, threads and runs; null for one picture on all processors.</param>
    /// <exception cref="PointwiseException">A number is out of range, or the model does not fit the input.</exception>
    public static BenchmarkReport Run(Model model, BenchmarkOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new BenchmarkOptions();
        if (options.Runs < 0)
            throw new PointwiseException($"{model.Graph.Name}: runs", "out of range", "at least 1 run, or 0 for as many as take five seconds", $"{options.Runs}", "give a positive number");
        Shape input = options.InputOf(model);
        using var session = new Session(model, input, new SessionOptions { Threads = options.Threads, Algorithms = options.Algorithms, Tuning = options.Tuning });
        return Run(session, MultiplyAdds(model, input), options) with { Memory = new BenchmarkMemory(session.ValueBytes, session.LeastValueBytes, session.WeightBytes, model.Parameters.Elements * sizeof(float), ResidentBytes()) };
    }

    /// <summary>Of the network as it is written: rewrites may spare some.</summary>
    private static long MultiplyAdds(Model model, Shape input)
    {
        Graph graph = SelectHead.Apply(model.Graph, model.AnsweringHead).ForInput(input);
        return graph.Nodes.Sum(n => n.Operator.MultiplyAdds(graph.InputShapes(n)));
    }

    private static BenchmarkReport Run(Session session, long multiplyAdds, BenchmarkOptions options)
    {
        var inputs = new DrawnInputs(session);
        int runs = WarmUp(session, inputs, options);
        Workers workers = session.Workers;
        var seconds = new double[runs];
        var peaks = new double[runs + 1];
        peaks[0] = MultiplyAddPeak.Measure(workers);
        for (int i = 0; i < runs; i++)
        {
            inputs.Feed();
            long start = Stopwatch.GetTimestamp();
            session.Run();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            peaks[i + 1] = MultiplyAddPeak.Measure(workers);
        }

        LayerClock? clock = options.Layers ? new LayerClock(session, runs) : null;
        for (int i = 0; clock is not null && i < runs; i++)
        {
            inputs.Feed();
            clock.Run(i);
        }

        double share = MedianOf(seconds.Select((s, i) => 2 * multiplyAdds / s / ((peaks[i] + peaks[i + 1]) / 2)));
        return new BenchmarkReport(
            session.Graph.Name, session.InputShape, workers.Count, (int)workers.Width, new RunTimes(seconds), multiplyAdds, MedianOf(peaks), share, default, clock is null ? [] : [.. clock.Layers().Select(layer => Told(layer, session, options))])
        {
            Algorithms = options.Algorithms,
        };
    }

    /// <summary>Runs until the compiler's last tier has taken over and the clock has settled.</summary>
    /// <returns>How many runs to measure.</returns>
    private static int WarmUp(Session session, DrawnInputs inputs, BenchmarkOptions options)
    {
        int done = 0;
        double least = double.PositiveInfinity;
        for (long start = Stopwatch.GetTimestamp(); done < FewestWarmUps || Stopwatch.GetElapsedTime(start).TotalSeconds < options.WarmUpSeconds; done++)
        {
            inputs.Feed();
            long begin = Stopwatch.GetTimestamp();
            session.Run();
            least = Math.Min(least, Stopwatch.GetElapsedTime(begin).TotalSeconds);
        }

        return options.Runs > 0 ? options.Runs : (int)Math.Clamp(RunSeconds / least, FewestRuns, MostRuns);
    }

    /// <summary>A layer with how its way was chosen, and what was measured of the others.</summary>
    private static LayerTime Told(LayerTime layer, Session session, BenchmarkOptions options)
    {
        Node node = session.Graph.Nodes.First(n => n.Name == layer.Node);
        ImmutableSortedDictionary<string, double>? tuned = null;
        if (options.Tuning is { } table && NameWays.ConvolutionOf(session.Graph, node, session.Workers.Count, session.Workers.Width) is { } found)
            tuned = table.Find(TuningKey.Of(found.Kernel, node.Shape.H, node.Shape.W, found.Run));
        return layer with { Choice = options.Algorithms, Tuned = tuned };
    }

    private static double MedianOf(IEnumerable<double> numbers) => new RunTimes(numbers).Median;

    private static long ResidentBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
