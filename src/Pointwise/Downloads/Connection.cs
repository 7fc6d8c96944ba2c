using System.Net;
using System.Net.Http.Headers;

namespace Pointwise.Downloads;

/// <summary>Asks servers, follows redirections within bounds, and sorts answers into good, to be tried again, and final.</summary>
internal sealed class Connection : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly DownloadOptions options;
    private readonly HttpClient client;

    public Connection(DownloadOptions options)
    {
        this.options = options;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.AnswerTime,
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 0,
            UseCookies = false,
        };
        client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks for a file, or for what follows its first bytes.</summary>
    /// <param name="address">Where.</param>
    /// <param name="from">Bytes that are there already.</param>
    /// <param name="version">The mark of the version that they are of; the server sends the whole file where it has another now.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>An answer of status 200, 206 or 416; its content is not read yet.</returns>
    /// <exception cref="TransferException">It may succeed later.</exception>
    /// <exception cref="PointwiseException">It will not.</exception>
    public async Task<HttpResponseMessage> Get(Uri address, long from, string? version, CancellationToken stop)
    {
        Uri at = address;
        for (int redirections = 0; ; redirections++)
        {
            RequireSafe(address, at);
            Uri here = at;
            HttpResponseMessage answer = await Within(options.AnswerTime, "it did not answer", inner => Send(here, from, version, inner), stop).ConfigureAwait(false);
            if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable) return answer;
            using (answer)
            {
                Uri? next = (int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 ? answer.Headers.Location : null;
                if (next is null) throw Refused(address, answer);
                if (redirections == options.Redirections)
                    throw new PointwiseException($"{address}", "too many redirections", $"at most {options.Redirections}", "more", "check the address in a browser");
                at = new Uri(here, next);
            }
        }
    }

    /// <summary>Does one step of a transfer within a time.</summary>
    /// <exception cref="TransferException">The time is over, or the connection broke.</exception>
    public static async Task<T> Within<T>(TimeSpan time, string problem, Func<CancellationToken, Task<T>> step, CancellationToken stop)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timer.CancelAfter(time);
        try
        {
            return await step(timer.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            stop.ThrowIfCancellationRequested();
            throw new TransferException(e is OperationCanceledException ? problem : e.Message.ReplaceLineEndings(" "), e);
        }
    }

    public void Dispose() => client.Dispose();

    private Task<HttpResponseMessage> Send(Uri at, long from, string? version, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, at);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("pointwise", null));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
            request.Headers.TryAddWithoutValidation("If-Range", version);
        }

        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
    }

    /// <summary>Names and bytes travel unseen and unchanged only over https; http serves a server on this machine.</summary>
    private static void RequireSafe(Uri address, Uri at)
    {
        bool safe = at.Scheme == Uri.UriSchemeHttps || (at.Scheme == Uri.UriSchemeHttp && at.IsLoopback && address.IsLoopback);
        if (!safe) throw new PointwiseException($"{address}", "an unsafe address", "https", at == address ? at.Scheme : $"a redirection to {at.Scheme}://{at.Authority}", "name an address that begins with https://");
    }

    private static Exception Refused(Uri address, HttpResponseMessage answer)
    {
        int status = (int)answer.StatusCode;
        string found = $"status {status} {answer.ReasonPhrase}".TrimEnd();
        if (status is not (408 or 425 or 429 or >= 500))
            return new PointwiseException($"{address}", "the server refuses the file", "status 200", found, status is 404 or 410 ? "it is no longer there: look for its new place" : "check the address in a browser");
        TimeSpan? wait = answer.Headers.RetryAfter?.Delta;
        return new TransferException($"the server answers with {found}") { Wait = wait > LongestWait ? LongestWait : wait };
    }
}
