using System.CommandLine;
using Pointwise.Data.Published;
using Pointwise.Drawing;

namespace Pointwise.Cli.Verbs;

/// <summary>The published data sets that can be fetched by name.</summary>
internal static class DataListVerb
{
    public static Verb Create()
    {
        Option<bool> json = CommonOptions.Json();
        return new Verb("list", "Lists the published data sets that can be fetched by name", "pointwise data list") { json }.Does(call =>
        {
            if (call.Get(json)) PrintJson(call.Out);
            else Print(call.Out);
        });
    }

    private static void Print(TextWriter output)
    {
        var table = new TextTable("name", "pictures", ">to fetch", "licence", "checksum");
        foreach (PublishedSet set in PublishedCatalog.All) table.Add(set.Name, set.About, Figures.Bytes(set.Bytes), set.Licence, set.IsVerified ? "known" : "none");
        table.Write(output);
    }

    private static void PrintJson(TextWriter output) => JsonOutput.Print(output, writer => writer.WriteList("sets", PublishedCatalog.All, set =>
    {
        writer.WriteString("name", set.Name);
        writer.WriteString("about", set.About);
        writer.WriteString("licence", set.Licence);
        writer.WriteString("page", set.Page);
        writer.WriteNumber("bytes", set.Bytes);
        if (set.IsVerified) writer.WriteString("checksums_from", set.ChecksumsFrom);
        writer.WriteList("files", set.Files, file =>
        {
            writer.WriteString("address", file.Address);
            writer.WriteNumber("bytes", file.Bytes);
            writer.WriteString("sha256", file.Sha256);
        });
    }));
}
