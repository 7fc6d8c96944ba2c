using System.Security.Cryptography;
using Pointwise.Downloads;
using Pointwise.Tests.Downloads;
using Pointwise.Zoo;

namespace Pointwise.Tests.Zoo;

/// <summary>A server of this machine that holds published files under their names, and a cache to fetch them into.</summary>
internal sealed class PublishedServer : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly LocalServer server;

    /// <param name="files">Content by name.</param>
    public PublishedServer(params (string Name, byte[] Content)[] files) => server = new LocalServer((request, _) =>
    {
        string name = request.Split(' ')[1].Split('/')[^1];
        byte[]? content = files.FirstOrDefault(f => f.Name == name).Content;
        return content is null ? new LocalAnswer("404 Not Found", "Content-Length: 0\r\n", []) : new LocalAnswer("200 OK", $"ETag: \"1\"\r\nContent-Length: {content.Length}\r\n", content);
    });

    public string[] Asked => [.. server.Requests.Select(r => r.Split(' ')[1].Split('/')[^1])];

    public TemporaryFolder Folder => folder;

    public ModelOptions Options => new() { Cache = folder.File("cache"), Mirror = new Uri(server.Address, "mirror"), Downloads = new DownloadOptions { Attempts = 1 } };

    public static string Sum(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public static PublishedModel Model(byte[] weights, byte[] labels, int digits = 64) => new("mine", new ZooFile("https://example.org/weights.bin", Sum(weights)[..digits], weights.Length), new ZooFile("https://example.org/labels.txt", Sum(labels), labels.Length))
    {
        About = "three bytes", Licence = "free", Page = "https://example.org/",
    };

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }
}
