using System.Security.Cryptography;
using Pointwise.Downloads;
using Xunit;

namespace Pointwise.Tests.Downloads;

public sealed class DownloaderTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7 + i / 251))];
    private static readonly string Sum = Convert.ToHexStringLower(SHA256.HashData(Content));
    private static readonly DownloadOptions Quick = new() { Pause = TimeSpan.FromMilliseconds(1), AnswerTime = TimeSpan.FromSeconds(20), BlockTime = TimeSpan.FromSeconds(20) };
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Fetch_AFile_IsPlacedWholeAndNothingElseIsLeft()
    {
        using LocalServer server = LocalServer.Of(Content);
        var seen = new Seen();
        Assert.Equal(Sum, await Fetch(server, Content.Length, Sum, progress: seen));
        Assert.Equal(Content, File.ReadAllBytes(folder.File("file.bin")));
        Assert.Equal(["file.bin"], folder.Names);
        Assert.Equal(new DownloadProgress("file.bin", Content.Length, Content.Length), seen.All[^1]);
        Assert.Equal(seen.All.Select(p => p.Received).Order(), seen.All.Select(p => p.Received));
    }

    [Fact]
    public async Task Fetch_AFileThatIsThere_AsksNobody()
    {
        using LocalServer server = LocalServer.Of(Content);
        folder.Write("file.bin", Content);
        Assert.Equal(Sum, await Fetch(server, Content.Length, Sum));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Fetch_AnotherFileThatIsThere_IsReplaced()
    {
        using LocalServer server = LocalServer.Of(Content);
        folder.Write("file.bin", [1, 2, 3]);
        await Fetch(server, Content.Length, Sum);
        Assert.Equal(Content, File.ReadAllBytes(folder.File("file.bin")));
    }

    [Fact]
    public async Task Fetch_AConnectionThatBreaks_GoesOnWhereItEnded()
    {
        using LocalServer server = LocalServer.Of(Content, cut: number => number < 2 ? 100_000 : int.MaxValue);
        Assert.Equal(Sum, await Fetch(server, Content.Length, Sum));
        Assert.Equal([0, 100_000, 200_000], server.Requests.Select(LocalServer.From));
        Assert.Contains("If-Range: \"v1\"", server.Requests[1], StringComparison.Ordinal);
        Assert.Equal(Content, File.ReadAllBytes(folder.File("file.bin")));
    }

    [Fact]
    public async Task Fetch_InASecondProcess_GoesOnWhereTheFirstEnded()
    {
        using (LocalServer broken = LocalServer.Of(Content, cut: _ => 120_000))
        {
            var once = Quick with { Attempts = 1 };
            PointwiseException e = await Fails(broken, Content.Length, Sum, once);
            Assert.Contains("the transfer failed", e.Message, StringComparison.Ordinal);
            Assert.Contains("120,000 bytes are there", e.Found, StringComparison.Ordinal);
            Assert.Equal("run it again later: it goes on where it ended", e.Fix);
            Assert.Equal(["file.bin.part", "file.bin.part.from"], folder.Names);
        }

        using LocalServer whole = LocalServer.Of(Content);
        File.WriteAllText(folder.File("file.bin.part.from"), $"{whole.Address.AbsoluteUri}\n\"v1\"\n");
        Assert.Equal(Sum, await Fetch(whole, Content.Length, Sum));
        Assert.Equal([120_000], whole.Requests.Select(LocalServer.From));
    }

    [Fact]
    public async Task Fetch_AVersionThatChanged_StartsAgain()
    {
        folder.Write("file.bin.part", new byte[1000]);
        using LocalServer server = LocalServer.Of(Content, "\"v2\"");
        File.WriteAllText(folder.File("file.bin.part.from"), $"{server.Address.AbsoluteUri}\n\"v1\"\n");
        Assert.Equal(Sum, await Fetch(server, Content.Length, Sum));
        Assert.Equal([1000], server.Requests.Select(LocalServer.From));
    }

    [Theory]
    [InlineData("206 Partial Content", "Content-Range: bytes 7-299999/300000\r\n")]
    [InlineData("206 Partial Content", "")]
    [InlineData("416 Range Not Satisfiable", "")]
    public async Task Fetch_AServerThatAnswersRangesWrongly_StartsAgain(string status, string headers)
    {
        folder.Write("file.bin.part", new byte[1000]);
        using var server = new LocalServer((request, number) => number == 0
            ? new LocalAnswer(status, $"{headers}ETag: \"v1\"\r\nContent-Length: 3\r\n", [1, 2, 3])
            : new LocalAnswer("200 OK", $"Content-Length: {Content.Length}\r\n", Content));
        File.WriteAllText(folder.File("file.bin.part.from"), $"{server.Address.AbsoluteUri}\n\"v1\"\n");
        Assert.Equal(Sum, await Fetch(server, Content.Length, Sum));
        Assert.Equal([1000, 0], server.Requests.Select(LocalServer.From));
    }

    [Fact]
    public async Task Fetch_PartsOfAnotherAddressOrWithoutAMark_AreThrownAway()
    {
        folder.Write("file.bin.part", new byte[1000]);
        using LocalServer server = LocalServer.Of(Content);
        File.WriteAllText(folder.File("file.bin.part.from"), "https://example.org/other\n\"v1\"\n");
        Assert.Equal(Sum, await Fetch(server, Content.Length, Sum));
        File.Delete(folder.File("file.bin"));
        folder.Write("file.bin.part", new byte[1000]);
        Assert.Equal(Sum, await Fetch(server, Content.Length, Sum));
        Assert.Equal([0, 0], server.Requests.Select(LocalServer.From));
    }

    [Fact]
    public async Task Fetch_AWrongSum_IsRefusedAndNothingIsLeft()
    {
        using LocalServer server = LocalServer.Of(Content);
        PointwiseException e = await Fails(server, Content.Length, new string('0', 64));
        Assert.Equal($"{server.Address}: another file than expected\n  expected: SHA-256 {new string('0', 64)}\n  found:    {Sum}\n"
            + "  fix:      fetch it again; if it stays so, the file was changed where it lies and is not to be trusted", e.Message);
        Assert.Empty(folder.Names);
    }

    [Fact]
    public async Task Fetch_AnotherSize_IsRefusedBeforeItIsRead()
    {
        using LocalServer server = LocalServer.Of(Content);
        Assert.Contains("a file of another size\n  expected: 299,999 bytes\n  found:    300,000", (await Fails(server, 299_999, Sum)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_BeyondTheLimit_IsRefusedAsSoonAsItShows()
    {
        using LocalServer told = LocalServer.Of(Content);
        Assert.Contains("too large\n  expected: at most 1,000 bytes\n  found:    300,000", (await Fails(told, null, null, most: 1000)).Message, StringComparison.Ordinal);
        using var silent = new LocalServer((_, _) => new LocalAnswer("200 OK", "", Content));
        Assert.Contains("too large\n  expected: at most 1,000 bytes\n  found:    more", (await Fails(silent, null, null, most: 1000)).Message, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(folder.File("file.bin.part")).Length);
    }

    [Fact]
    public async Task Fetch_AnswersOf404_AreFinal()
    {
        using var server = new LocalServer((_, _) => new LocalAnswer("404 Not Found", "Content-Length: 0\r\n", []));
        PointwiseException e = await Fails(server, null, Sum);
        Assert.Equal($"{server.Address}: the server refuses the file\n  expected: status 200\n  found:    status 404 Not Found\n  fix:      it is no longer there: look for its new place", e.Message);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Fetch_AnswersOf503_AreTriedAgain()
    {
        using var server = new LocalServer((_, number) => number < 2
            ? new LocalAnswer("503 Service Unavailable", "Retry-After: 0\r\nContent-Length: 0\r\n", [])
            : new LocalAnswer("200 OK", $"Content-Length: {Content.Length}\r\n", Content));
        Assert.Equal(Sum, await Fetch(server, Content.Length, Sum));
        Assert.Equal(3, server.Requests.Length);
    }

    [Fact]
    public async Task Fetch_Redirections_AreFollowedToABound()
    {
        using LocalServer end = LocalServer.Of(Content);
        using var begin = new LocalServer((_, _) => new LocalAnswer("302 Found", $"Location: {end.Address}\r\nContent-Length: 0\r\n", []));
        Assert.Equal(Sum, await Fetch(begin, Content.Length, Sum));
        using var circle = new LocalServer((_, _) => new LocalAnswer("301 Moved Permanently", "Location: /file.bin\r\nContent-Length: 0\r\n", []));
        File.Delete(folder.File("file.bin"));
        Assert.Contains("too many redirections\n  expected: at most 5", (await Fails(circle, null, Sum)).Message, StringComparison.Ordinal);
        Assert.Equal(6, circle.Requests.Length);
    }

    [Theory]
    [InlineData("http://example.org/x", "expected: https\n  found:    a redirection to http://example.org")]
    [InlineData("ftp://example.org/x", "found:    a redirection to ftp://example.org")]
    [InlineData("file:///etc/passwd", "found:    a redirection to file://")]
    public async Task Fetch_ARedirectionToSomethingUnsafe_IsRefused(string location, string problem)
    {
        using var server = new LocalServer((_, _) => new LocalAnswer("302 Found", $"Location: {location}\r\nContent-Length: 0\r\n", []));
        Assert.Contains(problem, (await Fails(server, null, Sum)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_OverHttpFromElsewhere_IsRefusedUnasked()
    {
        using var downloader = new Downloader(Quick);
        PointwiseException e = await Assert.ThrowsAsync<PointwiseException>(() => downloader.Fetch(new DownloadRequest(new Uri("http://example.org/x"), folder.File("x")), null, TestContext.Current.CancellationToken));
        Assert.Contains("an unsafe address\n  expected: https\n  found:    http\n", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_AServerThatIsSilent_IsGivenUp()
    {
        using var mute = new LocalServer((_, _) => new LocalAnswer("200 OK", "", []) { Before = TimeSpan.FromSeconds(30) });
        var hasty = Quick with { Attempts = 2, AnswerTime = TimeSpan.FromMilliseconds(100), BlockTime = TimeSpan.FromMilliseconds(100) };
        Assert.Contains("found:    it did not answer, 2 times; 0 bytes are there", (await Fails(mute, null, Sum, hasty)).Message, StringComparison.Ordinal);
        using var slow = new LocalServer((_, _) => new LocalAnswer("200 OK", "ETag: \"a\"\r\nContent-Length: 1000\r\n", [1, 2]) { After = TimeSpan.FromSeconds(30) });
        hasty = hasty with { AnswerTime = TimeSpan.FromSeconds(10) };
        Assert.Contains("it sent nothing, or next to nothing, for too long, 2 times", (await Fails(slow, null, Sum, hasty)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_NobodyThere_IsATypedError()
    {
        Uri address;
        using (var gone = new LocalServer((_, _) => new LocalAnswer("", "", []))) address = gone.Address;
        using var downloader = new Downloader(Quick with { Attempts = 1 });
        PointwiseException e = await Assert.ThrowsAsync<PointwiseException>(() => downloader.Fetch(new DownloadRequest(address, folder.File("x")), null, TestContext.Current.CancellationToken));
        Assert.Contains("the transfer failed", e.Message, StringComparison.Ordinal);
        Assert.Equal("check the connection, and the address in a browser", e.Fix);
        Assert.Empty(folder.Names);
    }

    [Theory]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("HTTP/9.9 999 \u00ff\r\n")]
    public async Task Fetch_AnswersThatAreNoHttp_AreATypedError(string status)
    {
        using var server = new LocalServer((_, _) => new LocalAnswer(status, "", [0, 1, 2]));
        await Fails(server, null, Sum, Quick with { Attempts = 1 });
    }

    [Fact]
    public async Task Fetch_Stopped_EndsAtOnceAndKeepsWhatIsThere()
    {
        using var server = new LocalServer((_, _) => new LocalAnswer("200 OK", "ETag: \"a\"\r\nContent-Length: 1000000\r\n", Content) { After = TimeSpan.FromSeconds(30) });
        using var stop = new CancellationTokenSource();
        var seen = new Seen { After = p => { if (p.Received >= 131_072) stop.Cancel(); } };
        using var downloader = new Downloader(Quick);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => downloader.Fetch(new DownloadRequest(server.Address, folder.File("file.bin")), seen, stop.Token));
        Assert.True(new FileInfo(folder.File("file.bin.part")).Length >= 131_072);
        Assert.False(File.Exists(folder.File("file.bin")));
    }

    [Fact]
    public async Task Fetch_TwiceAtOnce_RefusesTheSecond()
    {
        using var part = new PartialFile(folder.File("file.bin"), new Uri("https://example.org/a"));
        using LocalServer server = LocalServer.Of(Content);
        Assert.Contains("file.bin.part: cannot be written", (await Fails(server, null, Sum)).Message, StringComparison.Ordinal);
    }

    private async Task<string> Fetch(LocalServer server, long? bytes, string? sum, DownloadOptions? options = null, long most = 1 << 30, IProgress<DownloadProgress>? progress = null)
    {
        using var downloader = new Downloader(options ?? Quick);
        return await downloader.Fetch(new DownloadRequest(server.Address, folder.File("file.bin"), bytes, sum) { MostBytes = most }, progress, TestContext.Current.CancellationToken);
    }

    private Task<PointwiseException> Fails(LocalServer server, long? bytes, string? sum, DownloadOptions? options = null, long most = 1 << 30) =>
        Assert.ThrowsAsync<PointwiseException>(() => Fetch(server, bytes, sum, options, most));

    private sealed class Seen : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> All { get; } = [];

        public Action<DownloadProgress>? After { get; init; }

        public void Report(DownloadProgress value)
        {
            All.Add(value);
            After?.Invoke(value);
        }
    }
}
