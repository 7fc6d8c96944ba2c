using System.CommandLine;
using System.Diagnostics;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Inference;
using Pointwise.Inference.Segmenting;
using Pointwise.Training;
using Pointwise.Training.Logs;
using Pointwise.Training.Masks;
using Pointwise.Training.Reports;
using Pointwise.Zoo;

namespace Pointwise.Cli.Verbs;

/// <summary>Scores a model on pictures with known classes, or with a class for every pixel.</summary>
internal static class EvalVerb
{
    public static Verb Create()
    {
        var model = new ModelArgument();
        Argument<string?> path = new("data") { Description = "A folder with one folder a class, MNIST's or CIFAR's files, a tar archive, a CSV file of path,label, or for a model of pixels a folder of pictures and masks", HelpName = "DATA", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> data = new("--data") { Description = "The same as DATA", HelpName = "DATA" };
        Option<string?> part = new("--part") { Description = "Which part: train, val, test, or all of a set without parts; if not given, test, else val: of a set without parts the tenth that training keeps apart", HelpName = "PART" };
        Option<double?> share = new("--validation") { Description = "The share of the training pictures that training kept apart, where it was told one", HelpName = "SHARE" };
        var masks = new MaskArguments();
        Option<string?> head = CommonTrainingOptions.Head(", best for the one with most pictures right");
        Option<string?> views = CommonTrainingOptions.Views();
        Option<string?> scales = ScalesText.Option("--scales", "Let the classifier slide over each whole picture at these sizes, multiples of that which its preprocessing asks for, and average all places");
        Option<string> onBad = CommonTrainingOptions.OnBadPicture();
        Option<int> threads = CommonTrainingOptions.Threads();
        Option<bool> json = CommonOptions.Json(), csv = CommonOptions.Csv();
        Option<string?> html = CommonOptions.Html();
        Option<string?> log = new("--log") { Description = $"The training's log for the page; if not given, {TrainingLog.Name} beside the model where it is there", HelpName = "FILE" };
        var verb = new Verb("eval", "Scores a model on pictures with known classes: accuracy, each class, what is taken for what, the surest mistakes",
            "pointwise eval flowers.safetensors flowers", "pointwise eval flowers.safetensors flowers --part test --tta flip", "pointwise eval flowers.safetensors flowers --scales 1,1.5", "pointwise eval flowers.safetensors flowers --html flowers.html",
            "pointwise eval roads.safetensors roads --part test --html roads.html")
        {
            model.Name, path, data, part, share, head, views, scales, onBad, threads, json, csv, html, log,
        };
        foreach (Option option in masks.Options.Concat(model.Options)) verb.Add(option);
        return verb.Does(call =>
        {
            var options = new EvaluationOptions
            {
                Threads = call.Get(threads), Views = CommonTrainingOptions.ViewsOf(call.Get(views)), Head = call.Get(head), OnBadPicture = CommonTrainingOptions.OnBadPictureOf(call.Get(onBad)),
                Scales = call.Get(scales) is { } typed ? [.. ScalesText.Parse("--scales", typed)] : [],
            };
            OpenedModel opened = model.OpenToAsk(call);
            using Model read = opened.Model;
            string place = PathOf(call.Get(path), call.Get(data));
            if (Segmenter.IsFor(AnsweringHead.Of(read, options.Head == TrainingOptions.BestHead ? null : options.Head)))
            {
                if (!options.Scales.IsEmpty) throw new PointwiseException("--scales", "the model gives every pixel a class already", "a classifier of whole pictures", opened.Path, "leave --scales out");
                EvaluatedMasks pixels = EvaluatedMasks.Open(place, call.Get(part), masks.Of(call) with { ValidationShare = call.Get(share) }, read, call.Error.WriteLine);
                SegmentationReport found = Run(call, progress => SegmentationEvaluation.Report(read, pixels.Pictures, options with { Progress = progress }, call.Stop));
                if (call.Get(json)) JsonOutput.Print(call.Out, writer => SegmentationOutput.WriteJson(writer, pixels.Name, found));
                else if (call.Get(csv)) TextTable.Of(SegmentationTables.Classes(found)).WriteCsv(call.Out);
                else SegmentationOutput.Print(call.Out, pixels.Name, found);
                OutputFile.Write(call, call.Get(html), () => SegmentationPage.Write($"{Path.GetFileName(opened.Path)} on {pixels.Name}", found, read, pixels.Pictures, pixels.Colours, LogOf(call.Get(log), opened.Path), options.Threads));
                return;
            }

            if (masks.Options.FirstOrDefault(call.Has) is { } surplus)
                throw new PointwiseException(surplus.Name, "the model has one class a picture", "a model that gives every pixel a class", opened.Path, "leave it out, or name a model that was trained on pictures with masks");
            EvaluatedData evaluated = EvaluatedData.Open(place, call.Get(part), call.Get(share), read, call.Error.WriteLine);
            long started = Stopwatch.GetTimestamp();
            EvaluationReport report = Run(call, progress => Evaluation.Report(read, evaluated.Pictures, options with { Progress = progress }, call.Stop));
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (call.Get(json)) JsonOutput.Print(call.Out, writer => EvaluationOutput.WriteJson(writer, evaluated.Name, report, seconds));
            else if (call.Get(csv)) TextTable.Of(EvaluationTables.Classes(report)).WriteCsv(call.Out);
            else EvaluationOutput.Print(call.Out, evaluated.Name, report, seconds);
            OutputFile.Write(call, call.Get(html), () => EvaluationPage.Write($"{Path.GetFileName(opened.Path)} on {evaluated.Name}", report, read, evaluated.Pictures, LogOf(call.Get(log), opened.Path)));
        });
    }

    private static TReport Run<TReport>(Call call, Func<IProgress<EvaluationProgress>, TReport> score)
    {
        var line = new ProgressLine(call.Terminal);
        TReport report = score(new EvaluationLines(line));
        line.End();
        return report;
    }

    private static LoggedRun? LogOf(string? given, string model)
    {
        string beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(model)) ?? "", TrainingLog.Name);
        return given is not null ? LoggedRun.Read(given) : File.Exists(beside) ? LoggedRun.Read(beside) : null;
    }

    private static string PathOf(string? argument, string? option)
    {
        if (argument is null == option is null)
            throw new PointwiseException("eval", argument is null ? "no pictures to score on" : "two data sets", "one data set behind the model", argument is null ? "none" : $"{argument} and {option}", "name one folder, archive or list");
        return argument ?? option!;
    }

    private sealed class EvaluationLines(ProgressLine line) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => line.Show(() => $"scored {Figures.Exact(value.Done)} of {Figures.Exact(value.Total)} pictures");
    }
}
