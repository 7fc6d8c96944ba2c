using System.CommandLine;
using Pointwise.Architectures;

namespace Pointwise.Cli;

/// <summary>The argument NETWORK|FILE.yaml: a name of the catalog, or a network file.</summary>
internal static class NetworkArgument
{
    public static Argument<string> Create() => new("network")
    {
        Description = "A network of the catalog (see: pointwise models), or a network file",
        HelpName = "NETWORK|FILE.yaml",
    };

    /// <summary>What the argument names. A path or an ending .yaml or .yml means a file.</summary>
    /// <exception cref="PointwiseException">There is no such network or file, or the file is wrong.</exception>
    public static Architecture Read(string text) => IsFile(text) ? NetworkFile.Read(text) : ArchitectureCatalog.Get(text);

    private static bool IsFile(string text) =>
        Path.GetExtension(text) is ".yaml" or ".yml" || text.Contains('/', StringComparison.Ordinal) || text.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
