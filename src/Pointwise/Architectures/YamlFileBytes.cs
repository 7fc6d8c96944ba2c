using System.Text;

namespace Pointwise.Architectures;

/// <summary>Takes a YAML file from disk: no more than its limit, and only valid UTF-8.</summary>
internal static class YamlFileBytes
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="path">The file.</param>
    /// <param name="what">What it describes, for errors: a network, a run.</param>
    /// <exception cref="PointwiseException">It cannot be read, is too large or no UTF-8.</exception>
    public static string Read(string path, string what = "network")
    {
        try
        {
            byte[] bytes = SmallFile.Read(path, NetworkFile.MaxBytes)
                ?? throw new PointwiseException(path, $"too large for a {what} file", $"at most {NetworkFile.MaxBytes} bytes", "more", $"give a file that describes a {what}{(what == "network" ? ", not its weights" : "")}");
            return Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            string problem = e is DecoderFallbackException ? "not UTF-8" : "cannot be read";
            throw new PointwiseException(path, problem, $"a {what} file in YAML", e.Message, "check the path and the file", e);
        }
    }
}
