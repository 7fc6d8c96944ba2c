using System.Runtime.Versioning;
using Xunit;

namespace Pointwise.Tests;

public class AtomicFileTests
{
    [Fact]
    public void Write_ThatFailsHalfWay_KeepsTheOldFileAndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a"), "old");
        var e = Assert.Throws<PointwiseException>(() => AtomicFile.Write(folder.File("a"), stream =>
        {
            stream.Write("new"u8);
            throw new IOException("no space left");
        }));
        Assert.Equal(("cannot be written", "no space left"), (e.Problem, e.Found));
        Assert.Equal("old", File.ReadAllText(folder.File("a")));
        Assert.Equal(["a"], folder.Names);
    }

    [Fact]
    public void Write_UntilItIsDone_ShowsTheOldFile()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a"), "old");
        AtomicFile.Write(folder.File("a"), stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(folder.File("a")));
        });
        Assert.Equal("new", File.ReadAllText(folder.File("a")));
        Assert.Equal(["a"], folder.Names);
    }

    [Fact]
    public void Replace_WithAFileMadeByItsPath_PutsItInPlaceAsAWhole()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a"), "old");
        Assert.Throws<InvalidDataException>(() => AtomicFile.Replace(folder.File("a"), path =>
        {
            File.WriteAllText(path, "half");
            throw new InvalidDataException();
        }));
        Assert.Equal("old", File.ReadAllText(folder.File("a")));
        AtomicFile.Replace(folder.File("a"), path => File.WriteAllText(path, "new"));
        Assert.Equal("new", File.ReadAllText(folder.File("a")));
        Assert.Equal(["a"], folder.Names);
        var e = Assert.Throws<PointwiseException>(() => AtomicFile.Replace(folder.File("absent/a"), path => File.WriteAllText(path, "new")));
        Assert.Equal((folder.File("absent/a"), "a folder that exists"), (e.Where, e.Expected));
    }

    [Fact]
    public void Write_IntoNoFolder_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var e = Assert.Throws<PointwiseException>(() => AtomicFile.Write(folder.File("absent/a"), _ => { }));
        Assert.Equal(("cannot be written", "a folder that exists"), (e.Problem, e.Expected));
        Assert.Throws<PointwiseException>(() => AtomicFile.Write(folder.File("."), _ => { }));
        Assert.Throws<PointwiseException>(() => AtomicFile.Write("", _ => { }));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Write_ThroughALink_KeepsTheLinkAndThePermissions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links and permissions of Unix");
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a"), "old");
        File.SetUnixFileMode(folder.File("a"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(folder.File("link"), folder.File("a"));
        AtomicFile.Write(folder.File("link"), stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(folder.File("a")));
        Assert.NotNull(File.ResolveLinkTarget(folder.File("link"), false));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("a")));
    }
}
