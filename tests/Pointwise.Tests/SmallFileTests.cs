using Xunit;

namespace Pointwise.Tests;

public class SmallFileTests
{
    [Fact]
    public void Read_UpToTheLimit_IsWhole()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a", [1, 2, 3]);
        Assert.Equal([1, 2, 3], SmallFile.Read(path, 3)!);
        Assert.Null(SmallFile.Read(path, 2));
        Assert.Equal([], SmallFile.Read(folder.Write("b", []), 0)!);
    }

    [Fact]
    public void Read_ADeviceWithoutALength_StopsAtTheLimit()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a device of Unix");
        Assert.Null(SmallFile.Read("/dev/zero", 100_000));
    }
}
