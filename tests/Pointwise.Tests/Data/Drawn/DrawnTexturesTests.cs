using Pointwise.Data;
using Pointwise.Data.Drawn;
using Pointwise.Data.Sets;
using Xunit;

namespace Pointwise.Tests.Data.Drawn;

public class DrawnTexturesTests
{
    [Fact]
    public void Read_SameSeed_DrawsTheSame()
    {
        Assert.Equal(Pixels(7, 3), Pixels(7, 3));
        Assert.NotEqual(Pixels(7, 3), Pixels(8, 3));
        Assert.NotEqual(Pixels(7, 3), Pixels(7, 13));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void Covers_OverThePlane_CoversSomeAndNotAll(int texture)
    {
        int covered = 0;
        for (int i = 0; i < 10000; i++)
            if (Texture.All[texture].Covers(i % 100 * 0.1 - 5, i / 100 * 0.1 - 5)) covered++;
        Assert.InRange(covered, 1500, 8500);
    }

    [Fact]
    public void Classes_AreTheTexturesInTurn()
    {
        var data = new DrawnTextures(25, 16, 1);
        Assert.Equal(10, data.Classes.Length);
        Assert.Equal(data.Classes.Order(StringComparer.Ordinal), data.Classes);
        Assert.Equal([0, 1, 9, 0, 4], new[] { 0, 1, 9, 10, 24 }.Select(data.Label));
    }

    [Fact]
    public void Write_ThenOpen_GivesTheSamePictures()
    {
        using var folder = new TemporaryFolder();
        var data = new DrawnTextures(20, 16, 1);
        DrawnFolder.Write(folder.File("train"), data, TestContext.Current.CancellationToken);
        DrawnFolder.Write(folder.File("val"), new DrawnTextures(10, 16, 2), TestContext.Current.CancellationToken);
        DataSplit read = DataSets.Open(folder.Path);
        Assert.Equal(data.Classes, read.Train.Classes);
        Assert.Equal((20, 10), (read.Train.Count, read.Validation!.Count));
        Picture first = read.Train.Read(0);
        Assert.Equal(data.Read(0).Pixels.ToArray(), first.Pixels.ToArray());
    }

    private static byte[] Pixels(ulong seed, int index) => new DrawnTextures(20, 16, seed).Read(index).Pixels.ToArray();
}
