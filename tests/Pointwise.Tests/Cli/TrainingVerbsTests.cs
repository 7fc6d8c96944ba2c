using System.Globalization;
using System.Text.Json;
using Pointwise.Data;
using Pointwise.Data.Codecs;
using Pointwise.Tests.Data;
using Xunit;

namespace Pointwise.Tests.Cli;

public sealed class TrainingVerbsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TrainingVerbsTests()
    {
        WriteSet("train", new DrawnShapes(96, 1));
        WriteSet("t10k", new DrawnShapes(30, 2));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Train_ThenEvalAndClassify_AgreeWithEachOther()
    {
        string model = folder.File("m.safetensors");
        (int code, string output, string error) = Run("train", "--data", folder.Path, "--epochs", "2", "--batch", "16", "--out", model, "--threads", "1");
        Assert.Equal(0, code);
        Assert.Contains("epoch 2/2  step 6/6", error, StringComparison.Ordinal);
        Assert.Contains($"written: {model}", output, StringComparison.Ordinal);
        string score = output.Split('\n')[0]["test: ".Length..];
        Assert.Contains(" of 30 right", score, StringComparison.Ordinal);

        (code, output, _) = Run("eval", model, "--data", folder.Path);
        Assert.Equal(0, code);
        Assert.Contains(score, output, StringComparison.Ordinal);

        (code, output, _) = Run("classify", model, "--data", folder.Path, "--index", "4", "--json");
        Assert.Equal(0, code);
        JsonElement picture = JsonDocument.Parse(output).RootElement;
        Assert.Equal("4", picture.GetProperty("truth").GetString());
        double[] probabilities = [.. picture.GetProperty("answers").EnumerateArray().Select(a => a.GetProperty("probability").GetDouble())];
        Assert.Equal(5, probabilities.Length);
        Assert.Equal(probabilities.OrderDescending(), probabilities);
    }

    [Fact]
    public void Classify_APicture_AnswersAsForTheSameOneOfTheSet()
    {
        string model = Trained("m.safetensors", "2");
        PortableDecoder.Save(folder.File("four.pgm"), new DrawnShapes(30, 2).Read(4));
        string fromFile = Run("classify", model, folder.File("four.pgm"), "--top", "2").Output, fromSet = Run("classify", model, "--data", folder.Path, "--index", "4", "--top", "2").Output;
        Assert.Equal(Answers(fromFile), Answers(fromSet));
        Assert.Contains("four.pgm", fromFile, StringComparison.Ordinal);

        static string[] Answers(string table) => [.. table.TrimEnd().Split('\n').Skip(2).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^3..]))];
    }

    [Fact]
    public void Train_SameSeed_WritesTheSameBytesOnAnyThreads()
    {
        byte[] expected = File.ReadAllBytes(Trained("a.safetensors", "1"));
        Assert.Equal(expected, File.ReadAllBytes(Trained("b.safetensors", "1")));
        Assert.Equal(expected, File.ReadAllBytes(Trained("c.safetensors", "2")));
        Assert.Equal(expected, File.ReadAllBytes(Trained("d.safetensors", "8")));
    }

    [Fact]
    public void Train_Json_HoldsTheScore()
    {
        (_, string output, _) = Run("train", "--data", folder.Path, "--epochs", "1", "--batch", "32", "--out", folder.File("j"), "--validation", "0.3", "--optimiser", "adamw", "--schedule", "step", "--warm-up", "0.5", "--json");
        JsonElement root = JsonDocument.Parse(output).RootElement;
        Assert.Equal(30, root.GetProperty("score").GetProperty("pictures").GetInt32());
        Assert.Equal("tiny-inception", root.GetProperty("network").GetString());
        Assert.True(root.GetProperty("score").GetProperty("top5").GetInt32() >= root.GetProperty("score").GetProperty("top1").GetInt32());
    }

    [Theory]
    [InlineData("train --data {0} --rate 0", "rate: out of range")]
    [InlineData("train --data {0} --batch 97", "batch: larger than the data set")]
    [InlineData("train --data {0} --network tiny-incepton", "did you mean tiny-inception?")]
    [InlineData("train --data {0} --out {0}/none/m", "no such folder")]
    [InlineData("train --data {0}/none", "no such folder")]
    [InlineData("eval {0}/none --data {0}", "none")]
    public void Verb_WithAMistake_SaysItAndFails(string line, string problem)
    {
        (int code, _, string error) = Run([.. line.Split(' ').Select(word => word.Replace("{0}", folder.Path, StringComparison.Ordinal))]);
        Assert.Equal(1, code);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Quickstart_OnNothing_TrainsScoresAndClassifies()
    {
        (int code, string output, string error) = Run("quickstart", "--out", folder.File("q"), "--pictures", "320", "--epochs", "3");
        Assert.Equal(0, code);
        Assert.Matches("303,464,448 +128,049,152 +2.37x", output);
        Assert.Contains("epoch 3/3", error, StringComparison.Ordinal);
        Assert.Equal(32, Directory.GetFiles(folder.File("q/pictures/train/rings"), "*.png").Length);
        Assert.Contains("<svg", File.ReadAllText(folder.File("q/report.html")), StringComparison.Ordinal);
        Assert.Contains("the pictures it has not seen: ", output, StringComparison.Ordinal);
        Assert.Contains("a linear classifier on their pixels: ", output, StringComparison.Ordinal);
        Assert.Equal(0, Run("classify", folder.File("q/tiny-inception.safetensors"), folder.File("q/pictures/val/rings/rings-1.png")).Code);
    }

    [Fact]
    public void Quickstart_AsJson_PrintsItsFiguresAlone()
    {
        (int code, string output, _) = Run("quickstart", "--out", folder.File("q"), "--pictures", "160", "--epochs", "1", "--json");
        Assert.Equal(0, code);
        using JsonDocument answer = JsonDocument.Parse(output);
        Assert.Equal(128_049_152, answer.RootElement.GetProperty("savings")[0].GetProperty("multiply_adds").GetInt64());
        Assert.Equal(24, answer.RootElement.GetProperty("score").GetProperty("pictures").GetInt32());
        Assert.InRange(answer.RootElement.GetProperty("linear_accuracy").GetDouble(), 0, 0.6);
        Assert.Equal(3, answer.RootElement.GetProperty("pictures").GetArrayLength());
    }

    private string Trained(string name, string threads)
    {
        string file = folder.File(name);
        Assert.Equal(0, Run("train", "--data", folder.Path, "--epochs", "1", "--batch", "32", "--out", file, "--threads", threads, "--seed", "9").Code);
        return file;
    }

    private void WriteSet(string part, DrawnShapes shapes)
    {
        var pixels = new byte[shapes.Count * 784];
        for (int i = 0; i < shapes.Count; i++) shapes.Read(i).Pixels.CopyTo(pixels.AsMemory(i * 784));
        folder.Write($"{part}-images-idx3-ubyte.gz", IdxBytes.Gzip(IdxBytes.Of(pixels, shapes.Count, 28, 28)));
        folder.Write($"{part}-labels-idx1-ubyte", IdxBytes.Of([.. Enumerable.Range(0, shapes.Count).Select(i => (byte)shapes.Label(i))], shapes.Count));
    }

    private static (int Code, string Output, string Error) Run(params string[] words)
    {
        CommandLine line = CommandLine.Run(words);
        return (line.ExitCode, line.Out, line.Error);
    }
}
