using System.CommandLine;
using System.Globalization;
using Pointwise.Architectures;
using Pointwise.Costs;
using Pointwise.Data;
using Pointwise.Data.Codecs;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Tensors;
using Pointwise.Training;

namespace Pointwise.Cli.Verbs;

/// <summary>The whole way in a minute with nothing at hand: draws pictures, shows what reductions save, trains, scores, classifies, writes the model.</summary>
internal static class QuickstartVerb
{
    private const int TrainingPictures = 3000, TestPictures = 600, Shown = 3;
    private const ulong TrainingSeed = 1, TestSeed = 2;

    public static Verb Create()
    {
        Option<string> output = new("--out") { Description = "Folder for the pictures and the model", HelpName = "FOLDER", DefaultValueFactory = _ => "pointwise-quickstart" };
        Option<int> threads = CommonTrainingOptions.Threads();
        return new Verb("quickstart", "Draws pictures, shows a module's cost, trains a network on them, scores it and classifies three", "pointwise quickstart", "pointwise quickstart --out demo") { output, threads }
            .Does(call => Run(call, call.Get(output), call.Get(threads)));
    }

    private static void Run(Call call, string folder, int threads)
    {
        Architecture architecture = ArchitectureCatalog.Get("tiny-inception");
        call.Out.WriteLine("1. What 1x1 reductions save, in multiply-adds of one picture");
        ShowCosts(call.Out, architecture);

        var train = new DrawnShapes(TrainingPictures, TrainingSeed);
        var test = new DrawnShapes(TestPictures, TestSeed);
        string[] files = Write(test, folder);
        call.Out.WriteLine($"\n2. Training {architecture.Name} on {train.Count:N0} drawn pictures: {string.Join(", ", train.Classes)}");
        call.Out.Flush();
        var options = new TrainingOptions { Epochs = 4, Threads = threads };
        using Model start = NewModel.For(architecture, train, options.Seed);
        Model model = TrainingLoop.Run(start, train, options, null, new TrainingLines(call.Terminal), call.Stop);
        call.Out.WriteLine(ScoreOutput.Line($"{test.Count:N0} other pictures", Evaluation.Of(model, test, threads)));

        call.Out.WriteLine($"\n3. Classifying {Shown} of them");
        string file = Path.Combine(folder, $"{architecture.Name}.safetensors");
        ModelFile.Save(model, file);
        using (var classifier = new Classifier(model, threads))
            AnswerOutput.Print(call.Out, files.Take(Shown).Select((path, i) => new Classified(Path.GetFileName(path), test.Classes[test.Label(i)], classifier.Classify(path, PictureFile.Load(path), 3))));

        call.Out.WriteLine($"\nthe model:    {file}\nthe pictures: {Path.GetDirectoryName(files[0])}");
        call.Out.WriteLine($"next:         {Application.Name} classify {file} {files[^1]}");
    }

    private static void ShowCosts(TextWriter output, Architecture architecture)
    {
        var table = new TextTable("", ">naive", ">with reductions", ">fewer");
        Shape input = new(1, 192, 28, 28);
        var widths = new InceptionWidths(64, 96, 128, 16, 32, 32);
        Compare("GoogLeNet's module 3a", OneModule(input, widths.WithoutReductions()), OneModule(input, widths));
        Graph graph = architecture.Build();
        Compare(architecture.Name, NaiveTwin.Of(graph), graph);
        table.Write(output);

        void Compare(string name, Graph naive, Graph reduced)
        {
            long most = CostReport.Of(naive).Total.MultiplyAdds, least = CostReport.Of(reduced).Total.MultiplyAdds;
            table.Add(name, most.ToString("N0", CultureInfo.InvariantCulture), least.ToString("N0", CultureInfo.InvariantCulture), ((double)most / least).ToString("F2", CultureInfo.InvariantCulture) + "x");
        }
    }

    private static Graph OneModule(Shape input, InceptionWidths widths)
    {
        var builder = new GraphBuilder("module 3a");
        builder.Head("main", new InceptionModule(Units.ConvRelu).Apply(builder.Input(input), "inception_3a", widths));
        return builder.Build();
    }

    /// <summary>The first pictures of each class as files that any viewer opens.</summary>
    private static string[] Write(DrawnShapes data, string folder)
    {
        string pictures = Path.Combine(folder, "pictures");
        Directory.CreateDirectory(pictures);
        var files = new string[4 * data.Classes.Length];
        for (int i = 0; i < files.Length; i++)
        {
            files[i] = Path.Combine(pictures, $"{data.Classes[data.Label(i)]}-{i / data.Classes.Length + 1}.pgm");
            PortableDecoder.Save(files[i], data.Read(i));
        }

        return files;
    }
}
