using System.Text.Json;
using Pointwise.Formats;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Pointwise.Tests.Zoo;
using Xunit;

namespace Pointwise.Tests.Cli;

/// <summary>bench: what it prints, and of what.</summary>
public sealed class BenchVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Bench_OfANetwork_TellsTimeRateAndMemory()
    {
        CommandLine run = CommandLine.Run("bench", SmallWeights.Network, "--batch", "2", "--threads", "2", "--runs", "3");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\Atiny-inception 28x28x1, batch 2, 2 threads, \d+ lanes\z", run.Lines[0]);
        string[] patterns =
        [
            @"median         \d+\.\d+ ms; fastest \d+\.\d+, p10 \d+\.\d+, p90 \d+\.\d+, p99 \d+\.\d+; 3 runs", @"pictures       \d+\.\d+ a second",
            @"multiply-adds  10,886,656, two FLOPs each: \d+ GFLOP/s", @"peak           \d+ GFLOP/s of multiply-adds in registers on 2 threads; \d+\.\d% of it reached",
            @"memory         values \d+\.\d KiB \(\d+\.\d KiB alive at once\), prepared weights \d+\.\d KiB, parameters \d+\.\d KiB; the process \S+ [MG]iB at most",
        ];
        Assert.Equal(patterns.Length, run.Lines.Length - 2);
        for (int i = 0; i < patterns.Length; i++) Assert.Matches($@"\A{patterns[i]}\z", run.Lines[i + 2]);
    }

    [Fact]
    public void Bench_WithLayers_HasARowANodeInOrderAndTheSumOfEachAlgorithm()
    {
        CommandLine run = CommandLine.Run("bench", SmallWeights.Network, "--threads", "1", "--runs", "3", "--layers");
        Assert.True(run.ExitCode == 0, run.Error);
        int head = Array.FindIndex(run.Lines, line => line.StartsWith("node ", StringComparison.Ordinal));
        Assert.Matches(@"\Anode +operator +algorithm +output +ms +share +GFLOP/s +% of peak\z", run.Lines[head]);
        Assert.Matches(@"\Aconv1.conv +conv 5x5 16 +direct rows +28x28x16 +\d+\.\d{3} +\d+\.\d% +\d+ +\d+\.\d%\z", run.Lines[head + 2]);
        Assert.Contains(run.Lines, line => line.StartsWith("all ", StringComparison.Ordinal) && line.Contains(" 100.0% ", StringComparison.Ordinal));
        Assert.Matches(@"\Ano multiply-adds +\d+ +\d+\.\d{3} +\d+\.\d%\z", run.Lines[^1]);
    }

    [Fact]
    public void Bench_SortedByTime_HasTheSlowestFirst()
    {
        CommandLine run = CommandLine.Run("bench", SmallWeights.Network, "--runs", "3", "--layers", "--sort", "time");
        int head = Array.FindIndex(run.Lines, line => line.StartsWith("node ", StringComparison.Ordinal)), end = Array.FindIndex(run.Lines, head + 2, line => line.StartsWith("---", StringComparison.Ordinal));
        int column = run.Lines[head].IndexOf(" ms ", StringComparison.Ordinal) + 3;
        double[] times = [.. run.Lines[(head + 2)..(end - 1)].Select(line => double.Parse(line[..column].Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(times.OrderDescending(), times);
    }

    [Fact]
    public void Bench_Explaining_HasARowForEachWayOfAConvolution()
    {
        CommandLine run = CommandLine.Run("bench", SmallWeights.Network, "--runs", "3", "--explain");
        Assert.True(run.ExitCode == 0, run.Error);
        int head = Array.FindIndex(run.Lines, line => line.StartsWith("node ", StringComparison.Ordinal));
        Assert.Matches(@"\Anode +operator +algorithm +estimated ms +measured ms +why\z", run.Lines[head]);
        Assert.Matches(@"\Aconv1.conv +conv 5x5 16 +direct rows +\d+\.\d{3} +\d+\.\d{3}  ", run.Lines[head + 2]);
        Assert.DoesNotContain(run.Lines, line => line.Contains("MaxPool", StringComparison.Ordinal));
        JsonElement layers = JsonDocument.Parse(CommandLine.Run("bench", SmallWeights.Network, "--runs", "1", "--explain", "--json").Out).RootElement.GetProperty("layers");
        JsonElement first = layers.EnumerateArray().First(l => l.GetProperty("candidates").GetArrayLength() > 0);
        Assert.Equal(first.GetProperty("algorithm").GetString(), first.GetProperty("candidates").EnumerateArray().Single(c => c.GetProperty("taken").GetBoolean()).GetProperty("algorithm").GetString());
    }

    [Fact]
    public void Bench_Tuning_KeepsWhatItMeasuredAndTakesIt()
    {
        string table = folder.File("tables/tuning.json");
        CommandLine first = CommandLine.Run("bench", "small-inception", "--runs", "1", "--threads", "1", "--explain", "--tune", "--tuning", table);
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.Matches(@"\Ameasured \d+ convolutions into .*tuning\.json\n\z", first.Error);
        Assert.EndsWith(", fastest ways", first.Lines[0], StringComparison.Ordinal);
        Assert.Contains(first.Lines, line => line.EndsWith("taken: the least when they were measured", StringComparison.Ordinal));
        Assert.Contains(first.Lines, line => line.EndsWith("x the measured time", StringComparison.Ordinal));
        byte[] kept = File.ReadAllBytes(table);
        CommandLine second = CommandLine.Run("bench", "small-inception", "--runs", "1", "--threads", "1", "--explain", "--fastest", "--tuning", table);
        Assert.Equal((0, ""), (second.ExitCode, second.Error));
        Assert.Equal(Taken(first), Taken(second));
        Assert.Equal("", CommandLine.Run("bench", "small-inception", "--runs", "1", "--threads", "1", "--tune", "--tuning", table).Error);
        Assert.Equal(kept, File.ReadAllBytes(table));

        static IEnumerable<string> Taken(CommandLine run) => run.Lines.Where(line => line.EndsWith("measured", StringComparison.Ordinal)).Select(line => System.Text.RegularExpressions.Regex.Replace(line, @"[ \d.]+", " "));
    }

    [Fact]
    public void Bench_WithErrors_ComparesEveryNodeAndTheNetworkWithDoublePrecision()
    {
        CommandLine run = CommandLine.Run("bench", SmallWeights.Network, "--runs", "1", "--errors");
        Assert.True(run.ExitCode == 0, run.Error);
        int head = Array.FindIndex(run.Lines, line => line.StartsWith("node ", StringComparison.Ordinal));
        Assert.Matches(@"\Anode +operator +algorithm +output +largest +off by +of the largest\z", run.Lines[head]);
        Assert.Matches(@"\Aconv1.conv +conv 5x5 16 +direct rows +28x28x16 +\S+ +\d\.\de-\d+ +\d\.\de-\d+\z", run.Lines[head + 2]);
        Assert.Matches(@"\Athe network +main +\S+ +\d\.\de-\d+ +\d\.\de-\d+\z", run.Lines[^1]);
        File.WriteAllBytes(folder.File("grey.pgm"), [.. "P5 28 28 255\n"u8, .. Enumerable.Range(0, 784).Select(i => (byte)i)]);
        JsonElement errors = JsonDocument.Parse(CommandLine.Run("bench", SmallWeights.Network, "--runs", "1", "--errors", "--picture", folder.File("grey.pgm"), "--json").Out).RootElement.GetProperty("errors");
        Assert.InRange(errors.GetProperty("network").GetProperty("share").GetDouble(), 1e-12, 1e-5);
        Assert.Equal(run.Lines.Length - head - 5, errors.GetProperty("layers").GetArrayLength());
    }

    [Fact]
    public void Bench_Direct_TransformsNothing()
    {
        JsonElement root = JsonDocument.Parse(CommandLine.Run("bench", "small-inception", "--runs", "1", "--direct", "--explain", "--json").Out).RootElement;
        Assert.Equal("direct", root.GetProperty("choice").GetString());
        Assert.DoesNotContain(root.GetProperty("layers").EnumerateArray(), l => l.GetProperty("algorithm").GetString()!.StartsWith("Winograd", StringComparison.Ordinal));
    }

    [Fact]
    public void Bench_OfAModelFileAsJson_HoldsEverythingInPlainNumbers()
    {
        using (Model model = SmallWeights.Model()) ModelFile.Save(model, folder.File("m.safetensors"));
        CommandLine run = CommandLine.Run("bench", folder.File("m.safetensors"), "--runs", "3", "--layers", "--json", "--input", "32x32x1", "--threads", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement root = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal("tiny-inception", root.GetProperty("network").GetString());
        Assert.Equal([1, 1, 32, 32], root.GetProperty("input").EnumerateArray().Select(e => e.GetInt32()));
        Assert.Equal(3, root.GetProperty("seconds").GetProperty("runs").GetInt32());
        Assert.True(root.GetProperty("seconds").GetProperty("median").GetDouble() > 0);
        Assert.True(root.GetProperty("memory").GetProperty("resident_peak_bytes").GetInt64() > 1 << 20);
        long sum = root.GetProperty("layers").EnumerateArray().Sum(l => l.GetProperty("multiply_adds").GetInt64());
        Assert.Equal(root.GetProperty("multiply_adds").GetInt64(), sum);
        Assert.Equal(sum, root.GetProperty("algorithms").EnumerateArray().Sum(l => l.GetProperty("multiply_adds").GetInt64()));
    }

    [Fact]
    public void Bench_OfOnnxAndOfANetworkFile_RunsThem()
    {
        using (Model model = SmallWeights.Model()) OnnxExport.Save(model, folder.File("m.onnx"));
        Assert.Equal(0, CommandLine.Run("bench", folder.File("m.onnx"), "--runs", "1").ExitCode);
        CommandLine run = CommandLine.Run("bench", Path.Combine(TestData.Repository, "docs", "inception-3a.yaml"), "--runs", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("inception-3a 28x28x192, batch 1, ", run.Lines[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tiny-inceptoin", "did you mean tiny-inception?")]
    [InlineData("tiny-inception --batch 0", "tiny-inception: batch: out of range")]
    [InlineData("tiny-inception --runs -2", "tiny-inception: runs: out of range")]
    [InlineData("tiny-inception --sort size", "--sort: no such order")]
    [InlineData("tiny-inception --direct --fastest", "--direct: two ways at once")]
    [InlineData("tiny-inception --fastest --tuning absent.json", "absent.json: no such file")]
    [InlineData("absent.onnx", "absent.onnx: no such file")]
    public void Bench_OfWhatCannotBe_FailsWithFourLines(string words, string problem)
    {
        CommandLine run = CommandLine.Run(["bench", .. words.Split(' ')]);
        Assert.Equal((1, ""), (run.ExitCode, run.Out));
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Matches(@"\n  expected: .+\n  found:    .+\n  fix:      .+\n\z", run.Error);
    }
}
