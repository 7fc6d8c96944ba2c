using System.Diagnostics;
using Pointwise.Formats.Onnx;
using Pointwise.Graphs;
using Xunit;
using static Pointwise.Tests.Formats.Onnx.OnnxBytes;

namespace Pointwise.Tests.Formats.Onnx;

/// <summary>Tensors stored beside a model: only in regular files of its folder or below.</summary>
public class ExternalDataTests
{
    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("/x")]
    [InlineData("C:\\x")]
    [InlineData("C:x")]
    [InlineData("\\\\host\\x")]
    [InlineData("x\0y")]
    [InlineData("./x")]
    [InlineData("a//x")]
    [InlineData("")]
    public void Load_LocationOutsideTheFolder_IsRefused(string location)
    {
        using var folder = new TemporaryFolder();
        PointwiseException e = Assert.Throws<PointwiseException>(() => Load(folder, ("location", location)));
        Assert.Equal("stored where it may not be", e.Problem);
    }

    [Fact]
    public void Load_FileInTheFolderOrBelow_GivesItsValues()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("sub"));
        System.IO.File.WriteAllBytes(folder.File("sub/w.bin"), [0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]);
        using Model model = Load(folder, ("location", "sub/w.bin"), ("offset", "4"), ("length", "8"), ("checksum", "none"), ("unheard of", "x"));
        Assert.Equal([1f, 2f], Constants(model));
    }

    [Fact]
    public void Load_ThroughLinks_IsRefused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "links are made as Linux makes them");
        using var folder = new TemporaryFolder();
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("w.bin", new byte[8]);
        System.IO.File.CreateSymbolicLink(folder.File("link.bin"), elsewhere.File("w.bin"));
        Directory.CreateSymbolicLink(folder.File("parent"), elsewhere.Path);
        Process.Start("ln", [elsewhere.File("w.bin"), folder.File("hard.bin")]).WaitForExit();
        foreach (string location in new[] { "link.bin", "parent/w.bin", "hard.bin" })
            Assert.Equal("stored where it may not be", Assert.Throws<PointwiseException>(() => Load(folder, ("location", location))).Problem);
    }

    [Theory]
    [InlineData("-1", "8", "offset is wrong")]
    [InlineData("0", "-8", "length is wrong")]
    [InlineData("1152921504606846976", "8", "stored beyond its file's end")]
    [InlineData("0", "1152921504606846976", "stored beyond its file's end")]
    [InlineData("4", "8", "stored beyond its file's end")]
    [InlineData("0", "4", "stored in another size than its shape asks for")]
    [InlineData("99999999999999999999", "8", "offset is wrong")]
    public void Load_PlaceThatIsNotInTheFile_IsRefused(string offset, string length, string problem)
    {
        using var folder = new TemporaryFolder();
        folder.Write("w.bin", new byte[8]);
        PointwiseException e = Assert.Throws<PointwiseException>(() => Load(folder, ("location", "w.bin"), ("offset", offset), ("length", length)));
        Assert.Equal(problem, e.Problem);
    }

    [Fact]
    public void Load_NoSuchFileOrAFolder_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("sub"));
        Assert.Equal("no such file", Assert.Throws<PointwiseException>(() => Load(folder, ("location", "w.bin"))).Problem);
        Assert.Equal("stored where it may not be", Assert.Throws<PointwiseException>(() => Load(folder, ("location", "sub"))).Problem);
    }

    [Fact]
    public void Read_FromBytes_CannotHaveTensorsBesideItself() =>
        Assert.Equal("stored outside the model", Refused(File(("location", "w.bin"))).Problem);

    private static byte[] File(params (string, string)[] pairs) =>
        Model(Graph(Input("x", 1, 2), Initializer(External("w", [2], pairs)), Node("Add", "x,w -> y"), Output("y", 1, 2)));

    private static Model Load(TemporaryFolder folder, params (string, string)[] pairs) => OnnxImport.Load(folder.Write("model.onnx", File(pairs)));

    private static float[] Constants(Model model) => [.. model.Graph.Nodes.Select(n => n.Operator).OfType<Pointwise.Operators.General.Constant>().Single().Value.Floats];
}
