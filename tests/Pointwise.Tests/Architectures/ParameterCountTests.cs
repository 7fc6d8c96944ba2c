using Pointwise.Architectures;
using Pointwise.Graphs;
using Xunit;

namespace Pointwise.Tests.Architectures;

public class ParameterCountTests
{
    [Theory]
    [InlineData("googlenet", false, 6_998_552)]
    [InlineData("googlenet", true, 13_378_280)]
    [InlineData("googlenet-bn", false, 6_624_904)]
    [InlineData("googlenet-bn", true, 13_004_888)]
    [InlineData("inception-v3", false, 23_834_568)]
    [InlineData("inception-v3", true, 27_161_264)]
    [InlineData("small-inception", false, 1_651_114)]
    [InlineData("nin", false, 966_986)]
    public void Parameters_OfACatalogNetwork_AreTheReplicas(string name, bool heads, long parameters) =>
        Assert.Equal(parameters, NetworkCounts.Build(name, heads).Trained());

    [Theory]
    [InlineData("googlenet", 1_582_671_872)]
    [InlineData("googlenet-bn", 1_498_376_192)]
    [InlineData("inception-v3", 5_713_216_096)]
    public void MultiplyAdds_OfACatalogNetwork_AreTheReplicas(string name, long multiplyAdds) =>
        Assert.Equal(multiplyAdds, NetworkCounts.Build(name).MultiplyAdds());

    [Fact]
    public void MultiplyAdds_OfABatch_AreThatManyTimesOnePicture()
    {
        Graph one = NetworkCounts.Build("small-inception"), three = ArchitectureCatalog.Get("small-inception").Build(batch: 3);
        Assert.Equal(3 * one.MultiplyAdds(), three.MultiplyAdds());
    }

    [Fact]
    public void TinyInception_IsTiny()
    {
        Graph graph = NetworkCounts.Build("tiny-inception");
        Assert.InRange(graph.Trained(), 100_000, 250_000);
        Assert.InRange(graph.MultiplyAdds(), 4_000_000, 6_000_000);
    }
}
