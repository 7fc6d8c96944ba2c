using System.CommandLine;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Measuring;
using Pointwise.Inference.Precision;
using Pointwise.Inference.Tuning;
using Pointwise.Tensors;

namespace Pointwise.Cli.Verbs;

/// <summary>How fast a network runs here, and where its time goes.</summary>
internal static class BenchVerb
{
    private const string InOrder = "order", ByDuration = "time";

    public static Verb Create()
    {
        Argument<string> network = NetworkArgument.Create();
        Option<int> batch = new("--batch") { Description = "Pictures a run", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<int> threads = CommonTrainingOptions.Threads();
        Option<Shape?> input = CommonOptions.Input();
        Option<int> runs = new("--runs") { Description = "Measured runs; if not given, as many as take five seconds, between 30 and 1000", HelpName = "N" };
        Option<bool> layers = new("--layers") { Description = "Measure every node too: its algorithm, time, and share of the peak" };
        Option<bool> explain = new("--explain") { Description = "Tell for every convolution which ways it could be computed, what each is estimated to take, and why one is taken" };
        Option<string> sort = new("--sort") { Description = "Order of the nodes: as they run (order), or the slowest first (time)", HelpName = "order|time", DefaultValueFactory = _ => InOrder };
        Option<bool> tune = new("--tune") { Description = "Measure every way of every convolution first, keep the times in the cache, and take the fastest; implies --fastest" };
        var ways = new WayOptions();
        Option<bool> errors = new("--errors") { Description = "Compare every node with the same in double precision, and the whole network" };
        Option<string?> picture = new("--picture") { Description = "The picture that --errors goes by; drawn values if not given", HelpName = "FILE" };
        Option<bool> json = CommonOptions.Json();
        return new Verb("bench", "Measures how fast a network runs here: time, pictures a second, share of the machine's multiply-add peak, memory, every node",
            "pointwise bench googlenet", "pointwise bench googlenet-bn --threads 1 --layers --sort time", "pointwise bench inception-v3 --explain", "pointwise bench googlenet-bn --tune --explain", "pointwise bench googlenet-bn --errors", "pointwise bench network.onnx --batch 8 --json")
        {
            network, batch, threads, input, runs, layers, explain, sort, tune, ways.Fastest, ways.Direct, ways.Tuning, errors, picture, json,
        }.Does(call =>
        {
            var parts = new BenchParts(call.Get(layers), call.Get(explain), ByTime(call.Get(sort)));
            using Model model = NetworkArgument.ReadModel(call, call.Get(network), call.Get(input));
            if (call.Terminal.IsLive) call.Error.WriteLine($"measuring {model.Graph.Name}");
            AlgorithmChoice choice = ways.Choice(call, call.Get(tune));
            var options = new BenchmarkOptions { Batch = call.Get(batch), Threads = call.Get(threads), Runs = call.Get(runs), Layers = parts.Layers || parts.Choices, Algorithms = choice };
            options = options with { Tuning = call.Get(tune) ? Tuned(call, model, options, ways.Path(call)) : ways.Table(call, choice) };
            BenchmarkReport report = Benchmark.Run(model, options);
            PrecisionReport? precision = call.Get(errors) ? Precision(model, options, call.Get(picture)) : null;
            if (call.Get(json))
            {
                JsonOutput.Print(call.Out, writer =>
                {
                    BenchJson.Write(writer, report, parts);
                    if (precision is not null) ErrorsOutput.Write(writer, precision);
                });
                return;
            }

            BenchOutput.Print(call.Out, report, parts);
            if (precision is not null) ErrorsOutput.Print(call.Out, precision);
        });
    }

    private static PrecisionReport Precision(Model model, BenchmarkOptions options, string? picture)
    {
        Shape input = options.InputOf(model);
        var values = new float[input.Elements];
        if (picture is null) DrawnInputs.Draw(values, stream: 1);
        else Read(model, input, picture, values);
        return PrecisionCheck.Of(model, input, values, new SessionOptions { Threads = options.Threads, Algorithms = options.Algorithms, Tuning = options.Tuning });
    }

    /// <summary>Every picture of the batch is the same.</summary>
    private static void Read(Model model, Shape input, string path, Span<float> values)
    {
        var reader = new PictureReader(model.Graph.Name, input, model.Preprocessing.For(model.Graph.Input.Shape, input));
        Picture read = PictureFile.Load(path);
        for (int i = 0; i < input.N; i++) reader.Fill(path, read, values.Slice(i * reader.Floats, reader.Floats));
    }

    /// <summary>The table with this model's convolutions, measured where they were not yet, and kept.</summary>
    private static TuningTable Tuned(Call call, Model model, BenchmarkOptions options, string path)
    {
        TuningTable known = TuningTable.Read(path);
        TuningTable table = Tuner.Measure(model, options.InputOf(model), new SessionOptions { Threads = options.Threads, Tuning = known });
        if (table == known) return known;
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) FolderOf(folder);
        table.Save(path);
        call.Error.WriteLine($"measured {table.Count - known.Count} convolutions into {path}");
        return table;
    }

    private static void FolderOf(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(folder, e);
        }
    }

    private static bool ByTime(string sort) => sort switch
    {
        InOrder => false,
        ByDuration => true,
        _ => throw new PointwiseException("--sort", "no such order", $"{InOrder} or {ByDuration}", sort, "name one of these"),
    };
}
