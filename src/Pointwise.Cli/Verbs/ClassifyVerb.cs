using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Pointwise.Data;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Tuning;
using Pointwise.Tensors;

namespace Pointwise.Cli.Verbs;

/// <summary>Tells what pictures show.</summary>
internal static class ClassifyVerb
{
    public static Verb Create()
    {
        var model = new ModelArgument();
        Argument<string[]> files = new("pictures")
        {
            Description = "Pictures (JPEG, PNG, BMP, PBM to PAM), folders with all that lies in them, patterns with * ? **, @LIST for a file of paths, - for standard input", HelpName = "PICTURE", Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string?> data = new("--data") { Description = "A data set whose picture --index is classified, of its test part, or its val part", HelpName = "DATA" };
        Option<int?> index = new("--index") { Description = "Which of these pictures, from 0", HelpName = "I" };
        Option<int> top = new("--top") { Description = "How many classes to print a picture", HelpName = "K", DefaultValueFactory = _ => 5 };
        Option<string?> head = CommonTrainingOptions.Head(), views = CommonTrainingOptions.Views();
        Option<int> threads = CommonTrainingOptions.Threads();
        Option<Shape?> input = CommonOptions.Input();
        var ways = new WayOptions();
        Option<bool> json = new("--json") { Description = "Print one line of JSON a picture, as it is done" }, csv = CommonOptions.Csv();
        var verb = new Verb("classify", "Tells what pictures show", "pointwise classify flowers.safetensors photo.jpg", "pointwise classify googlenet photo.jpg", "pointwise classify flowers.safetensors photos --top 1 --json", "pointwise classify tiny-inception.safetensors --data mnist --index 7")
        {
            model.Name, files, data, index, top, head, views, input, threads, ways.Fastest, ways.Direct, ways.Tuning, json, csv,
        };
        foreach (Option option in model.Options) verb.Add(option);
        return verb.Does(call =>
        {
            string[] words = call.Get(files) ?? [];
            Check(words, call.Get(data), call.Get(index), call.Get(top));
            AlgorithmChoice choice = ways.Choice(call);
            var options = new ClassifierOptions
            {
                Threads = call.Get(threads), Head = call.Get(head), Views = CommonTrainingOptions.ViewsOf(call.Get(views)), Input = call.Get(input),
                Algorithms = choice, Tuning = ways.Table(call, choice),
            };
            using Model read = model.OpenToAsk(call).Model;
            using var classifier = new Classifier(read, options);
            ClassifiedOutput output = call.Get(json) ? new ClassifiedLines(call.Out, AnswerOutput.WriteJson) : call.Get(csv) ? new ClassifiedLines(call.Out, AnswerOutput.WriteCsv, AnswerOutput.WriteCsvHeader) : new ClassifiedTable(call.Out);
            if (call.Get(data) is not { } folder) return Many(call, classifier, PictureArguments.Read(words, options.Limits), call.Get(top), output);
            output.Add(Numbered(call, read, classifier, folder, call.Get(index)!.Value, call.Get(top)));
            output.End();
            return 0;
        });
    }

    private static void Check(string[] words, string? data, int? index, int top)
    {
        if (top < 1) throw new PointwiseException("--top", "out of range", "at least 1", $"{top}", "ask for one class or more");
        if (words.Length > 0 == (data is not null))
            throw new PointwiseException("classify", "nothing, or too much, to classify", "pictures, or --data DATA with --index", words.Length > 0 ? "both" : "neither", "name the pictures one way");
        if (data is null != index is null)
            throw new PointwiseException("classify", "--data and --index belong together", "both or none", data is null ? "--index alone" : "--data alone", "add the other");
    }

    private static Classified Numbered(Call call, Model model, Classifier classifier, string path, int index, int top)
    {
        IDataSet pictures = EvaluatedData.Open(path, null, null, model, call.Error.WriteLine).Pictures;
        if (index < 0 || index >= pictures.Count)
            throw new PointwiseException("--index", "no such picture", $"0 to {pictures.Count - 1}", $"{index}", "name a picture of the set");
        string name = pictures.NameOf(index);
        return new Classified(name, pictures.Classes[pictures.Label(index)], classifier.Classify(name, pictures.Read(index), top));
    }

    /// <summary>Classifies all; what cannot be read is told at once and counted at the end.</summary>
    private static int Many(Call call, Classifier classifier, IReadOnlyList<PictureSource> pictures, int top, ClassifiedOutput output)
    {
        long started = Stopwatch.GetTimestamp(), failed = 0, done = 0;
        var line = new ProgressLine(call.Terminal);
        try
        {
            foreach (Classification picture in classifier.ClassifyMany(pictures, top, call.Stop).ToBlockingEnumerable(call.Stop))
            {
                done++;
                if (picture.Error is not null)
                {
                    failed++;
                    line.End();
                    call.Error.WriteLine(picture.Error.Message);
                }

                output.Add(new Classified(picture.Picture, "", picture.Answers, picture.Error));
                line.Show(() => $"classified {Figures.Exact(done)} of {Figures.Exact(pictures.Count)} pictures");
            }
        }
        finally
        {
            line.End();
            output.End();
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (pictures.Count > 1) call.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done:N0} pictures in {seconds:F2} s, {done / seconds:F1} pictures/s"));
        if (failed > 0) call.Error.WriteLine($"{Figures.Exact(failed)} of {Figures.Exact(done)} could not be classified");
        return failed > 0 ? 1 : 0;
    }
}
