using System.CommandLine;
using Pointwise.Data.Published;
using Pointwise.Downloads;

namespace Pointwise.Cli.Verbs;

/// <summary>Fetches a published data set, verifies and unpacks it.</summary>
internal static class DataGetVerb
{
    public static Verb Create()
    {
        Argument<string> name = new("name") { Description = $"One of {string.Join(", ", PublishedCatalog.All.Select(s => s.Name))}", HelpName = "NAME" };
        Option<string?> output = new("--out") { Description = "Folder to put it into; data/NAME if not given", HelpName = "FOLDER" };
        Option<bool> unverified = new("--accept-unverified") { Description = "Fetch files whose checksum nobody publishes, too" };
        Option<bool> json = CommonOptions.Json();
        return new Verb("get", "Fetches a published data set, verifies its checksum and unpacks it", "pointwise data get cifar10", "pointwise data get flowers --out photos")
        {
            name, output, unverified, json,
        }.Does(call =>
        {
            PublishedSet set = PublishedCatalog.Get(call.Get(name));
            Run(call, set, call.Get(output) ?? Path.Combine("data", set.Name), call.Get(unverified), call.Get(json));
        });
    }

    private static void Run(Call call, PublishedSet set, string folder, bool acceptUnverified, bool json)
    {
        call.Error.WriteLine($"{set.Name}: {set.About}\nlicence: {set.Licence}; made by: {set.Page}");
        IReadOnlyList<FetchedFile> files = Fetch(call, new PublishedFetch(set, folder), acceptUnverified);
        if (json)
        {
            JsonOutput.Print(call.Out, writer =>
            {
                writer.WriteString("name", set.Name);
                writer.WriteString("folder", folder);
                writer.WriteString("licence", set.Licence);
                writer.WriteList("files", files, file =>
                {
                    writer.WriteString("name", file.Name);
                    writer.WriteString("sha256", file.Sha256);
                    writer.WriteBoolean("verified", file.Verified);
                });
            });
            return;
        }

        foreach (FetchedFile file in files) call.Out.WriteLine($"{file.Sha256}  {file.Name}  {(file.Verified ? "verified" : "NOT VERIFIED: nobody publishes its sum")}");
        call.Out.WriteLine($"folder: {folder}");
    }

    private static IReadOnlyList<FetchedFile> Fetch(Call call, PublishedFetch fetch, bool acceptUnverified)
    {
        using var downloader = new Downloader();
        using var lines = new TransferLines(call.Terminal);
        return fetch.Run(downloader, acceptUnverified, lines, call.Stop).GetAwaiter().GetResult();
    }
}
