using System.CommandLine;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Training;
using Pointwise.Training.Logs;
using Pointwise.Training.Reports;
using Pointwise.Zoo;

namespace Pointwise.Cli.Verbs;

/// <summary>Scores a model on pictures with known classes.</summary>
internal static class EvalVerb
{
    public static Verb Create()
    {
        var model = new ModelArgument();
        Argument<string?> path = new("data") { Description = "A folder with one folder a class, MNIST's or CIFAR's files, a tar archive, or a CSV file of path,label", HelpName = "DATA", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> data = new("--data") { Description = "The same as DATA", HelpName = "DATA" };
        Option<string?> part = new("--part") { Description = "Which part: train, val, test, or all of a set without parts; if not given, test, else val: of a set without parts the tenth that training keeps apart", HelpName = "PART" };
        Option<double?> share = new("--validation") { Description = "The share of the training pictures that training kept apart, where it was told one", HelpName = "SHARE" };
        Option<string?> head = CommonTrainingOptions.Head(", best for the one with most pictures right");
        Option<string?> views = CommonTrainingOptions.Views();
        Option<string> onBad = CommonTrainingOptions.OnBadPicture();
        Option<int> threads = CommonTrainingOptions.Threads();
        Option<bool> json = CommonOptions.Json(), csv = CommonOptions.Csv();
        Option<string?> html = CommonOptions.Html();
        Option<string?> log = new("--log") { Description = $"The training's log for the page; if not given, {TrainingLog.Name} beside the model where it is there", HelpName = "FILE" };
        var verb = new Verb("eval", "Scores a model on pictures with known classes: accuracy, each class, what is taken for what, the surest mistakes",
            "pointwise eval flowers.safetensors flowers", "pointwise eval flowers.safetensors flowers --part test --tta flip", "pointwise eval flowers.safetensors flowers --html flowers.html")
        {
            model.Name, path, data, part, share, head, views, onBad, threads, json, csv, html, log,
        };
        foreach (Option option in model.Options) verb.Add(option);
        return verb.Does(call =>
        {
            var options = new EvaluationOptions
            {
                Threads = call.Get(threads), Views = CommonTrainingOptions.ViewsOf(call.Get(views)), Head = call.Get(head), OnBadPicture = CommonTrainingOptions.OnBadPictureOf(call.Get(onBad)),
            };
            OpenedModel opened = model.OpenToAsk(call);
            using Model read = opened.Model;
            EvaluatedData evaluated = EvaluatedData.Open(PathOf(call.Get(path), call.Get(data)), call.Get(part), call.Get(share), read, call.Error.WriteLine);
            EvaluationReport report = Run(call, read, evaluated, options);
            if (call.Get(json)) JsonOutput.Print(call.Out, writer => EvaluationOutput.WriteJson(writer, evaluated.Name, report));
            else if (call.Get(csv)) TextTable.Of(EvaluationTables.Classes(report)).WriteCsv(call.Out);
            else EvaluationOutput.Print(call.Out, evaluated.Name, report);
            OutputFile.Write(call, call.Get(html), () => EvaluationPage.Write($"{Path.GetFileName(opened.Path)} on {evaluated.Name}", report, read, evaluated.Pictures, LogOf(call.Get(log), opened.Path)));
        });
    }

    private static EvaluationReport Run(Call call, Model model, EvaluatedData data, EvaluationOptions options)
    {
        var line = new ProgressLine(call.Terminal);
        EvaluationReport report = Evaluation.Report(model, data.Pictures, options with { Progress = new EvaluationLines(line) }, call.Stop);
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
