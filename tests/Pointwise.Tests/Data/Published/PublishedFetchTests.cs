using System.Security.Cryptography;
using Pointwise.Data.Published;
using Pointwise.Data.Sets;
using Pointwise.Downloads;
using Pointwise.Tests.Data.Sets;
using Pointwise.Tests.Downloads;
using Pointwise.Tests.Downloads.Archives;
using Xunit;

namespace Pointwise.Tests.Data.Published;

public sealed class PublishedFetchTests : IDisposable
{
    private static readonly byte[] Archive = TarBytes.Gzip(TarBytes.Of(("set/a/1.pgm", PictureTree.Pgm(1)), ("set/b/1.pgm", PictureTree.Pgm(2)), ("set/LICENSE.txt", [65])));
    private static readonly string Sum = Convert.ToHexStringLower(SHA256.HashData(Archive));
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_AnArchive_IsUnpackedAndOpens()
    {
        using LocalServer server = LocalServer.Of(Archive);
        IReadOnlyList<FetchedFile> files = await Run(Set(server, Sum), false);
        Assert.Equal([new FetchedFile("file.bin", Sum, true)], files);
        Assert.Equal(["data"], folder.Names);
        DataSplit split = DataSets.Open(folder.File("data"), new DataSetOptions { ValidationShare = 0 });
        Assert.Equal(["a", "b"], split.Train.Classes);
        Assert.Equal(files, await Run(Set(server, Sum), false));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Run_WithoutAPublishedSum_AsksForTheOption()
    {
        using LocalServer server = LocalServer.Of(Archive);
        PointwiseException e = await Assert.ThrowsAsync<PointwiseException>(() => Run(Set(server, null), false));
        Assert.Equal("data get mine: no published checksum\n  expected: a SHA-256 for every file\n  found:    file.bin\n  fix:      add --accept-unverified to fetch it all the same; the sums found are printed", e.Message);
        Assert.Empty(server.Requests);
        Assert.Equal([new FetchedFile("file.bin", Sum, false)], await Run(Set(server, null), true));
    }

    [Fact]
    public async Task Run_IntoAFolderOfSomethingElse_IsRefusedBeforeAnythingIsFetched()
    {
        using LocalServer server = LocalServer.Of(Archive);
        Directory.CreateDirectory(folder.File("data"));
        File.WriteAllText(folder.File("data/mine"), "x");
        Assert.Contains("something is there already", (await Assert.ThrowsAsync<PointwiseException>(() => Run(Set(server, Sum), false))).Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Run_PlainFiles_LieInTheFolderAsTheyAre()
    {
        using LocalServer server = LocalServer.Of(Archive);
        await Run(Set(server, Sum) with { IsArchive = false }, false);
        Assert.Equal(Archive, File.ReadAllBytes(folder.File("data/file.bin")));
        await Run(Set(server, Sum) with { IsArchive = false }, false);
        Assert.Single(server.Requests);
    }

    [Fact]
    public void Catalog_EveryFile_HasAnHttpsAddressSizeAndSum()
    {
        Assert.Equal(["mnist", "fashion-mnist", "cifar10", "cifar100", "imagenette", "flowers"], PublishedCatalog.All.Select(s => s.Name));
        foreach (PublishedSet set in PublishedCatalog.All)
        {
            Assert.True(set.IsVerified && set.ChecksumsFrom.Length > 0);
            Assert.True(!set.IsArchive || set.Files.Length == 1);
            Assert.All(set.Files, file =>
            {
                Assert.StartsWith("https://", file.Address, StringComparison.Ordinal);
                Assert.Matches("^[0-9a-f]{64}$", file.Sha256!);
                Assert.True(file.Bytes > 0);
            });
        }

        Assert.Contains("did you mean cifar10? ", Assert.Throws<PointwiseException>(() => PublishedCatalog.Get("cifar-10")).Fix, StringComparison.Ordinal);
    }

    private static PublishedSet Set(LocalServer server, string? sum) => new("mine", "two pictures", "none", "https://example.org", "", [new PublishedFile(server.Address.AbsoluteUri, Archive.Length, sum)], true);

    private async Task<IReadOnlyList<FetchedFile>> Run(PublishedSet set, bool accept)
    {
        using var downloader = new Downloader(new DownloadOptions { Pause = TimeSpan.FromMilliseconds(1) });
        return await new PublishedFetch(set, folder.File("data")).Run(downloader, accept, null, TestContext.Current.CancellationToken);
    }
}
