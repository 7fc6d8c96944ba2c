using System.Text;

namespace Pointwise.Cli;

/// <summary>Files that a verb writes beside its output.</summary>
internal static class OutputFile
{
    /// <summary>Writes a text file where the option was given, and says so.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path">The path; null where the option was not given.</param>
    /// <param name="content">Makes the text.</param>
    public static void Write(Call call, string? path, Func<object> content)
    {
        if (path is null) return;
        File.WriteAllText(path, content().ToString(), new UTF8Encoding(false));
        call.Error.WriteLine($"wrote {path}");
    }
}
