using System.CommandLine;
using Pointwise.Drawing;
using Pointwise.Zoo;

namespace Pointwise.Cli.Verbs;

/// <summary>Fetches published weights into the user's cache.</summary>
internal static class PullVerb
{
    public static Verb Create()
    {
        Argument<string[]> names = new("name") { Description = $"Any of {string.Join(", ", ZooCatalog.Names)}; the list of them if not given", HelpName = "NAME", Arity = ArgumentArity.ZeroOrMore };
        Option<bool> unverified = new("--accept-unverified") { Description = "Fetch files whose whole checksum is not known, too" };
        Option<string?> mirror = new("--mirror") { Description = "Fetch from here instead: the files' names are added to it; POINTWISE_MIRROR if not given", HelpName = "ADDRESS" };
        Option<string?> cache = new("--cache") { Description = "Folder to keep them in; POINTWISE_CACHE if not given, else the system's place for a user's caches", HelpName = "FOLDER" };
        Option<bool> json = CommonOptions.Json();
        return new Verb("pull", "Fetches trained networks that are published, verifies their checksums, and keeps them for use without a connection",
            "pointwise pull", "pointwise pull googlenet", "pointwise pull resnet50 squeezenet1_1 --mirror https://models.example.org/")
        {
            names, unverified, mirror, cache, json,
        }.Does(call =>
        {
            var options = new ModelOptions { Cache = call.Get(cache), Mirror = Address(call.Get(mirror)), AcceptUnverified = call.Get(unverified), Tell = call.Error.WriteLine };
            string[] wanted = call.Get(names) ?? [];
            if (wanted.Length == 0) List(call, new ModelCache(options), call.Get(json));
            else Pull(call, [.. wanted.Select(ZooCatalog.Get)], options, call.Get(json));
        });
    }

    private static Uri? Address(string? text) => text is null ? null : Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address
        : throw new PointwiseException("--mirror", "no address", "https://host/folder/", text, "give the address of the folder that holds the files");

    private static void List(Call call, ModelCache cache, bool json)
    {
        if (json)
        {
            JsonOutput.Print(call.Out, writer =>
            {
                writer.WriteString("cache", cache.Folder);
                writer.WriteList("models", ZooCatalog.All, model =>
                {
                    writer.WriteString("name", model.Name);
                    writer.WriteString("about", model.About);
                    writer.WriteString("licence", model.Licence);
                    writer.WriteString("page", model.Page);
                    writer.WriteString("address", model.Weights.Address);
                    writer.WriteString("sha256", model.Weights.Sha256);
                    writer.WriteString("sha256_from", model.SumFrom);
                    writer.WriteBoolean("sha256_is_whole", model.Weights.IsVerified);
                    if (model.Weights.Bytes is { } bytes) writer.WriteNumber("bytes", bytes);
                    writer.WriteBoolean("cached", cache.Has(model));
                });
            });
            return;
        }

        var table = new TextTable("name", "weights", ">to fetch", "licence", "checksum", "cached");
        foreach (PublishedModel m in ZooCatalog.All)
            table.Add(m.Name, m.About, m.Weights.Bytes is { } bytes ? Figures.Bytes(bytes) : "", m.Licence, m.Weights.IsVerified ? "known" : "8 digits", cache.Has(m) ? "yes" : "");
        table.Write(call.Out);
        call.Out.WriteLine();
        call.Out.WriteLine($"cache: {cache.Folder}");
    }

    private static void Pull(Call call, PublishedModel[] models, ModelOptions options, bool json)
    {
        var files = new List<(PublishedModel Model, CachedFile File)>();
        foreach (PublishedModel model in models)
        {
            using var lines = new TransferLines(call.Terminal);
            foreach (CachedFile file in new ModelCache(options with { Progress = lines }).Fetch(model, call.Stop).GetAwaiter().GetResult()) files.Add((model, file));
        }

        if (json)
        {
            JsonOutput.Print(call.Out, writer => writer.WriteList("files", files, f =>
            {
                writer.WriteString("name", f.Model.Name);
                writer.WriteString("path", f.File.Path);
                writer.WriteString("sha256", f.File.Sha256);
                writer.WriteBoolean("verified", f.File.Verified);
                writer.WriteString("licence", f.Model.Licence);
            }));
            return;
        }

        foreach ((_, CachedFile file) in files.DistinctBy(f => f.File.Path))
            call.Out.WriteLine($"{file.Sha256}  {file.Path}  {(file.Verified ? "verified" : "NOT VERIFIED: only the beginning of its sum is known, and agrees")}");
    }
}
