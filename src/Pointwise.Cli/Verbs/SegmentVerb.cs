using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Pointwise.Data;
using Pointwise.Drawing;
using Pointwise.Graphs;
using Pointwise.Inference.Segmenting;

namespace Pointwise.Cli.Verbs;

/// <summary>Tells the class of every pixel of pictures.</summary>
internal static class SegmentVerb
{
    public static Verb Create()
    {
        var model = new ModelArgument();
        Argument<string[]> files = new("pictures") { Description = "Pictures, folders with all that lies in them, patterns with * ? **, @LIST for a file of paths, - for standard input", HelpName = "PICTURE", Arity = ArgumentArity.OneOrMore };
        Option<string?> folder = new("--out") { Description = "Folder for each picture's mask, its mask laid over it, and its areas: NAME.mask.png, NAME.overlay.png, NAME.json", HelpName = "FOLDER" };
        Option<string?> colours = new("--classes") { Description = "File with the classes' colours, a line a class: name,red,green,blue; colours that tell them apart if not given", HelpName = "FILE" };
        Option<string?> head = CommonTrainingOptions.Head(), views = new("--tta") { Description = "Average the answers to each picture and its mirror picture: flip", HelpName = "flip" };
        Option<int> threads = CommonTrainingOptions.Threads();
        Option<bool> json = new("--json") { Description = "Print one line of JSON a picture, as it is done" }, csv = CommonOptions.Csv();
        var verb = new Verb("segment", "Tells the class of every pixel of pictures: a mask, the mask over the picture, the area of each class",
            "pointwise segment roads.safetensors street.jpg --out segmented", "pointwise segment roads.safetensors streets --out segmented --json")
        {
            model.Name, files, folder, colours, head, views, threads, json, csv,
        };
        foreach (Option option in model.Options) verb.Add(option);
        return verb.Does(call =>
        {
            var options = new SegmenterOptions { Threads = call.Get(threads), Head = call.Get(head), Views = CommonTrainingOptions.ViewsOf(call.Get(views)) };
            using Model read = model.OpenToAsk(call).Model;
            using var segmenter = new Segmenter(read, options);
            using var output = new SegmentedOutput(call.Out, call.Get(json), call.Get(csv), call.Get(folder), SegmentedOutput.ColoursOf(read, call.Get(colours)), read.Labels);
            return Run(call, segmenter, PictureArguments.Read(call.Get(files) ?? [], options.Limits), output);
        });
    }

    /// <summary>Segments all; what cannot be read is told at once and counted at the end.</summary>
    private static int Run(Call call, Segmenter segmenter, IReadOnlyList<PictureSource> pictures, SegmentedOutput output)
    {
        long started = Stopwatch.GetTimestamp(), failed = 0, done = 0;
        var line = new ProgressLine(call.Terminal);
        try
        {
            foreach (SegmentedPicture picture in segmenter.SegmentMany(pictures, call.Stop).ToBlockingEnumerable(call.Stop))
            {
                done++;
                if (picture.Error is not null)
                {
                    failed++;
                    line.End();
                    call.Error.WriteLine(picture.Error.Message);
                }

                output.Add(picture);
                line.Show(() => $"segmented {Figures.Exact(done)} of {Figures.Exact(pictures.Count)} pictures");
            }
        }
        finally
        {
            line.End();
            output.End();
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (pictures.Count > 1) call.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done:N0} pictures in {seconds:F2} s, {done / seconds:F1} pictures/s"));
        if (failed > 0) call.Error.WriteLine($"{Figures.Exact(failed)} of {Figures.Exact(done)} could not be segmented");
        return failed > 0 ? 1 : 0;
    }
}
