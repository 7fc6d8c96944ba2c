using System.CommandLine;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Training.Attributions;

namespace Pointwise.Cli.Verbs;

/// <summary>What a network's answer to a picture rests on.</summary>
internal static class ExplainPredictionVerb
{
    private const string Cam = "cam", GradCam = "gradcam";

    public static Verb Create()
    {
        var model = new ModelArgument();
        var picture = new Argument<string>("picture") { Description = "A picture (JPEG, PNG, BMP, PBM to PAM), - for standard input", HelpName = "PICTURE" };
        var shown = new Option<string?>("--class") { Description = "The class that is explained, by name or number; the most probable one if not given", HelpName = "NAME" };
        var against = new Option<string?>("--against") { Description = "Another class: explains why not that one", HelpName = "NAME" };
        var method = new Option<string?>("--method") { Description = "cam: what each place adds to the logit, exactly, where the head is an average and a fully connected layer; gradcam: for any network. cam where it is exact, if not given", HelpName = "cam|gradcam" };
        method.AcceptOnlyFromAmong(Cam, GradCam);
        var layer = new Option<string?>("--layer") { Description = "The node or module whose map is looked at; the last map before the head's pool if not given", HelpName = "NAME" };
        Option<string?> head = CommonTrainingOptions.Head();
        var overlay = new Option<string?>("--out") { Description = "Draw the map over the picture, into a PNG file", HelpName = "FILE.png" };
        Option<string?> svg = CommonOptions.Svg();
        svg.Description = "Draw the share of each branch into an SVG file";
        Option<int> threads = CommonTrainingOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        var verb = new Verb("explain-prediction", "Tells what a network's answer rests on: places of the picture, branches of each module",
            "pointwise explain-prediction googlenet photo.jpg --out why.png", "pointwise explain-prediction flowers.safetensors photo.jpg --class tulips --against roses --svg branches.svg", "pointwise explain-prediction resnet50 photo.jpg --layer layer3 --json")
        {
            model.Name, picture, shown, against, method, layer, head, overlay, svg, threads, json,
        };
        foreach (Option option in model.Options) verb.Add(option);
        return verb.Does(call =>
        {
            string? path = call.Get(overlay);
            if (path is not null && !path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
                throw new PointwiseException("--out", "not a kind of file that is written", "FILE.png", path, "give the file a name that ends in .png");
            PictureSource source = PictureArguments.One(call.Get(picture), Limits.Default);
            Picture seen = source.Read();
            using Model read = model.OpenToAsk(call).Model;
            var options = new AttributorOptions { Threads = call.Get(threads), Head = call.Get(head), Layer = call.Get(layer), Method = call.Get(method) switch { Cam => AttributionMethod.Cam, GradCam => AttributionMethod.GradCam, _ => null } };
            using var attributor = new Attributor(read, options);
            int? asked = call.Get(shown) is { } name ? attributor.ClassOf(name) : null, other = call.Get(against) is { } rival ? attributor.ClassOf(rival) : null;
            Attribution attribution = attributor.Explain(source.Name, seen, asked, other);
            foreach (string note in attribution.Notes) call.Error.WriteLine(note);
            if (call.Get(json)) JsonOutput.Print(call.Out, writer => AttributionOutput.Write(writer, read.Graph.Name, source.Name, attribution));
            else AttributionOutput.Print(call.Out, source.Name, seen, attribution);
            OutputFile.Write(call, call.Get(svg), () => BranchChart.Draw(attribution));
            if (path is null) return;
            PictureFile.SavePng(path, AttributionOverlay.Draw(seen, attribution));
            call.Error.WriteLine($"wrote {path}");
        });
    }
}
