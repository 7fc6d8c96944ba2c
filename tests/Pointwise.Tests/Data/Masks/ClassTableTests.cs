using Pointwise.Data;
using Pointwise.Data.Masks;
using Pointwise.Drawing;
using Xunit;

namespace Pointwise.Tests.Data.Masks;

public class ClassTableTests
{
    [Fact]
    public void Read_NamesAlone_AreTheValuesInOrder()
    {
        ClassTable table = Read("sky\n# a remark\nroad\n\nignore\ncar\n");
        Assert.Equal(["sky", "road", "car"], table.Names);
        Assert.Equal([0, 1, 255, 2, -1], new[] { 0, 1, 2, 3, 4 }.Select(v => table.OfValue((byte)v)));
        Assert.Equal(Mask.Ignored, table.OfValue(255));
        Assert.False(table.HasColours);
        Assert.Equal(table.Colours.Length, table.Colours.Distinct().Count());
    }

    [Theory]
    [InlineData("name,r,g,b\nsky,128,128,128\nroad,128,64,128\nvoid,0,0,0\n")]
    [InlineData("sky\t128\t128\t128\nroad\t128\t64\t128\nnothing\t0\t0\t0\tignore\n")]
    public void Read_Colours_AreThoseOfMasksAndOfDrawings(string text)
    {
        ClassTable table = Read(text);
        Assert.Equal(["sky", "road"], table.Names);
        Assert.Equal([new Rgb(128, 128, 128), new Rgb(128, 64, 128)], table.Colours);
        Assert.Equal(1, table.OfColour(new Rgb(128, 64, 128)));
        Assert.Equal(Mask.Ignored, table.OfColour(new Rgb(0, 0, 0)));
        Assert.Equal(ClassTable.Unknown, table.OfColour(new Rgb(1, 2, 3)));
    }

    [Fact]
    public void Only_SomeClasses_JoinsTheOthersToTheFirst()
    {
        ClassTable table = ClassTable.Of("classes", [new("sky"), new("road"), new("void", null, true), new("car")]).Only("road");
        Assert.Equal([ClassTable.Rest, "road"], table.Names);
        Assert.Equal([0, 1, 255, 0], new[] { 0, 1, 2, 3 }.Select(v => table.OfValue((byte)v)));
    }

    [Fact]
    public void Only_UnknownClass_NamesTheNearest()
    {
        var e = Assert.Throws<PointwiseException>(() => ClassTable.Of("sky", "road").Only("raod"));
        Assert.Equal("classes to keep: no such class\n  expected: sky, road\n  found:    raod\n  fix:      did you mean road? name one of these", e.Message);
        Assert.Equal("nothing to join", Assert.Throws<PointwiseException>(() => ClassTable.Of("sky", "road").Only("sky", "road")).Problem);
    }

    [Theory]
    [InlineData("sky,1,2\n", "line 1", "no class", "sky,1,2")]
    [InlineData("sky\nroad,1,2,256\n", "line 2", "no class", "road,1,2,256")]
    [InlineData("sky\nsky\n", "", "two classes of one name", "sky")]
    [InlineData("sky,1,2,3\nroad,1,2,3\n", "", "two lines of one colour", "road has 1,2,3 again")]
    [InlineData("ignore\n", "", "no classes", "only lines that are ignored")]
    [InlineData("", "", "no classes", "none")]
    public void Read_WhatIsNoTable_NamesTheLine(string text, string place, string problem, string found)
    {
        var e = Assert.Throws<PointwiseException>(() => Read(text));
        Assert.EndsWith(place, e.Where, StringComparison.Ordinal);
        Assert.Equal((problem, found), (e.Problem, e.Found));
    }

    [Fact]
    public void Read_TooManyLines_IsRefused() =>
        Assert.Equal("too many classes", Assert.Throws<PointwiseException>(() => Read(string.Join('\n', Enumerable.Range(0, 256)))).Problem);

    private static ClassTable Read(string text)
    {
        using var folder = new TemporaryFolder();
        return ClassTableFile.Read(folder.Write("classes.txt", System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
