using Pointwise.Cli.Runs;
using Xunit;

namespace Pointwise.Tests.Cli.Runs;

public sealed class RunPlaceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_WhatWasAskedFor_PlacesModelAndCheckpoints()
    {
        Assert.Equal(new RunPlace("nin.safetensors", "nin.run", null, true), RunPlace.Of("nin", null, null, null));
        Assert.Equal(new RunPlace("a/b.safetensors", "a/b.run", null, true), RunPlace.Of("nin", "a/b.safetensors", null, null));
        Assert.Equal(new RunPlace(Path.Combine("r", "model.safetensors"), "r", "r", false), RunPlace.Of("nin", null, "r", null));
        Assert.Equal(new RunPlace("b", "c", "r", false), RunPlace.Of("nin", "b", "r", "c"));
        Assert.Equal(new RunPlace("nin.safetensors", "c", null, false), RunPlace.Of("nin", null, null, "c"));
    }

    [Fact]
    public void OfResumed_AFolderThatNobodyAskedFor_GoesOnceTheModelIsWritten()
    {
        string model = folder.File("m.safetensors"), passing = folder.File("m.run");
        Directory.CreateDirectory(passing);
        RunPlace place = RunPlace.OfResumed(Path.Combine(passing, "last.safetensors"), "nin", model, null);
        Assert.Equal(new RunPlace(model, passing, null, true), place);
        foreach (string name in (string[])["last.safetensors", "best.safetensors", "run.yaml"]) File.WriteAllText(Path.Combine(passing, name), "");
        place.Finish();
        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Finish_AFolderWithOtherFiles_LeavesThem()
    {
        RunPlace place = RunPlace.Of("nin", folder.File("m.safetensors"), null, null);
        Directory.CreateDirectory(place.Checkpoints);
        File.WriteAllText(Path.Combine(place.Checkpoints, "notes.txt"), "");
        place.Finish();
        Assert.Equal(["notes.txt"], Directory.GetFiles(place.Checkpoints).Select(f => Path.GetFileName(f)));
    }

    [Fact]
    public void OfResumed_ARunsFolder_StaysARunsFolder()
    {
        folder.Write("log.jsonl", []);
        RunPlace place = RunPlace.OfResumed(folder.File("best.safetensors"), "nin", null, null);
        Assert.Equal(new RunPlace(folder.File("model.safetensors"), folder.Path, folder.Path, false), place);
        place.Finish();
        Assert.Equal(["log.jsonl"], folder.Names);
    }
}
