using Pointwise.Data;
using Pointwise.Data.Sets;
using Pointwise.Tests.Downloads.Archives;
using Xunit;

namespace Pointwise.Tests.Data.Sets;

public sealed class TarDataSetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("set/")]
    [InlineData("./set/inner/")]
    public void Open_FoldersWithinFolders_FindsTheClasses(string outer)
    {
        string path = folder.Write("t.tar.gz", TarBytes.Gzip(TarBytes.Of(($"{outer}b/2.pgm", Pgm(1)), ($"{outer}a/1.pgm", Pgm(2)), ($"{outer}a/deep/0.pgm", Pgm(3)))));
        TarDataSet data = TarDataSet.Open(path);
        Assert.Equal(["a", "b"], data.Classes);
        Assert.Equal([2, 3, 1], Enumerable.Range(0, 3).Select(i => (int)data.Read(i).Pixels.Span[0]));
        Assert.Equal([0, 0, 1], Enumerable.Range(0, 3).Select(data.Label));
        Assert.Equal($"{path}:{outer.Replace("./", "", StringComparison.Ordinal)}a/1.pgm", data.NameOf(0));
    }

    [Fact]
    public void Open_PartsWithin_AreTheParts()
    {
        string path = folder.Write("t.tar", TarBytes.Of(("s/train/a/1.pgm", Pgm(1)), ("s/train/b/1.pgm", Pgm(2)), ("s/val/a/1.pgm", Pgm(3)), ("s/test/b/1.pgm", Pgm(4)), ("s/README.md", [65])));
        DataSplit split = DataSets.Open(path);
        Assert.Equal((2, 1, 1, "tar"), (split.Train.Count, split.Validation!.Count, split.Test!.Count, split.Kind));
        Assert.Equal((1, 4), (split.Test.Label(0), split.Test.Read(0).Pixels.Span[0]));
        Assert.Equal(["passed over .md files: 1 (s/README.md)"], split.Notes);
    }

    [Fact]
    public void Open_OneArchiveAPart_IsToldByItsFoldersOrItsName()
    {
        folder.Write("set-test.tgz", TarBytes.Gzip(TarBytes.Of(("a/1.pgm", Pgm(1)), ("b/1.pgm", Pgm(2)))));
        folder.Write("other.tar", TarBytes.Of(("train/a/1.pgm", Pgm(3)), ("train/b/1.pgm", Pgm(4))));
        DataSplit split = DataSets.Open(folder.Path);
        Assert.Equal([3, 1], new[] { split.Train, split.Test! }.Select(d => (int)d.Read(0).Pixels.Span[0]));
    }

    [Fact]
    public void Open_AClassThatWasNotTrained_IsRefused()
    {
        string path = folder.Write("t.tar", TarBytes.Of(("train/a/1.pgm", Pgm(1)), ("train/rose/1.pgm", Pgm(2)), ("val/roses/1.pgm", Pgm(3))));
        Assert.Contains("validation has classes that the training pictures lack\n  expected: the 2 classes of the training pictures\n  found:    roses\n  fix:      did you mean rose? ", Fails(() => DataSets.Open(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_HostileNamesAndLinks_ArePassedOver()
    {
        byte[] tar = new TarBytes().File("../../a/evil.pgm", Pgm(1)).File("/a/1.pgm", Pgm(2)).Entry("b/link.pgm", '2', "0").File("b/1.pgm", Pgm(3)).File("__MACOSX/b/._1.pgm", Pgm(4)).File("b/.hidden", Pgm(5)).End();
        TarDataSet data = TarDataSet.Open(folder.Write("t.tar", tar));
        Assert.Equal((2, 2), (data.Count, data.Classes.Length));
        Assert.Contains("passed over names that lead outside: 1 (../../a/evil.pgm)", data.Notes);
        Assert.Contains("passed over links and devices: 1 (b/link.pgm)", data.Notes);
        Assert.Equal([folder.File("t.tar")], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Open_WhatIsNoSet_IsRefused()
    {
        Assert.Contains("pictures without classes", Fails(new TarBytes().File("1.pgm", Pgm(1)).File("2.pgm", Pgm(1)).End()), StringComparison.Ordinal);
        Assert.Contains("a single class", Fails(new TarBytes().File("a/1.pgm", Pgm(1)).End()), StringComparison.Ordinal);
        Assert.Contains("no pictures", Fails(new TarBytes().File("a/1.txt", Pgm(1)).End()), StringComparison.Ordinal);
        Assert.Contains("no pictures", Fails(new TarBytes().End()), StringComparison.Ordinal);
        Assert.Contains("the same name twice", Fails(new TarBytes().File("a/1.pgm", Pgm(1)).File("./a/1.pgm", Pgm(1)).End()), StringComparison.Ordinal);
        Assert.Contains("no such folder or file", Fails(() => DataSets.Open(folder.File("none.tar"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ABomb_IsRefusedInLittleMemory()
    {
        byte[] small = TarBytes.Gzip(new TarBytes().File("a/1.pgm", new byte[20 << 20]).File("a/2.pgm", new byte[20 << 20]).File("a/3.pgm", new byte[20 << 20]).File("b/4.pgm", new byte[20 << 20]).End());
        Assert.Contains("unpacks to too much\n  expected: pictures of at most 67,108,864 bytes", Fails(small), StringComparison.Ordinal);
        var large = new TarBytes().File("a/1.pgm", new byte[33 << 20]).End();
        Assert.Contains("too large\n  expected: at most 33,554,432 bytes", Fails(large), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfADamagedPicture_NamesItsPlace()
    {
        string path = folder.Write("t.tar", TarBytes.Of(("a/1.pgm", Pgm(1)), ("b/1.pgm", [80, 53])));
        TarDataSet data = TarDataSet.Open(path);
        Assert.Contains($"{path}:b/1.pgm: byte ", Fails(() => data.Read(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_CifarAsPhotos_HasAllOfThem()
    {
        DataSplit split = DataSets.Open(TestData.Require("cifar10-jpg"));
        Assert.Equal((50000, 10000), (split.Train.Count, split.Test!.Count));
        Assert.Equal(["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"], split.Train.Classes);
        Assert.All(Enumerable.Range(0, 10), c => Assert.Equal(1000, Enumerable.Range(0, 10000).Count(i => split.Test.Label(i) == c)));
        Assert.EndsWith("cifar10-test-jpg.tar.gz:test/airplane/0000.jpg", split.Test.NameOf(0), StringComparison.Ordinal);
    }

    private static byte[] Pgm(byte value) => PictureTree.Pgm(value);

    private string Fails(byte[] tar) => Fails(() => TarDataSet.Open(folder.Write("t.tar", tar)));

    private static string Fails(Func<object> work) => Assert.Throws<PointwiseException>(work).Message;
}
