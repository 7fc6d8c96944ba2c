using System.CommandLine;
using Pointwise.Architectures;
using Pointwise.Costs;
using Pointwise.Data;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Training;

namespace Pointwise.Cli.Verbs;

/// <summary>Trains a network on a folder of pictures and writes it as one file.</summary>
internal static class TrainVerb
{
    public static Verb Create()
    {
        Option<string?> data = CommonTrainingOptions.Data(required: true);
        Option<string> network = new("--network") { Description = "A network of the catalog, or a network file", HelpName = "NETWORK|FILE.yaml", DefaultValueFactory = _ => "tiny-inception" };
        Option<string?> output = new("--out") { Description = "Where to write the model; the network's name if not given", HelpName = "FILE" };
        Option<int> validation = new("--validation") { Description = "Training pictures kept apart at the end and scored after every epoch", HelpName = "N" };
        Option<bool> json = CommonOptions.Json();
        var training = new TrainingArguments();
        var verb = new Verb("train", "Trains a network on pictures, scores it once on the test pictures and writes it as one file", "pointwise train --data mnist", "pointwise train --data mnist --epochs 4 --optimiser adamw --out digits.safetensors")
        {
            data, network, output, validation, json,
        };
        training.AddTo(verb);
        return verb.Does(call =>
        {
            Architecture architecture = NetworkArgument.Read(call.Get(network));
            string file = call.Get(output) ?? $"{architecture.Name}.safetensors";
            RequireFolder(file);
            Run(call, architecture, call.Get(data)!, call.Get(validation), training.Read(call, architecture), file, call.Get(json));
        });
    }

    private static void Run(Call call, Architecture architecture, string folder, int kept, TrainingOptions options, string file, bool json)
    {
        MnistDataSet all = MnistDataSet.Train(folder), test = MnistDataSet.Test(folder);
        IDataSet train = kept == 0 ? all : new DataSetRange(all, 0, all.Count - kept);
        IDataSet? validation = kept == 0 ? null : new DataSetRange(all, all.Count - kept, kept);
        using Model start = NewModel.For(architecture, train, options.Seed);
        call.Error.WriteLine($"{architecture.Name}: {CostReport.Of(start.Graph).Total.Parameters:N0} parameters, {train.Count:N0} pictures of {train.Classes.Length} classes");
        Model model = TrainingLoop.Run(start, train, options, validation, new TrainingLines(call.Terminal), call.Stop);
        ModelFile.Save(model, file);
        Score score = Evaluation.Of(model, test, options.Threads, call.Stop);
        if (!json)
        {
            call.Out.WriteLine(ScoreOutput.Line("test", score));
            call.Out.WriteLine($"written: {file}");
            return;
        }

        JsonOutput.Print(call.Out, writer =>
        {
            writer.WriteString("network", architecture.Name);
            writer.WriteNumber("parameters", CostReport.Of(model.Graph).Total.Parameters);
            writer.WriteScore(test.Name, score);
            writer.WriteString("file", file);
        });
    }

    private static void RequireFolder(string file)
    {
        string? folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (folder is not null && !Directory.Exists(folder))
            throw new PointwiseException($"--out {file}", "no such folder", "a folder that exists", folder, "make the folder, or write elsewhere");
    }
}
