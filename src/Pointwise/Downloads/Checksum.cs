using System.Security.Cryptography;

namespace Pointwise.Downloads;

/// <summary>SHA-256 in small hexadecimal digits.</summary>
internal static class Checksum
{
    /// <summary>Of a stream from where it stands.</summary>
    public static string Of(Stream content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Of a file.</summary>
    /// <exception cref="PointwiseException">It cannot be read.</exception>
    public static string OfFile(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Of(file);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Reading(path, e);
        }
    }

    /// <summary>Whether a sum is the one that is expected, of which perhaps only the beginning is known.</summary>
    public static bool Fits(string sum, string expected) => sum.StartsWith(expected, StringComparison.OrdinalIgnoreCase);

    public static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
