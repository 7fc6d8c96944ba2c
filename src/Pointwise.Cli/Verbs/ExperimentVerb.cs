using System.CommandLine;
using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Data.Drawn;
using Pointwise.Data.Sets;
using Pointwise.Tensors;
using Pointwise.Training;
using Pointwise.Training.Experiments;

namespace Pointwise.Cli.Verbs;

/// <summary>Answers questions about 1x1 reductions by training networks that differ in nothing else.</summary>
internal static class ExperimentVerb
{
    private const int DrawnSide = 48, DrawnTest = 1000;
    private const ulong TrainingSeed = 1, TestSeed = 2;

    public static Verb Create()
    {
        Argument<string> name = new("experiment") { Description = "naive: with reductions and without. reductions: learned, and fixed ones of the same width. compare: with the networks of --with", HelpName = string.Join("|", ReductionExperiments.Names) };
        Option<string?> data = new("--data") { Description = "Pictures of one size, as train takes them; textures drawn from a seed if not given", HelpName = "DATA" };
        Option<string> network = new("--network") { Description = "A network of the catalog with reductions, or a network file", HelpName = "NETWORK|FILE.yaml", DefaultValueFactory = _ => "tiny-inception" };
        Option<string[]> others = new("--with") { Description = "Networks to compare it with", HelpName = "NETWORK|FILE.yaml", AllowMultipleArgumentsPerToken = true };
        Option<int> pictures = new("--pictures") { Description = "Pictures to learn from, taken evenly", HelpName = "N", DefaultValueFactory = _ => 2000 };
        Option<int> epochs = new("--epochs") { Description = "Times that every picture is seen", HelpName = "N", DefaultValueFactory = _ => 10 };
        Option<double> rate = new("--rate") { Description = "Learning rate to start from, the same for all", HelpName = "R", DefaultValueFactory = _ => 0.02 };
        Option<int> seeds = new("--seeds") { Description = "Training runs of each network", HelpName = "N", DefaultValueFactory = _ => 3 };
        Option<int> threads = CommonTrainingOptions.Threads();
        Option<bool> json = CommonOptions.Json(), csv = CommonOptions.Csv();
        Option<string?> svg = CommonOptions.Svg(), html = CommonOptions.Html();
        return new Verb("experiment", "Trains networks that differ in their 1x1 reductions alone, and compares them", "pointwise experiment naive", "pointwise experiment reductions --html reductions.html", "pointwise experiment compare --with small-inception")
        {
            name, data, network, others, pictures, epochs, rate, seeds, threads, json, csv, svg, html,
        }.Does(call =>
        {
            if (call.Get(seeds) < 1) throw new PointwiseException("--seeds", "out of range", "at least 1", $"{call.Get(seeds)}", "ask for one or more");
            (IDataSet train, IDataSet test) = Open(call.Get(data), call.Get(pictures));
            Picture first = train.Read(0);
            var input = new Shape(1, first.Channels < 3 ? 1 : 3, first.Height, first.Width);
            Experiment experiment = Chosen(call.Get(name), ArchitectureCatalog.GetOrRead(call.Get(network)), call.Get(others) ?? [], train, input);
            ExperimentResult result = Run(call, experiment, train, test, Options(input, call.Get(epochs), call.Get(rate), call.Get(threads)), call.Get(seeds));
            OutputFile.Write(call, call.Get(svg), () => ExperimentOutput.Plot(result));
            OutputFile.Write(call, call.Get(html), () => ExperimentOutput.Page(result));
            if (call.Get(json)) ExperimentOutput.Print(call.Out, result);
            else if (call.Get(csv)) ExperimentOutput.Rows(result).WriteCsv(call.Out);
            else Print(call.Out, result);
        });
    }

    private static Experiment Chosen(string name, Architecture network, string[] others, IDataSet train, Shape input)
    {
        if (name != "compare" && others.Length > 0) throw new PointwiseException("--with", "belongs to another experiment", "experiment compare", $"experiment {name}", "leave it out, or compare");
        if (name != "compare") return ReductionExperiments.Get(name, network, train, input);
        if (others.Length == 0) throw new PointwiseException("experiment compare", "nothing to compare with", "--with and one network or more", "none", "name them: --with small-inception");
        return ReductionExperiments.Compare([network, .. others.Select(ArchitectureCatalog.GetOrRead)], train, input);
    }

    private static TrainingOptions Options(Shape input, int epochs, double rate, int threads) => new()
    {
        Epochs = epochs, BatchSize = 32, Threads = threads, Schedule = new Cosine(rate, epochs), Augmentation = input.C == 1 ? Augmentation.ForDigits : Augmentation.ForSmallPictures,
    };

    private static ExperimentResult Run(Call call, Experiment experiment, IDataSet train, IDataSet test, TrainingOptions options, int seeds)
    {
        var line = new ProgressLine(call.Terminal);
        ExperimentResult result = experiment.Run(train, test, options, seeds, new Lines(line), call.Stop);
        line.End();
        return result;
    }

    private static (IDataSet Train, IDataSet Test) Open(string? path, int count)
    {
        if (count < 1) throw new PointwiseException("--pictures", "out of range", "at least 1", $"{count}", "ask for one or more");
        if (path is null) return (new CachedDataSet(new DrawnTextures(count, DrawnSide, TrainingSeed), 0), new CachedDataSet(new DrawnTextures(DrawnTest, DrawnSide, TestSeed), 0));
        DataSplit split = DataSets.Open(path);
        int used = Math.Min(count, split.Train.Count);
        IDataSet train = used == split.Train.Count ? split.Train : DataSets.Subset(split.Train, Enumerable.Range(0, used).Select(i => (int)((long)i * split.Train.Count / used)));
        return (new CachedDataSet(train, 0), new CachedDataSet(split.Test ?? split.Validation!, 0));
    }

    private static void Print(TextWriter output, ExperimentResult result)
    {
        output.WriteLine(result.Question);
        output.WriteLine(result.Data);
        output.WriteLine();
        ExperimentOutput.Table(result).Write(output);
        output.WriteLine();
        foreach (VariantResult v in result.Variants) output.WriteLine($"{v.Name}: {v.About}");
    }

    private sealed class Lines(ProgressLine line) : IProgress<ExperimentProgress>
    {
        public void Report(ExperimentProgress value)
        {
            TrainingProgress t = value.Training;
            bool ends = t.Epoch == t.Epochs && t.Step == t.Steps;
            line.Show(() => string.Create(CultureInfo.InvariantCulture,
                $"run {value.Run}/{value.Runs}  {value.Variant}, seed {value.Seed}  epoch {t.Epoch}/{t.Epochs}  loss {t.Loss:F4}  accuracy {100 * t.Accuracy:F2} %  {t.PicturesPerSecond:N0} pictures/s"), ends);
        }
    }
}
