using System.CommandLine;
using System.Globalization;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference.Dense;
using Pointwise.Tensors;
using Pointwise.Zoo;

namespace Pointwise.Cli.Verbs;

/// <summary>Writes a model as another kind of file.</summary>
internal static class ConvertVerb
{
    public static Verb Create()
    {
        var model = new ModelArgument();
        Argument<string> output = new("out") { Description = $"The new file: a name that ends in {ModelWriter.Endings}", HelpName = "OUT" };
        Option<bool> half = new("--fp16") { Description = "Store weights as float16: half the size" };
        Option<bool> fold = new("--fold") { Description = "Only to be run: batch normalisation goes into the weights before it, dropout goes" };
        Option<bool> dense = new("--dense") { Description = "Turn fully connected layers into convolutions: on pictures larger than its own the network gives a map of scores" };
        Option<string?> picture = new("--picture") { Description = "The picture that the answers of both files are compared on; a drawn one if not given", HelpName = "FILE" };
        Option<Shape?> input = CommonOptions.Input();
        Option<bool> json = CommonOptions.Json();
        var verb = new Verb("convert", "Writes a model as another kind of file, says what changed, and checks that both give the same answers",
            "pointwise convert network.onnx network.safetensors --preprocessing caffe --labels labels.txt", "pointwise convert resnet50.pth resnet50.onnx", "pointwise convert flowers.safetensors small.safetensors --fp16", "pointwise convert googlenet-bn folded.onnx --fold", "pointwise convert flowers.safetensors flowers.onnx --dense")
        {
            model.Name, output, half, fold, dense, picture, input, json,
        };
        foreach (Option option in model.Options) verb.Add(option);
        return verb.Does(call =>
        {
            string target = call.Get(output);
            _ = ModelWriter.FormatOf(target);
            OpenedModel opened = model.Open(call, call.Get(input));
            using Model read = opened.Model;
            opened = opened with { Model = read with { Provenance = read.Provenance.SetItem("converted_from", opened.Format) } };
            using Model? sliding = call.Get(dense) ? DenseClassifier.Convert(opened.Model) : null;
            Print(call, target, Conversion.Make(opened, sliding, target, call.Get(half), call.Get(fold), call.Get(picture)), call.Get(json));
        });
    }

    private static void Print(Call call, string target, Conversion made, bool json)
    {
        if (json)
        {
            JsonOutput.Print(call.Out, writer =>
            {
                writer.WriteString("file", target);
                writer.WriteNumber("bytes", made.Bytes);
                writer.WriteTexts("changes", made.Changes);
                writer.WriteString("picture", made.Picture);
                writer.WriteNumber("values", made.Agreement.Values);
                writer.WriteNumber("largest_value", made.Agreement.Largest);
                writer.WriteNumber("largest_difference", made.Agreement.Difference);
                writer.WriteBoolean("same_answer", made.Agreement.SameFirst);
            });
            return;
        }

        foreach (string change in made.Changes) call.Out.WriteLine(change);
        string difference = made.Agreement.Difference == 0 ? "the same bits" : string.Create(CultureInfo.InvariantCulture, $"largest difference {Conversion.Number(made.Agreement.Share)} of the largest value, {(made.Agreement.SameFirst ? "the same" : "ANOTHER")} answer");
        call.Out.WriteLine($"checked on {made.Picture}: {made.Agreement.Values} values, {difference}");
        call.Out.WriteLine($"wrote {target}");
    }
}
