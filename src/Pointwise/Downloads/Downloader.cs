using System.Net;
using System.Net.Http.Headers;

namespace Pointwise.Downloads;

/// <summary>
/// Fetches files over HTTPS: goes on where an earlier transfer ended (RFC 9110, sections 13.1.5 and 14), checks size and SHA-256, and puts a file in
/// place only when it is whole. What a server says is believed within limits only.
/// </summary>
internal sealed class Downloader : IDisposable
{
    private const int Block = 64 << 10;
    private readonly DownloadOptions options;
    private readonly Connection connection;

    public Downloader(DownloadOptions? options = null)
    {
        this.options = options ?? new DownloadOptions();
        connection = new Connection(this.options);
    }

    /// <summary>Fetches a file; nothing is fetched where it is there already with the right sum.</summary>
    /// <param name="request">What, from where, to where.</param>
    /// <param name="progress">Told after each 64 KiB.</param>
    /// <param name="stop">Ends the transfer; what is there stays for the next time.</param>
    /// <returns>The file's SHA-256.</returns>
    /// <exception cref="PointwiseException">The server refuses, is silent, sends something else than was asked for, or the file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<string> Fetch(DownloadRequest request, IProgress<DownloadProgress>? progress = null, CancellationToken stop = default)
    {
        if (request.Sha256 is { } wanted && File.Exists(request.Path) && Checksum.OfFile(request.Path) is var there && Checksum.Fits(there, wanted)) return there;
        using var part = new PartialFile(request.Path, request.Address);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await FetchRest(request, part, progress, stop).ConfigureAwait(false);
                break;
            }
            catch (TransferException e) when (attempt < options.Attempts)
            {
                await Task.Delay(e.Wait ?? options.Pause * (1 << (attempt - 1)), stop).ConfigureAwait(false);
            }
            catch (TransferException e)
            {
                long received = part.Length;
                if (received == 0) part.Discard();
                throw new PointwiseException($"{request.Address}", "the transfer failed", "the whole file", $"{e.Message}, {attempt} {(attempt == 1 ? "time" : "times")}; {received:N0} bytes are there",
                    received == 0 ? "check the connection, and the address in a browser" : "run it again later: it goes on where it ended", e);
            }
        }

        string sum = part.Sum();
        if (request.Sha256 is not null && !Checksum.Fits(sum, request.Sha256))
        {
            part.Discard();
            throw new PointwiseException($"{request.Address}", "another file than expected", $"SHA-256 {request.Sha256}{(request.Sha256.Length < sum.Length ? "…" : "")}", sum, "fetch it again; if it stays so, the file was changed where it lies and is not to be trusted");
        }

        part.Place();
        return sum;
    }

    public void Dispose() => connection.Dispose();

    private async Task FetchRest(DownloadRequest request, PartialFile part, IProgress<DownloadProgress>? progress, CancellationToken stop)
    {
        if (part.Length > 0 && part.Length == request.Bytes) return;
        using HttpResponseMessage answer = await Ask(request, part, stop).ConfigureAwait(false);
        HttpContentHeaders headers = answer.Content.Headers;
        long? total = headers.ContentLength is { } length ? part.Length + length : null;
        long most = request.Bytes ?? request.MostBytes;
        if ((request.Bytes is not null && total is not null && total != request.Bytes) || total > most)
        {
            throw new PointwiseException($"{request.Address}", request.Bytes is null ? "too large" : "a file of another size", request.Bytes is null ? $"at most {most:N0} bytes" : $"{most:N0} bytes", $"{total:N0}",
                "the file was changed where it lies, or the address leads elsewhere: check it in a browser");
        }

        await Receive(request, answer, part, total ?? request.Bytes, most, progress, stop).ConfigureAwait(false);
        if ((total ?? request.Bytes) is { } whole && part.Length < whole) throw new TransferException("the connection was closed early");
    }

    /// <summary>An answer whose bytes follow those that are there.</summary>
    private async Task<HttpResponseMessage> Ask(DownloadRequest request, PartialFile part, CancellationToken stop)
    {
        if (part.Length > 0)
        {
            HttpResponseMessage rest = await connection.Get(request.Address, part.Length, part.Version, stop).ConfigureAwait(false);
            if (rest.StatusCode == HttpStatusCode.PartialContent && rest.Content.Headers.ContentRange?.From == part.Length && (VersionOf(rest) ?? part.Version) == part.Version) return rest;
            if (rest.StatusCode == HttpStatusCode.OK) return Begin(rest, part);
            rest.Dispose();
            part.Restart(null);
        }

        HttpResponseMessage whole = await connection.Get(request.Address, 0, null, stop).ConfigureAwait(false);
        if (whole.StatusCode == HttpStatusCode.OK) return Begin(whole, part);
        whole.Dispose();
        throw new PointwiseException($"{request.Address}", "the server sends a part where the whole was asked for", "status 200", $"status {(int)whole.StatusCode}", "check the address in a browser");
    }

    private static HttpResponseMessage Begin(HttpResponseMessage answer, PartialFile part)
    {
        part.Restart(VersionOf(answer));
        return answer;
    }

    /// <summary>A strong entity tag, else the date of the last change; only these tell that two answers are of the same bytes.</summary>
    private static string? VersionOf(HttpResponseMessage answer) => answer.Headers.ETag is { IsWeak: false } tag ? tag.Tag : answer.Content.Headers.LastModified?.ToString("R");

    private async Task Receive(DownloadRequest request, HttpResponseMessage answer, PartialFile part, long? total, long most, IProgress<DownloadProgress>? progress, CancellationToken stop)
    {
        var block = new byte[Block];
        string name = Path.GetFileName(request.Path);
        using Stream content = await answer.Content.ReadAsStreamAsync(stop).ConfigureAwait(false);
        while (true)
        {
            int read = await Connection.Within(options.BlockTime, "it sent nothing, or next to nothing, for too long", inner => Fill(content, block, part, inner), stop).ConfigureAwait(false);
            if (part.Length > most)
            {
                part.Restart(null);
                throw new PointwiseException($"{request.Address}", "too large", $"at most {most:N0} bytes", "more", "the file was changed where it lies, or the address leads elsewhere: check it in a browser");
            }

            progress?.Report(new DownloadProgress(name, part.Length, total));
            if (read < Block) return;
        }
    }

    /// <summary>Reads a block and keeps what came of it, even where the rest does not come.</summary>
    private static async Task<int> Fill(Stream content, byte[] block, PartialFile part, CancellationToken stop)
    {
        int filled = 0;
        while (filled < block.Length)
        {
            int read = await content.ReadAsync(block.AsMemory(filled), stop).ConfigureAwait(false);
            if (read == 0) break;
            part.Append(block.AsSpan(filled, read));
            filled += read;
        }

        return filled;
    }
}
