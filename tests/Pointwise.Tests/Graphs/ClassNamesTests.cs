using Pointwise.Graphs;
using Pointwise.Operators;
using Pointwise.Tensors;
using Xunit;

namespace Pointwise.Tests.Graphs;

public class ClassNamesTests
{
    private static readonly string[] Labels = ["tabby, tabby cat", "crane", "house finch, linnet", "crane", "1"];

    [Theory]
    [InlineData("tabby, tabby cat", 0)]
    [InlineData("tabby cat", 0)]
    [InlineData("LINNET", 2)]
    [InlineData("1", 4)]
    [InlineData("2", 2)]
    public void Find_ALabelOneOfItsNamesOrANumber_GivesTheClass(string name, int expected) => Assert.Equal(expected, ClassNames.Find(Model(Labels), 5, name));

    [Theory]
    [InlineData("crane", "class crane: several classes have this name\n  expected: the name of one\n  found:    1, 3\n  fix:      give the number of one of them")]
    [InlineData("tabi", "class tabi: no such class\n  expected: tabby, tabby cat; crane; house finch, linnet; crane; 1, or a number from 0 to 4\n  found:    tabi\n  fix:      name one of the classes")]
    [InlineData("linet", "  fix:      did you mean linnet? name one of the classes")]
    [InlineData("5", "  found:    5\n")]
    [InlineData("-1", "  found:    -1\n")]
    [InlineData("", "class : no such class")]
    public void Find_WhatIsNoOneClass_IsRefused(string name, string message) =>
        Assert.Contains(message, Assert.Throws<PointwiseException>(() => ClassNames.Find(Model(Labels), 5, name)).Message.ReplaceLineEndings("\n"), StringComparison.Ordinal);

    [Fact]
    public void Find_WithoutLabels_TakesNumbers()
    {
        Assert.Equal(3, ClassNames.Find(Model(), 4, "3"));
        Assert.Contains("expected: a number from 0 to 3", Assert.Throws<PointwiseException>(() => ClassNames.Find(Model(), 4, "4")).Message, StringComparison.Ordinal);
    }

    private static Model Model(params string[] labels)
    {
        var b = new GraphBuilder("named");
        b.Head("main", b.Input(new Shape(1, 3, 1, 1)).Flatten("flat"));
        return new Model(b.Build(), new Parameters()) { Labels = [.. labels] };
    }
}
