using Pointwise.Formats.Torch;
using Xunit;

namespace Pointwise.Tests.Formats.Torch;

/// <summary>Archives that are no checkpoints, and archives that lie.</summary>
public class ZipDirectoryTests
{
    private static readonly byte[] Pickle = PickleBuilder.Begin().StateDict(("w", SampleTensor.Whole("0", "Float", 2))).Done;

    private static ZipPart[] Good => TorchBytes.Parts(Pickle, ("0", TorchBytes.Floats(3, 4)));

    [Theory]
    [InlineData("../x")]
    [InlineData("archive/../../x")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/x")]
    [InlineData("archive\\x")]
    [InlineData("archive/a\0b")]
    [InlineData("..")]
    public void Read_NameThatLeavesTheArchive_IsRefused(string name) =>
        Assert.Equal("a file of the archive has a name that leaves the archive", Refusal([.. Good, new ZipPart(name, [1])]).Problem);

    [Fact]
    public void Read_NameGivenTwice_IsRefused() => Assert.Equal("a file of the archive is in the archive twice", Refusal([.. Good, new ZipPart("archive/data/0", new byte[8])]).Problem);

    [Fact]
    public void Read_FilesThatShareBytes_AreRefused()
    {
        PointwiseException e = Refusal([.. Good, new ZipPart("archive/data/1", []) { Header = 0, OwnName = "archive/data/1", Size = (uint)Pickle.Length }]);
        Assert.Equal("a file of the archive has another name in its own header", e.Problem);
        ZipPart[] nested = [.. Good];
        nested[2] = nested[2] with { Data = ZipBytes.Of(new ZipPart("archive/data/1", new byte[8])) };
        uint inner = (uint)(ZipBytes.Of(nested[..2]).AsSpan().IndexOf("PK\x01\x02"u8) + 30 + nested[2].Name.Length);
        Assert.Equal("a file of the archive shares bytes with another", Refusal([.. nested, new ZipPart("archive/data/1", new byte[8]) { Header = inner }]).Problem);
    }

    [Fact]
    public void Read_SizesThatDisagree_AreRefused()
    {
        Assert.Equal("a file of the archive has another size in its own header", Refusal(With(2, p => p with { Size = 4 })).Problem);
        Assert.Equal("a file of the archive has two sizes", Refusal(With(2, p => p with { Unpacked = 1 << 30 })).Problem);
        Assert.Equal("a file of the archive runs into the archive's directory", Refusal(With(2, p => p with { Size = 1 << 30, Flags = 8 })).Problem);
        Assert.Equal("a storage has another size than its tensors were told", Refusal(With(2, p => p with { Data = new byte[12] })).Problem);
        Assert.Equal("a storage has another size than its tensors were told", Refusal(With(2, p => p with { Size = 4, Flags = 8 })).Problem);
    }

    [Fact]
    public void Read_CompressedFile_IsRefusedUnread()
    {
        foreach (int part in (int[])[0, 1, 2])
            Assert.Equal("a file of the archive is compressed", Refusal(With(part, p => p with { Method = 8, Unpacked = 1 << 30, Flags = 8 })).Problem);
    }

    [Fact]
    public void Read_Encrypted_IsRefused() => Assert.Equal("a file of the archive is encrypted", Refusal(With(2, p => p with { Flags = 1 })).Problem);

    [Fact]
    public void Read_OtherArchives_AreToldApart()
    {
        Assert.Equal("archive of another kind", Refusal([new ZipPart("a.txt", [1])]).Problem);
        Assert.Equal("archive of another kind", Refusal([new ZipPart("a/b/data.pkl", Pickle)]).Problem);
        Assert.Equal("archive of another kind", Refusal([.. Good, new ZipPart("other/data.pkl", Pickle)]).Problem);
        Assert.Equal("a storage is missing", Refusal([.. Good.Where(p => p.Name != "archive/data/0")]).Problem);
        Assert.Equal("byte order not supported", Refusal(With(1, p => p with { Data = "big"u8.ToArray() })).Problem);
    }

    [Fact]
    public void Read_DirectoryThatIsWrong_IsRefused()
    {
        Assert.Equal("archive's directory is damaged", Refusal(ZipBytes.Of(Good, 3, "")).Problem);
        Assert.Equal("archive of too many files", Refusal(ZipBytes.Of(Good, 65535, ""), new Limits { Tensors = 10 }).Problem);
        Assert.Equal("archive without a directory", Refusal([.. ZipBytes.Of(Good), 0]).Problem);
    }

    [Fact]
    public void Read_SixtyThousandFiles_IsReadOrRefusedInLittleMemory()
    {
        byte[] archive = ZipBytes.Of([.. Good, .. Enumerable.Range(1, 60_000).Select(i => new ZipPart($"archive/data/{i}", []))]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TorchBytes.Open(archive).Dispose();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Math.Max(64 << 20, 4L * archive.Length));
    }

    private static ZipPart[] With(int index, Func<ZipPart, ZipPart> change)
    {
        ZipPart[] parts = Good;
        parts[index] = change(parts[index]);
        return parts;
    }

    private static PointwiseException Refusal(ZipPart[] parts) => Refusal(ZipBytes.Of(parts));

    private static PointwiseException Refusal(byte[] archive, Limits? limits = null) => Assert.Throws<PointwiseException>(() => TorchBytes.Open(archive, limits).Dispose());
}
