using System.Text.Json;
using Pointwise.Data;
using Pointwise.Data.Masks;
using Pointwise.Tests.Data.Masks;
using Xunit;

namespace Pointwise.Tests.Cli;

public sealed class SegmentVerbTests(MaskFolders folders) : IClassFixture<MaskFolders>
{
    private static readonly DrawnMasks Test = new(4, 24, 32);

    [Fact]
    public void Segment_OfAFolder_WritesMasksOverlaysAndAreas()
    {
        string output = folders.In("segmented");
        CommandLine run = CommandLine.Run("segment", folders.Model, Path.Combine(folders.Scenes, "test"), "--out", output);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(4 * 3, Directory.GetFiles(output).Length);
        for (int i = 0; i < 4; i++)
        {
            Mask mask = MaskFile.Load(Path.Combine(output, $"{i:D3}.mask.png"), ClassTable.Of("a", "b", "c"), Limits.Default);
            Assert.Equal(Test.Mask(i).Classes.ToArray(), mask.Classes.ToArray());
            Picture overlay = PictureFile.Load(Path.Combine(output, $"{i:D3}.overlay.png"));
            Assert.True(overlay.Height > 24 && overlay.Width >= 32, "the picture with a legend below");
            JsonElement areas = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, $"{i:D3}.json"))).RootElement;
            Assert.Equal(24 * 32, areas.GetProperty("areas").EnumerateArray().Sum(a => a.GetProperty("pixels").GetInt32()));
        }

        Assert.Contains(run.Lines, line => line.Contains("class 1", StringComparison.Ordinal) && line.TrimEnd().EndsWith('%'));
        Assert.Contains("4 pictures in", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Segment_Json_IsALineAPictureWithItsAreas()
    {
        CommandLine run = CommandLine.Run("segment", folders.Model, Path.Combine(folders.Scenes, "test", "002.png"), "--json", "--threads", "1");
        JsonElement line = JsonDocument.Parse(Assert.Single(run.Lines)).RootElement;
        Assert.Equal((24, 32), (line.GetProperty("height").GetInt32(), line.GetProperty("width").GetInt32()));
        byte[] truth = Test.Mask(2).Classes.ToArray();
        foreach (JsonElement area in line.GetProperty("areas").EnumerateArray())
        {
            int pixels = truth.Count(c => c == area.GetProperty("class").GetInt32());
            Assert.Equal((pixels, pixels / 768.0), (area.GetProperty("pixels").GetInt32(), area.GetProperty("share").GetDouble()));
        }
    }

    [Fact]
    public void Segment_Csv_HasALineAClass()
    {
        CommandLine run = CommandLine.Run("segment", folders.Model, Path.Combine(folders.Scenes, "test", "002.png"), "--csv", "--tta", "flip");
        Assert.Equal("picture,class,pixels,share", run.Lines[0]);
        Assert.Equal(1 + 3, run.Lines.Length);
    }

    [Fact]
    public void Segment_AmongThemBadOnes_TellsThemAndGoesOn()
    {
        string bad = folders.In("bad.png");
        File.WriteAllText(bad, "no picture");
        CommandLine run = CommandLine.Run("segment", folders.Model, bad, Path.Combine(folders.Scenes, "test", "002.png"), "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.Lines.Length);
        Assert.Contains("no picture of a known format", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains("1 of 2 could not be segmented", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Segment_TwoOfOneName_KeepsBothFiles()
    {
        string output = folders.In("twice");
        CommandLine run = CommandLine.Run("segment", folders.Model, Path.Combine(folders.Scenes, "test", "001.png"), Path.Combine(folders.Scenes, "val", "001.png"), "--out", output);
        Assert.Equal(0, run.ExitCode);
        Assert.True(File.Exists(Path.Combine(output, "001.mask.png")) && File.Exists(Path.Combine(output, "001-2.mask.png")));
    }

    [Fact]
    public void Segment_ColoursOfATable_AreTheMasksPalette()
    {
        string table = folders.In("colours.tsv"), output = folders.In("coloured");
        File.WriteAllText(table, "class 0\t10\t20\t30\nclass 1\t200\t100\t0\nclass 2\t0\t90\t200\n");
        Assert.Equal(0, CommandLine.Run("segment", folders.Model, Path.Combine(folders.Scenes, "test", "001.png"), "--out", output, "--classes", table).ExitCode);
        Assert.Equal(Test.Mask(1).Classes.ToArray(), MaskFile.Load(Path.Combine(output, "001.mask.png"), ClassTableFile.Read(table), Limits.Default).Classes.ToArray());
    }

    [Fact]
    public void Segment_OfAClassifier_SaysWhatIsNeeded()
    {
        CommandLine run = CommandLine.Run("segment", "no-such-model.safetensors", "x.png");
        Assert.Equal(1, run.ExitCode);
        run = CommandLine.Run("segment", folders.Model, Path.Combine(folders.Scenes, "test", "001.png"), "--tta", "10");
        Assert.Contains("no such number of views", run.Error, StringComparison.Ordinal);
    }
}
