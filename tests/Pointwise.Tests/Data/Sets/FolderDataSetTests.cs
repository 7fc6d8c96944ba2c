using Pointwise.Data;
using Pointwise.Data.Sets;
using Xunit;

namespace Pointwise.Tests.Data.Sets;

public sealed class FolderDataSetTests : IDisposable
{
    private readonly PictureTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Open_ClassFolders_AreClassesInOrdinalOrderAndPicturesToo()
    {
        tree.Add("b/2.pgm", "b/10.pgm", "B/x.pgm", "a/deep/er/z.pgm", "a/y.pgm");
        FolderDataSet data = FolderDataSet.Open(tree.Path);
        Assert.Equal(["B", "a", "b"], data.Classes);
        Assert.Equal(["B/x.pgm", "a/y.pgm", "a/deep/er/z.pgm", "b/10.pgm", "b/2.pgm"], Names(data));
        Assert.Equal([0, 1, 1, 2, 2], Labels(data));
        Assert.Equal([2, 4, 3, 1, 0], Enumerable.Range(0, data.Count).Select(i => data.Read(i).Pixels.Span[0]));
    }

    [Fact]
    public void Open_OtherFiles_ArePassedOverAndCounted()
    {
        tree.Add("a/1.pgm", "b/1.pgm", "b/without-ending").AddText("a/notes.txt", "x").AddText("b/more.TXT", "x").AddText("a/.DS_Store", "x").AddText("b/LICENSE", "x")
            .Add(".ipynb_checkpoints/1.pgm", "beside.pgm");
        FolderDataSet data = FolderDataSet.Open(tree.Path);
        Assert.Equal(["a/1.pgm", "b/1.pgm", "b/without-ending"], Names(data));
        Assert.Equal(
        [
            $"passed over .txt files: 2 (the first is {tree.In("a/notes.txt")})",
            $"passed over files beside the class folders: 1 ({tree.In("beside.pgm")})",
            $"passed over hidden files: 1 ({tree.In("a/.DS_Store")})",
            $"passed over hidden folders: 1 ({tree.In(".ipynb_checkpoints")})",
            $"passed over notices: 1 ({tree.In("b/LICENSE")})",
        ], data.Notes);
    }

    [Fact]
    public void Open_NamesOfAllScripts_AreKept()
    {
        tree.Add("Gänseblümchen/ü 1.pgm", "蒲公英/花.pgm", "🌹/😀.pgm");
        FolderDataSet data = FolderDataSet.Open(tree.Path);
        Assert.Equal(["Gänseblümchen", "蒲公英", "🌹"], data.Classes);
        Assert.Equal(1, data.Read(1).Pixels.Span[0]);
        Assert.EndsWith("😀.pgm", data.NameOf(2), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfADamagedFile_NamesItsPath()
    {
        tree.Add("a/1.pgm").AddText("b/bad.jpg", "no picture").AddBytes("b/cut.pgm", PictureTree.Pgm(1)[..^1]).AddBytes("b/empty.png", []);
        FolderDataSet data = FolderDataSet.Open(tree.Path);
        Assert.Contains($"{tree.In("b/bad.jpg")}: byte 0: no picture of a known format", Fails(() => data.Read(1)), StringComparison.Ordinal);
        Assert.Contains($"{tree.In("b/cut.pgm")}: byte ", Fails(() => data.Read(2)), StringComparison.Ordinal);
        Assert.Contains($"{tree.In("b/empty.png")}: cannot be read\n  expected: a picture\n  found:    an empty file", Fails(() => data.Read(3)), StringComparison.Ordinal);
        File.Delete(tree.In("a/1.pgm"));
        Assert.Contains($"{tree.In("a/1.pgm")}: cannot be read\n  expected: a picture\n  found:    no such file", Fails(() => data.Read(0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAPipe_DoesNotWaitForItsWriter()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes are no files there");
        tree.Add("a/1.pgm").AddFolder("b");
        System.Diagnostics.Process.Start("mkfifo", tree.In("b/pipe.png")).WaitForExit();
        FolderDataSet data = FolderDataSet.Open(tree.Path);
        Assert.Contains("pipe.png: cannot be read", Fails(() => data.Read(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfAFileAboveTheLimit_IsRefusedUnread()
    {
        tree.Add("a/1.pgm").AddBytes("b/large.pgm", PictureTree.Pgm(1, 40, 40));
        FolderDataSet data = FolderDataSet.Open(tree.Path, new Limits { PictureBytes = 1000 });
        Assert.Contains("too large\n  expected: at most 1,000 bytes", Fails(() => data.Read(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_PicturesWithoutClasses_SaysHowToGiveThemSome()
    {
        tree.Add("set/1.pgm", "set/2.pgm");
        Assert.Equal(
            $"{tree.In("set")}: pictures without classes\n  expected: a folder with one folder a class, at least two, or train and val with such folders\n  found:    2 files (1.pgm, 2.pgm) and no folders\n"
            + "  fix:      make a folder for each class and move its pictures into it, or write a CSV file of path,label and name that", Fails(() => FolderDataSet.Open(tree.In("set"))));
    }

    [Fact]
    public void Open_OneLevelTooLow_NamesTheFolderAbove()
    {
        tree.Add("set/daisy/1.pgm", "set/rose/2.pgm");
        Assert.Contains($"fix:      if this is one class of several, name the folder above, {tree.In("set")} (daisy, rose)", Fails(() => FolderDataSet.Open(tree.In("set/daisy"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OneLevelTooHigh_NamesTheFolderBelow()
    {
        tree.Add("set/daisy/1.pgm", "set/rose/2.pgm");
        Assert.Contains($"a single class\n  expected: a folder with one folder a class, at least two, or train and val with such folders\n  found:    one folder, set\n"
            + $"  fix:      name the folder below, {tree.In("set")}, whose folders (daisy, rose) look like the classes", Fails(() => FolderDataSet.Open(tree.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OneClass_IsRefused()
    {
        tree.Add("daisy/1.pgm");
        Assert.Contains("fix:      add a folder with pictures of what the class is to be told from", Fails(() => FolderDataSet.Open(tree.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AnEmptyClass_IsNamed()
    {
        tree.Add("a/1.pgm").AddText("b/notes.txt", "x");
        Assert.Contains($"{tree.In("b")}: a class without pictures", Fails(() => FolderDataSet.Open(tree.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NothingAtAll_IsRefused()
    {
        Assert.Contains(": no pictures\n", Fails(() => FolderDataSet.Open(tree.Path)), StringComparison.Ordinal);
        tree.AddFolder("a").AddFolder("b");
        Assert.Contains("found:    2 folders without pictures", Fails(() => FolderDataSet.Open(tree.Path)), StringComparison.Ordinal);
        Assert.Contains("none: no such folder", Fails(() => FolderDataSet.Open(tree.In("none"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ALinkToAFolderAbove_IsRefusedAsACircle()
    {
        tree.Add("a/1.pgm", "b/1.pgm").AddFolder("b/in");
        Directory.CreateSymbolicLink(tree.In("b/in/up"), tree.In("b"));
        Assert.Contains($"{tree.In("b/in/up")}: a link leads back to a folder above it", Fails(() => FolderDataSet.Open(tree.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LinksThatDoubleAtEveryLevel_AreRefusedAtTheFirst()
    {
        tree.Add("a/1.pgm", "b/1.pgm");
        for (int level = 0; level < 30; level++)
        {
            tree.AddFolder($"levels/{level}");
            foreach (string name in new[] { "x", "y" })
                if (level > 0) Directory.CreateSymbolicLink(tree.In($"levels/{level}/{name}"), tree.In($"levels/{level - 1}"));
        }

        Directory.CreateSymbolicLink(tree.In("c"), tree.In("levels/29"));
        Assert.Contains("a folder that was entered already", Fails(() => FolderDataSet.Open(tree.Path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LinksThatOnlyPointAtEachOther_AreFilesThatCannotBeRead()
    {
        tree.Add("a/1.pgm", "b/1.pgm");
        File.CreateSymbolicLink(tree.In("b/x"), tree.In("b/y"));
        File.CreateSymbolicLink(tree.In("b/y"), tree.In("b/x"));
        FolderDataSet data = FolderDataSet.Open(tree.Path);
        Assert.Contains("cannot be read", Fails(() => data.Read(2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ALinkedClass_IsFollowed()
    {
        using var elsewhere = new PictureTree();
        elsewhere.Add("roses/7.pgm");
        tree.Add("a/1.pgm");
        Directory.CreateSymbolicLink(tree.In("b"), elsewhere.In("roses"));
        Assert.Equal(["a/1.pgm", "b/7.pgm"], Names(FolderDataSet.Open(tree.Path)));
    }

    [Fact]
    public void Open_BeyondALimit_NamesIt()
    {
        tree.Add("a/1.pgm", "a/2.pgm", "b/1/2/3/4.pgm");
        Assert.Contains("folders nest too deep", Fails(() => FolderDataSet.Open(tree.Path, new Limits { FolderDepth = 3 })), StringComparison.Ordinal);
        Assert.Contains("raise Limits.DataSetPictures", Fails(() => FolderDataSet.Open(tree.Path, new Limits { DataSetPictures = 2 })), StringComparison.Ordinal);
        Assert.Contains("too many classes", Fails(() => FolderDataSet.Open(tree.Path, new Limits { Labels = 1 })), StringComparison.Ordinal);
    }

    private string[] Names(FolderDataSet data) => [.. Enumerable.Range(0, data.Count).Select(i => Path.GetRelativePath(tree.Path, data.NameOf(i)).Replace('\\', '/'))];

    private static int[] Labels(FolderDataSet data) => [.. Enumerable.Range(0, data.Count).Select(data.Label)];

    private static string Fails(Func<object> work) => Assert.Throws<PointwiseException>(work).Message;
}
