using System.IO.Compression;
using Pointwise.Downloads.Archives;
using Xunit;

namespace Pointwise.Tests.Downloads.Archives;

public sealed class UnpackerTests : IDisposable
{
    private static readonly ArchiveLimits Limits = new(1 << 20, 50);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Target => folder.File("target");

    [Theory]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    [InlineData("zip")]
    public void Unpack_AnArchive_GivesItsFiles(string kind)
    {
        (string, byte[])[] files = [("a/1.txt", [1, 2, 3]), ("a/b/2.txt", new byte[100_000]), ("ü.txt", [])];
        byte[] archive = kind == "zip" ? Zip(files) : kind == "tar" ? TarBytes.Of(files) : TarBytes.Gzip(TarBytes.Of(files));
        Assert.Equal(3, Unpacker.Unpack(folder.Write("archive", archive), Target, Limits, TestContext.Current.CancellationToken));
        foreach ((string name, byte[] content) in files) Assert.Equal(content, File.ReadAllBytes(Path.Combine(Target, name)));
        Assert.Equal(["archive", "target"], folder.Names);
    }

    [Fact]
    public void Unpack_OneFolderAroundAll_IsLeftAway()
    {
        Unpack(TarBytes.Of(("flower_photos/daisy/1.jpg", [1]), ("flower_photos/rose/2.jpg", [2])));
        Assert.Equal(["daisy", "rose"], Directory.GetDirectories(Target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/..")]
    [InlineData("/etc/x")]
    [InlineData("C:/x")]
    [InlineData("C:x")]
    [InlineData("a\\..\\..\\x")]
    [InlineData("\\\\host\\x")]
    [InlineData("a/\u0001x")]
    [InlineData("a/x ")]
    [InlineData("a./x")]
    [InlineData("NUL")]
    [InlineData("a/com1.txt")]
    public void Unpack_ANameThatLeadsElsewhere_IsRefusedAndNothingIsLeft(string name)
    {
        string problem = "a name that leads elsewhere, or that some systems do not take";
        Assert.Contains(problem, Fails(new TarBytes().File("good", [1]).File(name, [1]).End()), StringComparison.Ordinal);
        Assert.Contains(problem, Fails(Zip(("good", [1]), (name, [1]))), StringComparison.Ordinal);
        Assert.Equal(["archive"], folder.Names);
    }

    [Theory]
    [InlineData('1', "a link in an archive")]
    [InlineData('2', "a link in an archive")]
    [InlineData('3', "a device or a pipe in an archive")]
    [InlineData('6', "a device or a pipe in an archive")]
    public void Unpack_LinksAndDevicesOfATar_AreRefused(char type, string problem)
    {
        Assert.Contains(problem, Fails(new TarBytes().File("good", [1]).Entry("x", type, "0").End()), StringComparison.Ordinal);
        Assert.Equal(["archive"], folder.Names);
    }

    [Theory]
    [InlineData(0xA1FF, "a link in an archive")]
    [InlineData(0x1180, "a device or a pipe in an archive")]
    public void Unpack_LinksAndDevicesOfAZip_AreRefused(int mode, string problem)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            ZipArchiveEntry entry = zip.CreateEntry("x");
            entry.ExternalAttributes = mode << 16;
            using Stream content = entry.Open();
            content.Write("/etc/passwd"u8);
        }

        Assert.Contains(problem, Fails(memory.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_TheSameNameTwice_IsRefused()
    {
        Assert.Contains("the same name twice", Fails(new TarBytes().File("a/b", [1]).File("./a//b", [2]).End()), StringComparison.Ordinal);
        Assert.Contains("the same name twice", Fails(Zip(("a", [1]), ("a", [2]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_AFileThatIsAlsoAFolder_IsATypedError() => Fails(new TarBytes().File("a", [1]).File("a/b", [2]).End());

    [Fact]
    public void Unpack_ABomb_IsRefusedAndNothingIsLeft()
    {
        Assert.Contains("unpacks to too much", Fails(Zip(("a", new byte[2 << 20]))), StringComparison.Ordinal);
        Assert.Contains("unpacks to too much", Fails(TarBytes.Gzip(TarBytes.Of(("a", new byte[2 << 20])))), StringComparison.Ordinal);
        Assert.Contains("too many", Fails(Zip([.. Enumerable.Range(0, 51).Select(i => ($"{i}", Array.Empty<byte>()))])), StringComparison.Ordinal);
        Assert.Equal(["archive"], folder.Names);
    }

    [Fact]
    public void Unpack_DamagedArchives_AreTypedErrors()
    {
        byte[] zip = Zip(("a", [1, 2, 3]), ("b", new byte[3000]));
        for (int at = 0; at < zip.Length; at++)
        {
            byte[] damaged = [.. zip];
            damaged[at] ^= 0xFF;
            Exception? e = Record.Exception(() => Unpack(damaged));
            Assert.True(e is null or PointwiseException, $"byte {at}: {e}");
            if (e is null) Directory.Delete(Target, recursive: true);
        }

        Assert.Contains("archive", Fails([1, 2, 3]), StringComparison.Ordinal);
        Assert.Contains("archive", Fails([]), StringComparison.Ordinal);
    }

    [Fact]
    public void Unpack_OntoSomethingThatIsThere_IsRefused()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "mine"), "x");
        Assert.Contains("something is there already", Fails(TarBytes.Of(("a", [1]))), StringComparison.Ordinal);
        Assert.Equal("x", File.ReadAllText(Path.Combine(Target, "mine")));
    }

    [Fact]
    public void Unpack_Stopped_LeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        string archive = folder.Write("archive", TarBytes.Of(("a", [1])));
        Assert.ThrowsAny<OperationCanceledException>(() => Unpacker.Unpack(archive, Target, Limits, stop.Token));
        Assert.Equal(["archive"], folder.Names);
    }

    private int Unpack(byte[] archive) => Unpacker.Unpack(folder.Write("archive", archive), Target, Limits);

    private string Fails(byte[] archive) => Assert.Throws<PointwiseException>(() => Unpack(archive)).Message;

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in files)
            {
                using Stream content = zip.CreateEntry(name).Open();
                content.Write(bytes);
            }
        }

        return memory.ToArray();
    }
}
