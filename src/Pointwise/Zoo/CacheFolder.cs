namespace Pointwise.Zoo;

/// <summary>Where a user's fetched models lie.</summary>
internal static class CacheFolder
{
    /// <summary>The variable that names another place.</summary>
    public const string Variable = "POINTWISE_CACHE";

    /// <summary>The folder, whether it is there or not.</summary>
    /// <param name="given">A folder that was asked for; null for the variable's, else the system's.</param>
    public static string Of(string? given) => Of(given, Environment.GetEnvironmentVariable, OperatingSystem.IsWindows(), OperatingSystem.IsMacOS());

    /// <summary>The same on any system: Windows' local application data, macOS' ~/Library/Caches, else XDG_CACHE_HOME or ~/.cache.</summary>
    internal static string Of(string? given, Func<string, string?> variable, bool isWindows, bool isMac)
    {
        if (given is not null) return Path.GetFullPath(given);
        if (variable(Variable) is { Length: > 0 } chosen) return Path.GetFullPath(chosen);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        string caches = isWindows ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify)
            : isMac ? Path.Combine(home, "Library", "Caches")
            // a relative path in the variable is invalid by its specification
            : variable("XDG_CACHE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg) ? xdg : Path.Combine(home, ".cache");
        return Path.Combine(caches, "pointwise");
    }
}
