using System.Text.Json;
using Pointwise.Data;
using Pointwise.Data.Checks;
using Pointwise.Data.Masks;
using Pointwise.Tests.Cli;
using Pointwise.Tests.Data.Masks;
using Xunit;

namespace Pointwise.Tests.Data.Checks;

public sealed class MaskCheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DrawnMasks train = new(5, 24, 32), test = new(3, 24, 32);

    public MaskCheckTests()
    {
        train.Write(folder.Path, "train");
        test.Write(folder.Path, "test");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_OfPartsWithMasks_CountsThePixelsOfEveryClass()
    {
        MaskReport report = Report();
        Assert.Equal((8, 24, 32), (report.Count, report.Heights.Median, report.Widths.Median));
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(Counted(train, c), report.Classes[c][0]);
            Assert.Equal(Counted(test, c), report.Classes[c][1]);
            Assert.Equal(Counted(train, c).Pixels / (5.0 * 768), report.Share(c, 0));
        }

        // the test pictures are the first of the training pictures
        Assert.Contains("3 pictures of test are the same file as one of train: scores on test are too good", report.Warnings);
        Assert.Equal(report.Classes.SelectMany(c => c), Report(threads: 1).Classes.SelectMany(c => c));
    }

    [Fact]
    public void Run_ClassesWithoutPixelsAndUnusableMasks_AreTold()
    {
        File.WriteAllText(folder.File("classes.txt"), "class 0\nclass 1\nclass 2\nnever\n");
        File.WriteAllText(Path.Combine(folder.Path, "trainannot", "002.png"), "no picture");
        PictureFile.SavePng(Path.Combine(folder.Path, "trainannot", "004.png"), new Picture(5, 5, 1, new byte[25]));
        MaskReport report = Report();
        Assert.Equal([("002.png", "a mask that is no PNG"), ("004.png", "its mask has another size")], report.Unreadable.Select(u => (Path.GetFileName(u.Picture.Name), u.Reason[..u.Reason.IndexOf(" (", StringComparison.Ordinal)])));
        Assert.Contains("2 pictures cannot be read: training stops at the first unless it is told to pass over them", report.Warnings);
        Assert.Contains("never has no pixel in the training pictures: a network cannot learn it", report.Warnings);
        Assert.Equal(3 * 768, report.Pixels[0]);
    }

    [Fact]
    public void Check_OnTheCommandLine_PrintsTheSame()
    {
        string page = folder.File("page.html");
        CommandLine run = CommandLine.Run("data", "check", folder.Path, "--html", page);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"{folder.Path}: 8 pictures with masks of 3 classes", run.Out, StringComparison.Ordinal);
        Assert.Equal(5, File.ReadAllText(page).Split("data:image/png;base64,").Length - 1);
        JsonElement root = JsonDocument.Parse(CommandLine.Run("data", "check", folder.Path, "--json").Out).RootElement;
        Assert.Equal(Counted(train, 1).Pixels, root.GetProperty("classes")[1].GetProperty("train").GetProperty("pixels").GetInt64());
        Assert.Equal(1, CommandLine.Run("data", "check", folder.Path, "--strict").ExitCode);
        root = JsonDocument.Parse(CommandLine.Run("data", "check", folder.Path, "--only", "class 1", "--json").Out).RootElement;
        Assert.Equal(["rest", "class 1"], root.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("class").GetString()));
    }

    private MaskReport Report(int threads = 0) => MaskCheck.Run(folder.Path, MaskSets.Open(folder.Path, new MaskSetOptions { ValidationShare = 0 }), threads, stop: TestContext.Current.CancellationToken);

    private static ClassPixels Counted(DrawnMasks set, int c)
    {
        int[] counts = [.. Enumerable.Range(0, set.Count).Select(i => set.Mask(i).Classes.ToArray().Count(p => p == c))];
        return new ClassPixels(counts.Sum(), counts.Count(n => n > 0));
    }
}
