using Pointwise.Zoo;
using Xunit;

namespace Pointwise.Tests.Zoo;

public sealed class ModelCacheTests : IDisposable
{
    private static readonly byte[] Weights = [1, 2, 3], Labels = "n01440764 tench, Tinca tinca\nn01443537 goldfish\n"u8.ToArray();
    private readonly PublishedServer server = new(("weights.bin", Weights), ("labels.txt", Labels));

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task Require_TheFirstTime_FetchesFromTheMirrorAndThenNeverAgain()
    {
        List<string> told = [];
        PublishedModel model = PublishedServer.Model(Weights, Labels);
        var cache = new ModelCache(server.Options with { Tell = told.Add });
        Assert.False(cache.Has(model));
        await cache.Require(model, TestContext.Current.CancellationToken);
        Assert.True(cache.Has(model));
        Assert.Equal(Weights, File.ReadAllBytes(cache.PathOf(model.Weights)));
        Assert.Equal(["weights.bin", "labels.txt"], server.Asked);
        Assert.Equal(["mine: three bytes, 3 B, from 127.0.0.1", "licence: free; made by: https://example.org/"], told);
        await new ModelCache(server.Options with { Offline = true, Tell = told.Add }).Require(model, TestContext.Current.CancellationToken);
        Assert.Equal(2, server.Asked.Length);
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public async Task Fetch_OfWhatIsThere_ChecksItsSumAndFetchesADamagedFileAnew()
    {
        PublishedModel model = PublishedServer.Model(Weights, Labels);
        var cache = new ModelCache(server.Options);
        CachedFile[] files = await cache.Fetch(model, TestContext.Current.CancellationToken);
        Assert.Equal([new CachedFile(cache.PathOf(model.Weights), PublishedServer.Sum(Weights), true), new CachedFile(cache.PathOf(model.Labels), PublishedServer.Sum(Labels), true)], files);
        Assert.Equal(files, await cache.Fetch(model, TestContext.Current.CancellationToken));
        Assert.Equal(2, server.Asked.Length);
        File.WriteAllBytes(cache.PathOf(model.Weights), [1, 2, 4]);
        Assert.Equal(files, await cache.Fetch(model, TestContext.Current.CancellationToken));
        Assert.Equal(["weights.bin", "labels.txt", "weights.bin"], server.Asked);
    }

    [Fact]
    public async Task Fetch_Offline_SaysWhereTheFileWouldLie()
    {
        PublishedModel model = PublishedServer.Model(Weights, Labels);
        var cache = new ModelCache(server.Options with { Offline = true });
        PointwiseException e = await Assert.ThrowsAsync<PointwiseException>(() => cache.Require(model, TestContext.Current.CancellationToken));
        Assert.Equal($"mine: not in the cache, and nothing may be fetched\n  expected: {cache.PathOf(model.Weights)}\n  found:    no such file\n  fix:      run pointwise pull mine where there is a connection, or leave --offline out", e.Message);
        Assert.Empty(server.Asked);
        Assert.False(Directory.Exists(cache.Folder));
    }

    [Fact]
    public async Task Fetch_AnotherFileThanPublished_IsRefusedAndNotKept()
    {
        PublishedModel model = PublishedServer.Model([1, 2, 4], Labels);
        var cache = new ModelCache(server.Options);
        PointwiseException e = await Assert.ThrowsAsync<PointwiseException>(() => cache.Require(model, TestContext.Current.CancellationToken));
        Assert.Equal("another file than expected", e.Problem);
        Assert.Equal(PublishedServer.Sum(Weights), e.Found);
        Assert.Empty(Directory.EnumerateFiles(cache.Folder));
    }

    [Fact]
    public async Task Fetch_WithTheBeginningOfASumAlone_AsksForTheOptionAndChecksWhatIsKnown()
    {
        PublishedModel model = PublishedServer.Model(Weights, Labels, digits: 8), other = PublishedServer.Model([7], Labels, digits: 8) with { Name = "other" };
        var cache = new ModelCache(server.Options);
        PointwiseException e = await Assert.ThrowsAsync<PointwiseException>(() => cache.Require(model, TestContext.Current.CancellationToken));
        Assert.Equal($"mine: its whole checksum is not known\n  expected: a SHA-256 of 64 digits\n  found:    {PublishedServer.Sum(Weights)[..8]}…, the digits in the name weights.bin\n  fix:      pointwise pull mine --accept-unverified fetches it all the same, checks these digits, and prints the sum found", e.Message);
        Assert.Empty(server.Asked);
        var accepting = new ModelCache(server.Options with { AcceptUnverified = true });
        Assert.Equal(new CachedFile(cache.PathOf(model.Weights), PublishedServer.Sum(Weights), false), (await accepting.Fetch(model, TestContext.Current.CancellationToken))[0]);
        await cache.Require(model, TestContext.Current.CancellationToken);
        File.Delete(cache.PathOf(model.Weights));
        PublishedModel wrong = other with { Weights = other.Weights with { Bytes = 3 } };
        Assert.Equal($"SHA-256 {PublishedServer.Sum([7])[..8]}…", (await Assert.ThrowsAsync<PointwiseException>(() => accepting.Fetch(wrong, TestContext.Current.CancellationToken))).Expected);
        Assert.False(File.Exists(cache.PathOf(model.Weights)));
    }

    [Fact]
    public async Task Fetch_WhatTheMirrorDoesNotHave_NamesTheAddress()
    {
        PublishedModel model = PublishedServer.Model(Weights, Labels) with { Weights = new ZooFile("https://example.org/absent.bin", PublishedServer.Sum(Weights)) };
        PointwiseException e = await Assert.ThrowsAsync<PointwiseException>(() => new ModelCache(server.Options).Require(model, TestContext.Current.CancellationToken));
        Assert.Contains("/mirror/absent.bin: the server refuses the file", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("given", "chosen", "/xdg", false, false, "given")]
    [InlineData(null, "chosen", "/xdg", false, false, "chosen")]
    [InlineData(null, null, "/xdg", false, false, "/xdg/pointwise")]
    [InlineData(null, null, "relative", false, false, "~/.cache/pointwise")]
    [InlineData(null, null, null, false, false, "~/.cache/pointwise")]
    [InlineData(null, null, "/xdg", false, true, "~/Library/Caches/pointwise")]
    public void Folder_OfEachSystem_IsItsPlaceForCaches(string? given, string? chosen, string? xdg, bool isWindows, bool isMac, string expected)
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        string found = CacheFolder.Of(given, name => name == "POINTWISE_CACHE" ? chosen : name == "XDG_CACHE_HOME" ? xdg : null, isWindows, isMac);
        Assert.Equal(Path.GetFullPath(expected.Replace("~", home, StringComparison.Ordinal)), Path.GetFullPath(found));
    }

    [Fact]
    public void Labels_OfWordNet_AreReadWithoutTheirNumbers()
    {
        Assert.Equal(["tench, Tinca tinca", "goldfish"], LabelFile.Read(server.Folder.Write("l.txt", Labels), Limits.Default));
        Assert.Equal(["a b", "n1"], LabelFile.Read(server.Folder.Write("l.txt", "\uFEFFa b \r\nn1\r\n\r\n"u8.ToArray()), Limits.Default));
        Assert.Equal("line 2 is empty", Assert.Throws<PointwiseException>(() => LabelFile.Read(server.Folder.Write("l.txt", "a\n\nb"u8.ToArray()), Limits.Default)).Found);
        Assert.Equal("no text", Assert.Throws<PointwiseException>(() => LabelFile.Read(server.Folder.Write("l.txt", [97, 0xFF]), Limits.Default)).Problem);
        Assert.Contains("limit TextBytes", Assert.Throws<PointwiseException>(() => LabelFile.Read(server.Folder.Write("l.txt", new byte[9]), new Limits { TextBytes = 8 })).Expected, StringComparison.Ordinal);
    }
}
