using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pointwise.Tests.Downloads;

/// <summary>A web server of this machine that says exactly what a test wants: its answers are written byte by byte.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, int, LocalAnswer> answer;
    private readonly CancellationTokenSource stop = new();
    private readonly List<string> requests = [];

    /// <param name="answer">Given a request's lines and its number from 0.</param>
    public LocalServer(Func<string, int, LocalAnswer> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = Accept();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/file.bin");

    /// <summary>Requests so far, all lines of each.</summary>
    public string[] Requests
    {
        get
        {
            lock (requests) return [.. requests];
        }
    }

    /// <summary>A server that holds one file and takes ranges, as servers do.</summary>
    public static LocalServer Of(byte[] file, string? tag = "\"v1\"", Func<int, int>? cut = null) => new((request, number) =>
    {
        int from = From(request);
        bool partly = from > 0 && from < file.Length && tag is not null && request.Contains($"If-Range: {tag}", StringComparison.Ordinal);
        byte[] body = partly ? file[from..] : file;
        string headers = (tag is null ? "" : $"ETag: {tag}\r\n") + (partly ? $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}\r\n" : "") + $"Content-Length: {body.Length}\r\n";
        return new LocalAnswer(partly ? "206 Partial Content" : "200 OK", headers, body[..Math.Min(body.Length, cut?.Invoke(number) ?? int.MaxValue)]);
    });

    /// <summary>The first byte that a request asks for.</summary>
    public static int From(string request)
    {
        int at = request.IndexOf("Range: bytes=", StringComparison.Ordinal);
        return at < 0 ? 0 : int.Parse(request[(at + 13)..].Split('-')[0]);
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await listener.AcceptTcpClientAsync(stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task Serve(TcpClient client)
    {
        try
        {
            using (client)
            {
                NetworkStream stream = client.GetStream();
                var text = new StringBuilder();
                var one = new byte[1];
                while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, stop.Token) == 1) text.Append((char)one[0]);
                int number;
                lock (requests)
                {
                    number = requests.Count;
                    requests.Add(text.ToString());
                }

                LocalAnswer given = answer(text.ToString(), number);
                await Task.Delay(given.Before, stop.Token);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {given.Status}\r\n{given.Headers}Connection: close\r\n\r\n"), stop.Token);
                await stream.WriteAsync(given.Body, stop.Token);
                await stream.FlushAsync(stop.Token);
                await Task.Delay(given.After, stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // the client left, or the test is over
        }
    }
}

/// <summary>What a server sends, and how long it waits before and after.</summary>
internal sealed record LocalAnswer(string Status, string Headers, byte[] Body)
{
    public TimeSpan Before { get; init; }

    public TimeSpan After { get; init; }
}
