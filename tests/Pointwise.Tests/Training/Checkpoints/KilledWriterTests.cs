using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Pointwise.Architectures;
using Pointwise.Data;
using Pointwise.Graphs;
using Pointwise.Tensors;
using Pointwise.Tests.Data;
using Pointwise.Training;
using Pointwise.Training.Checkpoints;
using Xunit;

namespace Pointwise.Tests.Training.Checkpoints;

/// <summary>
/// This program again as a process that only saves checkpoints, one after the other, until it is killed or cannot write any more.
/// POINTWISE_KILLS sets how often the test kills; 200 shows it as often as the requirement says.
/// </summary>
internal static class SavingChild
{
    private const string FolderVariable = "POINTWISE_TEST_SAVING_CHILD";

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } folder) return;
        var pictures = new DrawnShapes(12, 1);
        using Model model = NewModel.For(ArchitectureCatalog.Get("tiny-inception"), pictures, 1);
        var run = new TrainingRun(model, pictures, new TrainingOptions { BatchSize = 4, Threads = 1 }) { Checkpoints = new CheckpointPolicy(folder) };
        try
        {
            using var state = new RunState(run);
            var checkpoints = new CheckpointFolder(run.Checkpoints, run, state);
            checkpoints.SaveLast();
            Console.WriteLine("ready");
            for (int save = 0; ; save++)
            {
                state.Step();
                checkpoints.SaveLast();
                if (state.Done == state.Steps) state.EndEpoch(null, null);
            }
        }
        catch (PointwiseException e)
        {
            Console.Error.WriteLine(e.Message);
            Environment.Exit(3);
        }
    }

    public static ProcessStartInfo In(string folder, params string[] around)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Pointwise.Tests");
        var start = new ProcessStartInfo(around.Length > 0 ? around[0] : program, around.Length > 0 ? [.. around[1..], program] : [])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment[FolderVariable] = folder;
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }
}

public class KilledWriterTests
{
    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("POINTWISE_KILLS"), CultureInfo.InvariantCulture, out int kills) ? kills : 8;

    [Fact]
    public void Save_KilledAtRandomMoments_LeavesACompleteCheckpoint()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "kills as Unix does");
        using var folder = new TemporaryFolder();
        var random = new RandomStream(20, 1);
        for (int kill = 0; kill < Kills; kill++)
        {
            using Process child = Process.Start(SavingChild.In(folder.Path))!;
            child.StandardOutput.ReadLine();
            Thread.Sleep(random.Integer(kill, 60));
            child.Kill();
            child.WaitForExit();
            Assert.Equal(137, child.ExitCode);
            using Checkpoint checkpoint = Checkpoint.Load(folder.File("last.safetensors"));
            using Model model = TrainingRun.Resume(checkpoint, new DrawnShapes(12, 1)).Model;
            Assert.All(model.Parameters.Names, name => Assert.True(float.IsFinite(model.Parameters[name].Values[^1])));
        }

        Assert.True(folder.Names.Length <= 2, $"at most one temporary file stays: {string.Join(", ", folder.Names)}");
    }

    [Fact]
    public void Save_WithoutRoomOnTheDisk_StopsAndKeepsTheCheckpointBefore()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "limits the size of files as Linux does");
        using var folder = new TemporaryFolder();
        using (Process child = Process.Start(SavingChild.In(folder.Path))!)
        {
            child.StandardOutput.ReadLine();
            child.Kill();
            child.WaitForExit();
        }

        byte[] before = File.ReadAllBytes(folder.File("last.safetensors"));
        // files may not grow beyond 128 kB, about a quarter of the checkpoint
        ProcessStartInfo full = SavingChild.In(folder.Path, "/bin/sh", "-c", "trap '' XFSZ; ulimit -f 256; exec \"$0\"");
        full.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process limited = Process.Start(full)!;
        string error = limited.StandardError.ReadToEnd();
        limited.WaitForExit();
        Assert.Equal(3, limited.ExitCode);
        Assert.Contains("last.safetensors: cannot be written\n  expected: a place that may be written and has room", error, StringComparison.Ordinal);
        Assert.Contains("check permissions and free space; what was there before is unchanged", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(folder.File("last.safetensors")));
        Assert.Equal(["last.safetensors"], folder.Names);
    }
}
