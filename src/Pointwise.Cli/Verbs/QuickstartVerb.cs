using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Data.Drawn;
using Pointwise.Data.Sets;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;
using Pointwise.Training;
using Pointwise.Training.Logs;
using Pointwise.Training.Reports;

namespace Pointwise.Cli.Verbs;

/// <summary>The whole way with nothing at hand: draws pictures, shows what reductions save, trains, scores, classifies, writes model and report.</summary>
internal static class QuickstartVerb
{
    private const string NetworkName = "tiny-inception";
    private const int Side = 48, Shown = 3;
    private const ulong TrainingSeed = 1, ValidationSeed = 2;

    public static Verb Create()
    {
        Option<string> output = new("--out") { Description = "Folder for the pictures, the model and the report", HelpName = "FOLDER", DefaultValueFactory = _ => "pointwise-quickstart" };
        Option<int> pictures = new("--pictures") { Description = "Pictures to draw and train on", HelpName = "N", DefaultValueFactory = _ => 4000 };
        Option<int> epochs = new("--epochs") { Description = "Times that every picture is seen", HelpName = "N", DefaultValueFactory = _ => 14 };
        Option<int> threads = CommonTrainingOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        return new Verb("quickstart", "Draws pictures, shows a module's cost, trains a network on them, scores it and classifies three", "pointwise quickstart", "pointwise quickstart --out demo")
        {
            output, pictures, epochs, threads, json,
        }.Does(call =>
        {
            TextWriter text = call.Get(json) ? TextWriter.Null : call.Out;
            Outcome outcome = Run(call, text, call.Get(output), call.Get(pictures), call.Get(epochs), call.Get(threads));
            if (call.Get(json)) Print(call, outcome);
        });
    }

    private static Outcome Run(Call call, TextWriter text, string folder, int count, int epochs, int threads)
    {
        long start = Stopwatch.GetTimestamp();
        var drawn = new DrawnTextures(count, Side, TrainingSeed);
        var others = new DrawnTextures(Math.Max(drawn.Classes.Length, count * 3 / 20), Side, ValidationSeed);
        string pictures = Path.Combine(folder, "pictures"), apart = Path.Combine(pictures, "val");
        text.WriteLine($"1. Drawing {drawn.Count:N0} pictures to train on and {others.Count:N0} others, {Side}x{Side} pixels: {string.Join(", ", drawn.Classes)}");
        text.Flush();
        DrawnFolder.Write(Path.Combine(pictures, "train"), drawn, call.Stop);
        DrawnFolder.Write(apart, others, call.Stop);
        DataSplit data = DataSets.Open(pictures);
        CachedDataSet train = new(data.Train, 0), validation = new(data.Validation!, 0);

        Architecture architecture = ArchitectureCatalog.Get(NetworkName);
        var options = new TrainingOptions { Epochs = epochs, BatchSize = 32, Threads = threads, Augmentation = Augmentation.ForSmallPictures, AverageDecay = 0.99f };
        using Model fresh = NewModel.For(architecture, train, options.Seed, input: new Shape(1, 3, Side, Side));
        ReductionTable.Saving[] savings = ReductionTable.Of($"{architecture.Name}, {Side}x{Side}x3", fresh.Graph);
        text.WriteLine("\n2. What 1x1 reductions save: multiply-adds of one picture");
        ReductionTable.Write(text, savings);

        text.WriteLine($"\n3. Training {architecture.Name}");
        text.Flush();
        string log = Path.Combine(folder, TrainingLog.Name), page = Path.Combine(folder, "report.html");
        using var sink = new TrainingLog(log);
        Model model = TrainingLoop.Run(new TrainingRun(fresh, train, options) { Sinks = [sink] }, new TrainingLines(call.Terminal), call.Stop).Model;
        EvaluationReport report = Evaluation.Report(model, validation, threads, call.Stop);
        Score score = report.Score, linear = PixelBaseline.Of(train, validation, fresh.Graph.Input.Shape.WithBatch(1), threads, call.Stop);
        text.WriteLine(ScoreOutput.Line("the pictures it has not seen", score));
        text.WriteLine(ScoreOutput.Line("a linear classifier on their pixels", linear));

        string file = Path.Combine(folder, $"{architecture.Name}.safetensors");
        ModelFile.Save(model, file);
        File.WriteAllText(page, EvaluationPage.Write($"{Path.GetFileName(file)} on {validation.Name}", report, model, validation, LoggedRun.Read(log)).ToString());
        text.WriteLine($"\n4. Classifying {Shown} of them");
        string[] shown = [.. Enumerable.Range(0, Shown).Select(i => DrawnFolder.PathOf(apart, others, i * (others.Classes.Length + 1) / 2))];
        Classified[] answers = Classify(model, shown, threads);
        AnswerOutput.Print(text, answers);
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nthe model:    {file}\nthe report:   {page}\nthe pictures: {pictures}\nnext:         {Application.Name} classify {file} {shown[^1]}\ntook {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} seconds"));
        return new Outcome(savings, validation.Name, score, linear, answers, file, page, pictures);
    }

    private static Classified[] Classify(Model model, string[] files, int threads)
    {
        using var classifier = new Classifier(model, threads);
        return [.. files.Select(file => new Classified(Path.GetFileName(file), Path.GetFileName(Path.GetDirectoryName(file))!, classifier.Classify(file, Shown)))];
    }

    private static void Print(Call call, Outcome outcome) => JsonOutput.Print(call.Out, writer =>
    {
        writer.WriteList("savings", outcome.Savings, saving =>
        {
            writer.WriteString("name", saving.Name);
            writer.WriteNumber("naive_multiply_adds", saving.Naive);
            writer.WriteNumber("multiply_adds", saving.Reduced);
        });
        writer.WriteScore(outcome.Data, outcome.Score);
        writer.WriteNumber("linear_accuracy", outcome.Linear.Accuracy);
        writer.WriteAnswers(outcome.Answers);
        writer.WriteString("model", outcome.ModelFile);
        writer.WriteString("report", outcome.Report);
        writer.WriteString("pictures_folder", outcome.Pictures);
    });

    private sealed record Outcome(ReductionTable.Saving[] Savings, string Data, Score Score, Score Linear, Classified[] Answers, string ModelFile, string Report, string Pictures);
}
