using System.CommandLine;
using Pointwise.Data;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Inference;

namespace Pointwise.Cli.Verbs;

/// <summary>Tells what pictures show.</summary>
internal static class ClassifyVerb
{
    public static Verb Create()
    {
        Argument<string> model = CommonTrainingOptions.Model();
        Argument<string[]> files = new("pictures") { Description = "Pictures of the network's size: JPEG, PNG, BMP, PGM or PPM", HelpName = "PICTURE", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> data = CommonTrainingOptions.Data(required: false);
        Option<int?> index = new("--index") { Description = "Which of the folder's test pictures, from 0", HelpName = "I" };
        Option<int> top = new("--top") { Description = "How many classes to print a picture", HelpName = "K", DefaultValueFactory = _ => 3 };
        Option<bool> json = CommonOptions.Json();
        return new Verb("classify", "Tells what pictures show", "pointwise classify tiny-inception.safetensors digit.pgm", "pointwise classify tiny-inception.safetensors --data mnist --index 7")
        {
            model, files, data, index, top, json,
        }.Does(call =>
        {
            List<(string Name, string Truth, Picture Picture)> pictures = Pictures(call.Get(files) ?? [], call.Get(data), call.Get(index));
            Run(call, call.Get(model), pictures, call.Get(top), call.Get(json));
        });
    }

    private static void Run(Call call, string file, List<(string Name, string Truth, Picture Picture)> pictures, int top, bool json)
    {
        if (top < 1) throw new PointwiseException("--top", "out of range", "at least 1", $"{top}", "ask for one class or more");
        using Model model = ModelFile.Load(file, warn: call.Error.WriteLine);
        using var classifier = new Classifier(model);
        Classified[] answers = [.. pictures.Select(p => new Classified(p.Name, p.Truth, classifier.Classify(p.Name, p.Picture, top)))];
        if (json) JsonOutput.Print(call.Out, writer => writer.WriteAnswers(answers));
        else AnswerOutput.Print(call.Out, answers);
    }

    private static List<(string Name, string Truth, Picture Picture)> Pictures(string[] files, string? folder, int? index)
    {
        if (files.Length > 0 == (folder is not null))
            throw new PointwiseException("classify", "nothing, or too much, to classify", "picture files, or --data FOLDER with --index", files.Length > 0 ? "both" : "neither", "name the pictures one way");
        if (folder is null != index is null)
            throw new PointwiseException("classify", "--data and --index belong together", "both or none", folder is null ? "--index alone" : "--data alone", "add the other");
        return folder is null ? [.. files.Select(f => (f, "", PictureFile.Load(f)))] : [Numbered(folder, index!.Value)];
    }

    private static (string Name, string Truth, Picture Picture) Numbered(string folder, int index)
    {
        MnistDataSet test = MnistDataSet.Test(folder);
        if (index < 0 || index >= test.Count)
            throw new PointwiseException("--index", "no such picture", $"0 to {test.Count - 1}", $"{index}", "name a picture of the set");
        return ($"{test.Name}[{index}]", test.Classes[test.Label(index)], test.Read(index));
    }
}
