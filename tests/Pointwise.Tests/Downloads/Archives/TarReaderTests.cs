using System.Formats.Tar;
using System.Text;
using Pointwise.Downloads.Archives;
using Xunit;
using TarEntry = Pointwise.Downloads.Archives.TarEntry;
using TarReader = Pointwise.Downloads.Archives.TarReader;

namespace Pointwise.Tests.Downloads.Archives;

public sealed class TarReaderTests : IDisposable
{
    private static readonly ArchiveLimits Limits = new(1 << 20, 100);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Next_OfEveryFormat_GivesWhatWasWritten(TarEntryFormat format)
    {
        (string, byte[])[] files = [("a/empty", []), ("a/one", [7]), ("b/block", new byte[512]), ("b/more", [.. Enumerable.Range(0, 1300).Select(i => (byte)i)])];
        byte[] tar = TarBytes.Of(format, files);
        foreach (byte[] bytes in new[] { tar, TarBytes.Gzip(tar) })
        {
            Assert.True(TarReader.Recognises(bytes.AsSpan(0, Math.Min(512, bytes.Length))));
            Assert.Equal(Texts(files), Texts(Read(bytes)));
        }
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Next_LongNames_AreWhole(TarEntryFormat format)
    {
        string name = $"{string.Concat(Enumerable.Repeat("ordner/", 30))}蒲公英/花.pgm";
        Assert.Equal([$"{name} 0102"], Texts(Read(TarBytes.Of(format, (name, [1, 2])))));
    }

    [Fact]
    public void Next_ContentThatIsNotRead_IsPassedOver()
    {
        string path = folder.Write("t", TarBytes.Of(("a", new byte[5000]), ("b", [9])));
        using var tar = new TarReader(path, Limits);
        Assert.True(tar.Next(out TarEntry first));
        Assert.Equal(("a", 5000L), (first.Name, first.Size));
        Assert.True(tar.Next(out TarEntry second));
        Assert.Equal("b", second.Name);
        Assert.False(tar.Next(out _));
    }

    [Theory]
    [InlineData('1', EntryKind.Link)]
    [InlineData('2', EntryKind.Link)]
    [InlineData('3', EntryKind.Special)]
    [InlineData('6', EntryKind.Special)]
    [InlineData('5', EntryKind.Folder)]
    [InlineData('S', EntryKind.Special)]
    public void Next_OtherKinds_AreToldApart(char type, object kind)
    {
        using var tar = new TarReader(folder.Write("t", new TarBytes().Entry("x", type, "0").End()), Limits);
        Assert.True(tar.Next(out TarEntry entry));
        Assert.Equal(kind, entry.Kind);
    }

    [Theory]
    [InlineData("77777777777", "unpacks to too much")]
    [InlineData("0000000000:", "an impossible size")]
    [InlineData("\u0080\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "an impossible size")]
    [InlineData("00000004000", "ends too early")]
    public void Next_SizesThatAreNotThere_AreRefusedWithoutTakingMemory(string size, string problem)
    {
        string path = folder.Write("t", new TarBytes().Entry("x", '0', size).End());
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(problem, Assert.Throws<PointwiseException>(() => ReadFile(path)).Message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Theory]
    [InlineData('L')]
    [InlineData('x')]
    [InlineData('g')]
    public void Next_ExtendedHeadersOfAnySize_AreRefusedWithoutTakingMemory(char type)
    {
        string path = folder.Write("t", new TarBytes().Entry("x", type, "77777777777").End());
        Assert.Contains("a name that is too long", Assert.Throws<PointwiseException>(() => ReadFile(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("11 path=abc")]
    [InlineData("999 path=abc\n")]
    [InlineData("-5 path=abc\n")]
    [InlineData("path")]
    [InlineData("9 size=-1\n")]
    [InlineData("17 size=99999999999999999999\n")]
    public void Next_DamagedExtendedHeaders_AreRefused(string record)
    {
        byte[] text = Encoding.ASCII.GetBytes(record);
        string path = folder.Write("t", new TarBytes().Entry("x", 'x', Convert.ToString(text.Length, 8), text).File("y", [1]).End());
        Assert.Contains("unpacked byte ", Assert.Throws<PointwiseException>(() => ReadFile(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_CutAnywhere_SaysWhere()
    {
        byte[] whole = new TarBytes().File("a", [1, 2, 3]).File("b", new byte[700]).WithoutEnd();
        for (int length = 0; length <= whole.Length; length += length % 512 == 0 ? 1 : 511 - length % 512 is > 3 and int rest ? rest : 1)
        {
            string path = folder.Write("t", whole[..length]);
            Assert.Contains($"unpacked byte {length}: ends too early", Assert.Throws<PointwiseException>(() => ReadFile(path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Next_AnyBitOfAHeaderFlipped_IsReadOrRefused()
    {
        byte[] whole = new TarBytes().File("a/b", [1, 2, 3]).End();
        for (int bit = 0; bit < 512 * 8; bit++)
        {
            byte[] damaged = [.. whole];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            string path = folder.Write("t", damaged);
            Exception? e = Record.Exception(() => ReadFile(path));
            Assert.True(e is null or PointwiseException, $"bit {bit}: {e}");
        }
    }

    [Fact]
    public void Next_ABomb_IsRefusedAtItsLimit()
    {
        string path = folder.Write("t", TarBytes.Gzip(new TarBytes().File("a", new byte[64 << 20]).End()));
        Assert.Contains("unpacks to too much\n  expected: at most 1,048,576 bytes in all", Assert.Throws<PointwiseException>(() => ReadFile(path)).Message, StringComparison.Ordinal);
        var many = new TarBytes();
        for (int i = 0; i < 101; i++) many.File($"f{i}", []);
        path = folder.Write("t", many.End());
        Assert.Contains("too many entries\n  expected: at most 100", Assert.Throws<PointwiseException>(() => ReadFile(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_DamagedGzip_IsATypedError()
    {
        byte[] gzip = TarBytes.Gzip(TarBytes.Of(("a", [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * i))])));
        for (int at = 10; at < gzip.Length; at += 7)
        {
            byte[] damaged = [.. gzip];
            damaged[at] ^= 0x55;
            string path = folder.Write("t", damaged);
            Exception? e = Record.Exception(() => ReadFile(path));
            Assert.True(e is null or PointwiseException, $"byte {at}: {e}");
        }
    }

    private static string[] Texts((string Name, byte[] Content)[] files) => [.. files.Select(f => $"{f.Name} {Convert.ToHexString(f.Content)}")];

    private (string, byte[])[] Read(byte[] archive) => ReadFile(folder.Write("t", archive));

    private static (string, byte[])[] ReadFile(string path)
    {
        using var tar = new TarReader(path, Limits);
        List<(string, byte[])> files = [];
        while (tar.Next(out TarEntry entry))
        {
            using var content = new MemoryStream();
            var block = new byte[100];
            for (int read = tar.Read(block); read > 0; read = tar.Read(block)) content.Write(block, 0, read);
            files.Add((entry.Name, content.ToArray()));
        }

        return [.. files];
    }
}
