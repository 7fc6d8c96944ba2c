using Pointwise.Architectures;
using Pointwise.Zoo;
using Xunit;

namespace Pointwise.Tests.Zoo;

public class ZooCatalogTests
{
    [Fact]
    public void Names_AreNetworksOfTheCatalog()
    {
        Assert.Equal(["googlenet", "googlenet-bn", "inception-v3", "resnet18", "resnet50", "densenet121", "squeezenet1_0", "squeezenet1_1", "vgg16"], Models.Names);
        Assert.All(Models.Names, name => Assert.True(ArchitectureCatalog.TryGet(name, out _)));
    }

    [Fact]
    public void EveryEntry_HasHttpsAddressesAndTheSumThatItsNameTells() => Assert.All(ZooCatalog.All, model =>
    {
        Assert.StartsWith("https://", model.Weights.Address, StringComparison.Ordinal);
        Assert.StartsWith("https://", model.Page, StringComparison.Ordinal);
        Assert.Matches(model.Weights.IsVerified ? "^[0-9a-f]{64}$" : "^[0-9a-f]{8}$", model.Weights.Sha256);
        Assert.True(model.Labels.IsVerified);
        Assert.NotEqual("", model.Licence);
        Assert.NotEqual("", model.SumFrom);
        if (model.Weights.Name.EndsWith(".pth", StringComparison.Ordinal))
            Assert.EndsWith($"-{model.Weights.Sha256[..8]}.pth", model.Weights.Name, StringComparison.Ordinal);
    });

    [Fact]
    public void Labels_AreTheReferenceFile()
    {
        string path = TestData.Require("imagenet-labels", "synset_words.txt");
        ZooFile labels = ZooCatalog.All[0].Labels;
        Assert.Equal(labels.Sha256, PublishedServer.Sum(File.ReadAllBytes(path)));
        Assert.Equal(labels.Bytes, new FileInfo(path).Length);
        Assert.Equal(1000, LabelFile.Read(path, Limits.Default).Length);
    }

    [Theory]
    [InlineData("resnet50-0676ba61.pth", "resnet50")]
    [InlineData("googlenet-1378be20", "googlenet-bn")]
    public void Get_ByThePublishedFilesName_IsTheSame(string name, string expected) => Assert.Equal(expected, ZooCatalog.Get(name).Name);

    [Fact]
    public void Get_WhatIsNotThere_TellsTheNearestOrThatItMustBeTrained()
    {
        Assert.Equal("resnet51: no such model\n  expected: googlenet, googlenet-bn, inception-v3, resnet18, resnet50, densenet121, squeezenet1_0, squeezenet1_1, vgg16, or a file\n  found:    resnet51\n  fix:      did you mean resnet50? give a name of the list or the path of a file that exists",
            Assert.Throws<PointwiseException>(() => ZooCatalog.Get("resnet51")).Message);
        Assert.Equal("train it: pointwise train PICTURES --network nin", Assert.Throws<PointwiseException>(() => ZooCatalog.Get("nin")).Fix);
    }
}
