using System.Text.Json;
using Pointwise.Formats;
using Pointwise.Graphs;
using Pointwise.Training.Config;
using Xunit;

namespace Pointwise.Tests.Cli.Runs;

public sealed class TrainVerbTests : IDisposable
{
    private readonly PictureFolder pictures = new(10, 20, "blue", "green");
    private readonly TemporaryFolder output = new();

    public void Dispose()
    {
        pictures.Dispose();
        output.Dispose();
    }

    [Fact]
    public void Train_AFolder_ChoosesTellsWhyAndLeavesTheModelAlone()
    {
        CommandLine run = Train(pictures.Path, "--epochs", "2", "--out", output.File("m.safetensors"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches(@"(?m)^network +small-inception +colour pictures$", run.Error);
        Assert.Matches(@"(?m)^input +20x20x3 +the pictures' size$", run.Error);
        Assert.Matches(@"(?m)^epochs +2 +as given$", run.Error);
        Assert.Matches(@"(?m)^batch +4 +18 pictures$", run.Error);
        Assert.Contains("kept 2 of 20 pictures apart for validation", run.Error, StringComparison.Ordinal);
        Assert.Contains("2 validation pictures are scored once, at the end", run.Error, StringComparison.Ordinal);
        Assert.Contains("epoch 2/2  step 4/4", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("validation: ", run.Out, StringComparison.Ordinal);
        Assert.Equal(["m.safetensors"], output.Names);
        using Model model = ModelFile.Load(output.File("m.safetensors"));
        Assert.Equal(["blue", "green"], model.Labels.ToArray());
    }

    [Fact]
    public void Train_IntoARunFolder_KeepsAllOfItAndItsFileGivesTheSameModelAgain()
    {
        Assert.Equal(0, Small(pictures.Path, "--run", output.File("a"), "--average", "0.9", "--optimiser", "adamw", "--weight-decay", "0.02", "--flip", "0.25").ExitCode);
        string[] names = [.. Directory.GetFiles(output.File("a")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
        Assert.Equal(5, names.Length);
        Assert.StartsWith("events.out.tfevents.", names[0], StringComparison.Ordinal);
        Assert.Equal(["last.safetensors", "log.jsonl", "model.safetensors", "run.yaml"], names[1..]);
        RunConfig config = RunConfig.Read(output.File("a/run.yaml"));
        Assert.Equal((pictures.Path, "tiny-inception", 2, 8), (config.Data, config.Network, config.Training.Epochs, config.Training.BatchSize));
        Assert.Equal((0.02f, 0.25f), (config.Training.Optimiser.WeightDecay, config.Training.Augmentation!.Flip));

        CommandLine again = Train("--config", output.File("a/run.yaml"), "--out", output.File("again.safetensors"));
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(File.ReadAllBytes(output.File("a/model.safetensors")), File.ReadAllBytes(output.File("again.safetensors")));
    }

    [Fact]
    public void Train_TypedOptions_OverrideTheFile()
    {
        File.WriteAllText(output.File("r.yaml"), $"data: {pictures.Path}\nnetwork: tiny-inception\nepochs: 4\nbatch: 8\nschedule: {{name: cosine, rate: 0.02, epochs: 4}}\naverage: 0.5\n");
        Assert.Equal(0, Train("--config", output.File("r.yaml"), "--epochs", "1", "--average", "0", "--save-config", output.File("s.yaml"), "--out", output.File("m")).ExitCode);
        RunConfig config = RunConfig.Read(output.File("s.yaml"));
        Assert.Equal((1, 8, 0f), (config.Training.Epochs, config.Training.BatchSize, config.Training.AverageDecay));
        Assert.Equal(new Pointwise.Training.Cosine(0.02, 1), config.Training.Schedule);
    }

    [Fact]
    public void Resume_WithMoreEpochs_GivesTheBytesOfARunThatNeverStopped()
    {
        Assert.Equal(0, Small(pictures.Path, "--schedule", "constant", "--run", output.File("a"), "--epochs", "3").ExitCode);
        Assert.Equal(0, Small(pictures.Path, "--schedule", "constant", "--run", output.File("b"), "--epochs", "1").ExitCode);
        CommandLine resumed = Train("--resume", output.File("b"), "--epochs", "3", "--threads", "1");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("1 of 3 epochs done", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(output.File("a/model.safetensors")), File.ReadAllBytes(output.File("b/model.safetensors")));
        Assert.Equal(3, File.ReadLines(output.File("b/log.jsonl")).Count(line => line.Contains("\"epoch\",", StringComparison.Ordinal) && line.Contains("\"seconds\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Resume_ACosineOverAllEpochs_FollowsTheNewNumber()
    {
        Assert.Equal(0, Small(pictures.Path, "--run", output.File("a"), "--epochs", "1").ExitCode);
        Assert.Equal(0, Train("--resume", output.File("a/last.safetensors"), "--epochs", "2", "--save-config", output.File("s.yaml")).ExitCode);
        Assert.Equal(2, Assert.IsType<Pointwise.Training.Cosine>(RunConfig.Read(output.File("s.yaml")).Training.Schedule).Epochs);
    }

    [Fact]
    public void Train_WithValidation_WritesTheWeightsOfTheBestEpoch()
    {
        CommandLine run = Small(pictures.Path, "--validation", "30%", "--run", output.File("a"), "--epochs", "4", "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("6 pictures kept apart are scored after every epoch", run.Error, StringComparison.Ordinal);
        JsonElement root = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal(14, root.GetProperty("pictures").GetInt32());
        using Model written = ModelFile.Load(output.File("a/model.safetensors")), best = ModelFile.Load(output.File("a/best.safetensors"));
        Assert.All(best.Parameters.Names, name => Assert.True(best.Parameters[name].Values.SequenceEqual(written.Parameters[name].Values)));
        int epoch = root.GetProperty("epoch_of_weights").GetInt32();
        string[] lines = [.. File.ReadLines(output.File("a/log.jsonl")).Where(l => l.Contains("validation_accuracy", StringComparison.Ordinal))];
        double[] accuracies = [.. lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("validation_accuracy").GetDouble())];
        Assert.Equal(accuracies.Max(), accuracies[epoch - 1]);
        Assert.Equal(accuracies[epoch - 1], root.GetProperty("score").GetProperty("top1_accuracy").GetDouble());
    }

    [Fact]
    public void Train_ByAFileThatNamesNoPictures_SaysSo()
    {
        File.WriteAllText(output.File("short.yaml"), "network: small-inception\n");
        CommandLine run = CommandLine.Run("train", "--config", output.File("short.yaml"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("pointwise train: no pictures to learn from\n  expected: FOLDER|FILE, data: in the file of --config", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_FromAModelOfOtherClasses_NeedsReplaceHeadAndKeepsThePreprocessing()
    {
        Assert.Equal(0, Small(pictures.Path, "--out", output.File("m")).ExitCode);
        using PictureFolder others = new(6, 30, "red", "teal", "white");
        CommandLine refused = Train(others.Path, "--from", output.File("m"), "--epochs", "1", "--out", output.File("n"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("other classes than the pictures have\n  expected: 3 classes: red, teal, white\n  found:    2 classes: blue, green\n  fix:      add --replace-head", refused.Error, StringComparison.Ordinal);

        CommandLine run = Train(others.Path, "--from", output.File("m"), "--replace-head", "--epochs", "1", "--batch", "4", "--freeze", "conv1", "--out", output.File("n"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("from trained weights", run.Error, StringComparison.Ordinal);
        using Model before = ModelFile.Load(output.File("m")), after = ModelFile.Load(output.File("n"));
        Assert.Equal(before.Preprocessing, after.Preprocessing);
        Assert.Equal(3, after.Labels.Length);
        string frozen = before.Parameters.Names.First(n => n.StartsWith("conv1", StringComparison.Ordinal));
        Assert.True(before.Parameters[frozen].Values.SequenceEqual(after.Parameters[frozen].Values));
    }

    [Fact]
    public void Train_LogAndEvents_AreWrittenWhereAsked()
    {
        Assert.Equal(0, Small(pictures.Path, "--out", output.File("m"), "--log", output.File("l.jsonl"), "--tensorboard", output.File("tb")).ExitCode);
        Assert.StartsWith("{\"event\":\"begin\"", File.ReadAllText(output.File("l.jsonl")), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(output.File("tb")), file => Path.GetFileName(file).StartsWith("events.out.tfevents.", StringComparison.Ordinal));
    }

    [Fact]
    public void Train_ANetworkThatTakesNoSmallPictures_GetsItsOwnSize()
    {
        File.WriteAllText(output.File("deep.yaml"), "network: deep\ninput: 64x64x3\nclasses: 10\nrows:\n" + string.Concat(Enumerable.Range(1, 5).Select(i => $"  - {{type: convolution, name: c{i}, patch: 3x3/2, filters: 8, padding: 0}}\n")) + "  - {type: linear}\n");
        CommandLine run = Train(pictures.Path, "--network", output.File("deep.yaml"), "--epochs", "1", "--out", output.File("m"));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Matches(@"(?m)^input +64x64x3 +the network's own: 20x20x3, which would suit the pictures, is too small for it$", run.Error);
    }

    [Fact]
    public void Train_NetworkWithHeads_ScoresEachAndTheMeanAndTellsWhichAnswers()
    {
        CommandLine run = Train(pictures.Path, "--network", "googlenet-bn", "--size", "64", "--validation", "0.2", "--head", "best", "--epochs", "1", "--json", "--out", output.File("m"));
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement root = JsonDocument.Parse(run.Out).RootElement;
        var heads = root.GetProperty("heads").EnumerateArray().ToDictionary(h => h.GetProperty("head").GetString()!, h => h.GetProperty("top1_accuracy").GetDouble());
        Assert.Equal(["aux1", "aux2", "main", "mean"], heads.Keys.Order(StringComparer.Ordinal));
        string answering = root.GetProperty("answering_head").GetString()!;
        Assert.Equal(heads.Values.Max(), heads[answering]);
        Assert.Equal(heads[answering], root.GetProperty("score").GetProperty("top1_accuracy").GetDouble());
        using Model model = ModelFile.Load(output.File("m"));
        Assert.Equal(answering, model.AnsweringHead);
    }

    [Fact]
    public void Train_ClassesOfAnyLetters_AreTheModelsLabels()
    {
        using PictureFolder others = new(4, 20, "äpfel", "梨");
        Assert.Equal(0, Small(others.Path, "--batch", "4", "--out", output.File("m")).ExitCode);
        using Model model = ModelFile.Load(output.File("m"));
        Assert.Equal(["äpfel", "梨"], model.Labels.ToArray());
    }

    [Fact]
    public void Train_PicturesSmallerThanTheNetworksInput_AreEnlarged()
    {
        CommandLine run = Small(pictures.Path, "--size", "32", "--out", output.File("m"));
        Assert.True(run.ExitCode == 0, run.Error);
        using Model model = ModelFile.Load(output.File("m"));
        Assert.Equal((32, 32, 3), (model.Graph.Input.Shape.H, model.Graph.Input.Shape.W, model.Graph.Input.Shape.C));
    }

    private static CommandLine Small(params string[] words) => Train([.. words, "--network", "tiny-inception", "--threads", "1", .. words.Contains("--batch") ? (string[])[] : ["--batch", "8"], .. words.Contains("--epochs") ? (string[])[] : ["--epochs", "2"]]);

    private static CommandLine Train(params string[] words) => CommandLine.Run(["train", .. words]);
}
