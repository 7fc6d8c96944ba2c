using Xunit;

namespace Pointwise.Tests;

public class NearestNameTests
{
    private static readonly string[] Names = ["Conv2D", "MaxPool", "AveragePool", "Relu", "Concat"];

    [Theory]
    [InlineData("conv2d", "Conv2D")]
    [InlineData("Conv3D", "Conv2D")]
    [InlineData("MaxPol", "MaxPool")]
    [InlineData("MxaPool", "MaxPool")]
    [InlineData("Concatenate", null)]
    [InlineData("rleu", "Relu")]
    [InlineData("Transformer", null)]
    [InlineData("", null)]
    public void Of_AWrongName_IsTheOneOfFewestEdits(string name, string? expected) => Assert.Equal(expected, NearestName.Of(name, Names));

    [Fact]
    public void Of_AnEndlessName_IsNone() => Assert.Null(NearestName.Of(new string('x', 1 << 20), Names));

    [Fact]
    public void Of_ABeginning_IsTheNameThatStartsSo() => Assert.Equal("AveragePool", NearestName.Of("average", Names));

    [Fact]
    public void Suggestion_WhereNoneIsNear_IsNothing()
    {
        Assert.Equal("did you mean Relu? ", NearestName.Suggestion("Rely", Names));
        Assert.Equal("", NearestName.Suggestion("Attention", Names));
    }
}
