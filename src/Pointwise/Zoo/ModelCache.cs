using Pointwise.Downloads;
using Pointwise.Drawing;

namespace Pointwise.Zoo;

/// <summary>A file of the cache.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Sha256">Its SHA-256.</param>
/// <param name="Verified">Whether that is known as a whole from elsewhere.</param>
internal readonly record struct CachedFile(string Path, string Sha256, bool Verified);

/// <summary>The models that were fetched before, and the fetching of others: whole and verified, or not at all.</summary>
/// <param name="options">Where, and from where.</param>
internal sealed class ModelCache(ModelOptions options)
{
    private const string MirrorVariable = "POINTWISE_MIRROR";
    private const long MostBytes = 2L << 30;

    /// <summary>The folder.</summary>
    public string Folder { get; } = CacheFolder.Of(options.Cache);

    /// <summary>Where a published file lies once it was fetched.</summary>
    public string PathOf(ZooFile file) => Path.Combine(Folder, file.Name);

    /// <summary>Whether weights and labels are there.</summary>
    public bool Has(PublishedModel model) => File.Exists(PathOf(model.Weights)) && File.Exists(PathOf(model.Labels));

    /// <summary>Fetches what is not there.</summary>
    /// <param name="model">Which.</param>
    /// <param name="stop">Ends it; what came so far stays for the next time.</param>
    /// <exception cref="PointwiseException">Nothing may be fetched, its sum is not known or wrong, or it cannot be fetched.</exception>
    public async Task Require(PublishedModel model, CancellationToken stop)
    {
        if (!Has(model)) await Fetch(model, stop).ConfigureAwait(false);
    }

    /// <summary>Fetches what is not there, and checks the sums of what is.</summary>
    /// <param name="model">Which.</param>
    /// <param name="stop">Ends it; what came so far stays for the next time.</param>
    /// <returns>Weights and labels.</returns>
    /// <exception cref="PointwiseException">Nothing may be fetched, its sum is not known or wrong, or it cannot be fetched.</exception>
    public async Task<CachedFile[]> Fetch(PublishedModel model, CancellationToken stop)
    {
        if (!model.Weights.IsVerified && !options.AcceptUnverified && !File.Exists(PathOf(model.Weights)))
        {
            throw new PointwiseException(model.Name, "its whole checksum is not known", "a SHA-256 of 64 digits", $"{model.Weights.Sha256}…, the digits in the name {model.Weights.Name}",
                $"pointwise pull {model.Name} --accept-unverified fetches it all the same, checks these digits, and prints the sum found");
        }

        if (options.Offline && !Has(model))
            throw new PointwiseException(model.Name, "not in the cache, and nothing may be fetched", PathOf(File.Exists(PathOf(model.Weights)) ? model.Labels : model.Weights), "no such file", $"run pointwise pull {model.Name} where there is a connection, or leave --offline out");
        MakeFolder();
        if (!Has(model)) Announce(model);
        using var downloader = new Downloader(options.Downloads);
        return [await Fetch(downloader, model.Weights, stop).ConfigureAwait(false), await Fetch(downloader, model.Labels, stop).ConfigureAwait(false)];
    }

    private async Task<CachedFile> Fetch(Downloader downloader, ZooFile file, CancellationToken stop)
    {
        var request = new DownloadRequest(AddressOf(file), PathOf(file), file.Bytes, file.Sha256) { MostBytes = MostBytes };
        return new CachedFile(request.Path, await downloader.Fetch(request, options.Progress, stop).ConfigureAwait(false), file.IsVerified);
    }

    private void Announce(PublishedModel model)
    {
        Uri address = AddressOf(model.Weights);
        options.Tell?.Invoke($"{model.Name}: {model.About}{(model.Weights.Bytes is { } bytes ? $", {Figures.Bytes(bytes)}" : "")}, from {address.Host}");
        options.Tell?.Invoke($"licence: {model.Licence}; made by: {model.Page}");
    }

    private Uri AddressOf(ZooFile file)
    {
        Uri? mirror = options.Mirror;
        if (mirror is null && Environment.GetEnvironmentVariable(MirrorVariable) is { Length: > 0 } text && !Uri.TryCreate(text, UriKind.Absolute, out mirror))
            throw new PointwiseException(MirrorVariable, "no address", "https://host/folder/", text, "correct the variable, or unset it");
        if (mirror is null) return new Uri(file.Address);
        return new Uri(mirror.AbsoluteUri.EndsWith('/') ? mirror : new Uri(mirror.AbsoluteUri + "/"), file.Name);
    }

    private void MakeFolder()
    {
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Writing(Folder, e);
        }
    }
}
