using System.CommandLine;
using Pointwise.Data;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Training;

namespace Pointwise.Cli.Verbs;

/// <summary>Scores a model on the test pictures of a folder.</summary>
internal static class EvalVerb
{
    public static Verb Create()
    {
        Argument<string> model = CommonTrainingOptions.Model();
        Option<string?> data = CommonTrainingOptions.Data(required: true);
        Option<int> threads = CommonTrainingOptions.Threads();
        Option<bool> json = CommonOptions.Json();
        return new Verb("eval", "Scores a model on the test pictures of a folder", "pointwise eval tiny-inception.safetensors --data mnist") { model, data, threads, json }
            .Does(call => Run(call, call.Get(model), call.Get(data)!, call.Get(threads), call.Get(json)));
    }

    private static void Run(Call call, string file, string folder, int threads, bool json)
    {
        using Model model = ModelFile.Load(file, warn: call.Error.WriteLine);
        MnistDataSet test = MnistDataSet.Test(folder);
        Score score = Evaluation.Of(model, test, threads);
        if (json) JsonOutput.Print(call.Out, writer => writer.WriteScore(test.Name, score));
        else call.Out.WriteLine(ScoreOutput.Line(test.Name, score));
    }
}
