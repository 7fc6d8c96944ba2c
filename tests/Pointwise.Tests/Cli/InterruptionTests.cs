using System.Diagnostics;
using System.Globalization;
using Pointwise.Tests.Cli.Runs;
using Pointwise.Training.Checkpoints;
using Xunit;

namespace Pointwise.Tests.Cli;

/// <summary>The program as a process of its own, stopped by signals.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly PictureFolder pictures = new(10, 20, "blue", "green");
    private readonly TemporaryFolder output = new();

    public void Dispose()
    {
        pictures.Dispose();
        output.Dispose();
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void Train_StoppedOnce_SavesTheRunAndSaysHowToGoOn(string signal, int code)
    {
        using Process child = Start("--batch", "8", "--epochs", "1000000", "--out", output.File("m.safetensors"));
        var told = new List<string>();
        while (child.StandardError.ReadLine() is { } line && !line.StartsWith("epoch 2/", StringComparison.Ordinal)) told.Add(line);
        Send(signal, child);
        string error = child.StandardError.ReadToEnd();
        child.WaitForExit();
        Assert.True(code == child.ExitCode, $"{child.ExitCode}: {string.Join('\n', told)}\n{error}");
        Assert.Contains("stops after this step and saves the run", error, StringComparison.Ordinal);
        Assert.EndsWith($"stopped; the run is saved in {output.File("m.run/last.safetensors")}\ngo on with: pointwise train --resume {output.File("m.run")}\n", error, StringComparison.Ordinal);
        Assert.Equal(["m.run"], output.Names);
        using (Checkpoint saved = Checkpoint.Load(output.File("m.run/last.safetensors"))) Assert.True(saved.Epochs >= 2, $"{saved.Epochs} epochs");

        CommandLine again = CommandLine.Run("train", pictures.Path, "--network", "tiny-inception", "--epochs", "1", "--out", output.File("m.safetensors"));
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("m.run: an unfinished run lies here", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_OfARunThatWasStopped_EndsItAndTakesItsFolderAway()
    {
        using Process child = Start("--batch", "8", "--epochs", "60", "--threads", "1", "--out", output.File("m.safetensors"));
        while (child.StandardError.ReadLine() is { } line && !line.StartsWith("epoch 2/", StringComparison.Ordinal)) Assert.NotNull(line);
        Send("TERM", child);
        child.StandardError.ReadToEnd();
        child.WaitForExit();
        Assert.Equal(143, child.ExitCode);

        CommandLine resumed = CommandLine.Run("train", "--resume", output.File("m.run"));
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(["m.safetensors"], output.Names);
        Assert.Equal(0, CommandLine.Run("train", pictures.Path, "--network", "tiny-inception", "--batch", "8", "--epochs", "60", "--out", output.File("whole.safetensors")).ExitCode);
        Assert.Equal(File.ReadAllBytes(output.File("whole.safetensors")), File.ReadAllBytes(output.File("m.safetensors")));
    }

    [Fact]
    public void Train_StoppedTwice_EndsAtOnceWithoutSaving()
    {
        // a step over pictures of this size takes a while: the first signal waits for its end, the second one comes right behind
        using Process child = Start("--batch", "18", "--size", "320", "--epochs", "1000000", "--out", output.File("m.safetensors"));
        while (!File.Exists(output.File("m.run/run.yaml")) && !child.HasExited) Thread.Sleep(10);
        Thread.Sleep(500);
        using (Process both = Process.Start("sh", ["-c", $"kill -INT {child.Id}; kill -TERM {child.Id}"])) both.WaitForExit();
        child.StandardError.ReadToEnd();
        child.WaitForExit();
        // which of the two the system hands over first is its own affair
        Assert.True(child.ExitCode is 130 or 143, $"exit code {child.ExitCode}");
        Assert.False(File.Exists(output.File("m.run/last.safetensors")));
    }

    private Process Start(params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sends signals as Linux does");
        string program = Path.Combine(AppContext.BaseDirectory, "Pointwise.Cli");
        // a process of the background would ignore Ctrl-C
        string[] words = ["--default-signal=INT", program, "train", pictures.Path, "--network", "tiny-inception", .. options];
        return Process.Start(new ProcessStartInfo("/usr/bin/env", words) { RedirectStandardError = true })!;
    }

    private static void Send(string signal, Process to)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", to.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
