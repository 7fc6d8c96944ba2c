using System.CommandLine;
using System.Text;
using Pointwise.Data;
using Pointwise.Drawing;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference.Dense;

namespace Pointwise.Cli.Verbs;

/// <summary>What a classifier answers all over a picture.</summary>
internal static class DenseVerb
{
    private const string Png = ".png", Npy = ".npy", Json = ".json", Endings = ".png, .npy or .json";

    public static Verb Create()
    {
        var model = new ModelArgument();
        Argument<string> picture = new("picture") { Description = "A picture of any size: JPEG, PNG, BMP, PBM to PAM; - for standard input", HelpName = "PICTURE" };
        Option<string?> scale = ScalesText.Option("--scale", "Sizes of the picture as multiples of that which the model's preprocessing asks for; 1 if not given");
        Option<string?> label = new("--class") { Description = "The class whose map is shown: its name or its number; the most probable one if not given", HelpName = "NAME" };
        Option<int> top = new("--top") { Description = "How many classes to print", HelpName = "K", DefaultValueFactory = _ => 5 };
        Option<string[]> outs = new("--out") { Description = "Write the maps: as a picture (.png), the scores of one scale as rows x columns x classes (.npy), or what --json prints (.json); may be given several times", HelpName = "FILE" };
        Option<int> memory = new("--memory") { Description = "MiB that the values of one run may take; a larger picture goes through the network in overlapping tiles", HelpName = "MIB", DefaultValueFactory = _ => 1024 };
        Option<string?> head = CommonTrainingOptions.Head();
        Option<int> threads = CommonTrainingOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var verb = new Verb("dense", "Asks a classifier at every place of a picture at once: its fully connected layers run as convolutions",
            "pointwise dense googlenet photo.jpg", "pointwise dense flowers.safetensors photo.jpg --scale 1,1.5,2 --class daisy --out map.png", "pointwise dense flowers.safetensors photo.jpg --out scores.npy --json")
        {
            model.Name, picture, scale, label, top, outs, memory, head, threads, json,
        };
        foreach (Option option in model.Options) verb.Add(option);
        return verb.Does(call =>
        {
            double[] scales = ScalesText.Parse("--scale", call.Get(scale) ?? "1");
            string[] files = call.Get(outs) ?? [];
            Check(files, scales, call.Get(top), call.Get(memory));
            using Model read = model.OpenToAsk(call).Model;
            PictureSource source = PictureArguments.One(call.Get(picture), Limits.Default);
            using var classifier = new DenseClassifier(read, new DenseOptions { Threads = call.Get(threads), Head = call.Get(head), MemoryBytes = (long)call.Get(memory) << 20 });
            int? wanted = call.Get(label) is { } name ? ClassNames.Find(read, classifier.Classes, name) : null;
            DenseRun run = DenseRun.Of(classifier, source.Name, source.Read(), scales, call.Get(top), wanted);
            foreach (string file in files) Write(call, file, run);
            if (call.Get(json)) JsonOutput.Print(call.Out, writer => DenseOutput.WriteJson(writer, run));
            else DenseOutput.Print(call.Out, run);
        });
    }

    private static void Check(string[] files, double[] scales, int top, int memory)
    {
        if (top < 1) throw new PointwiseException("--top", "out of range", "at least 1", $"{top}", "ask for one class or more");
        if (memory < 1) throw new PointwiseException("--memory", "out of range", "at least 1 MiB", $"{memory}", "allow more");
        foreach (string file in files)
        {
            string ending = Ending(file);
            if (ending is not (Png or Npy or Json)) throw new PointwiseException("--out", "no such kind of file", $"a name that ends in {Endings}", file, "name the file so");
            if (ending == Npy && scales.Length > 1) throw new PointwiseException("--out", "one array has room for one scale", "one scale", $"{scales.Length} scales", "write a .json file, or name one scale");
        }
    }

    private static void Write(Call call, string file, DenseRun run)
    {
        switch (Ending(file))
        {
            case Png:
                PixelCanvas drawn = DenseDrawing.Draw(run.Picture, run.Maps, run.Places, run.Shown);
                PictureFile.SavePng(file, new Picture(drawn.Height, drawn.Width, 3, drawn.Pixels));
                break;
            case Npy:
                DenseMap map = run.Maps[0];
                NpyWriter.Save(file, [map.Rows, map.Columns, map.Classes], map.Scores);
                break;
            default:
                using (var text = new StringWriter())
                {
                    JsonOutput.Print(text, writer => DenseOutput.WriteJson(writer, run));
                    AtomicFile.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
                }

                break;
        }

        call.Error.WriteLine($"wrote {file}");
    }

    private static string Ending(string file) => Path.GetExtension(file).ToLowerInvariant();
}
