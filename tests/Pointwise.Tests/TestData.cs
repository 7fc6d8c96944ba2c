using Xunit;

namespace Pointwise.Tests;

/// <summary>Where the reference data lies: POINTWISE_DATA, else ../shared/data beside the checkout.</summary>
internal static class TestData
{
    public static string Root { get; } = Environment.GetEnvironmentVariable("POINTWISE_DATA") is { Length: > 0 } given
        ? given
        : Path.GetFullPath(Path.Combine(Repository, "..", "shared", "data"));

    /// <summary>The folder that holds the solution.</summary>
    public static string Repository
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "Pointwise.slnx"))) folder = Path.GetDirectoryName(folder);
            return folder ?? throw new InvalidOperationException("the tests run outside the checkout");
        }
    }

    /// <summary>A file or folder of the data; the test is skipped where it is absent, but fails on the build server.</summary>
    public static string Require(params string[] parts)
    {
        string path = Path.Combine([Root, .. parts]);
        bool present = File.Exists(path) || Directory.Exists(path);
        if (!present && Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail($"{path} is missing; set POINTWISE_DATA");
        Assert.SkipUnless(present, $"needs {path}; set POINTWISE_DATA");
        return path;
    }
}
