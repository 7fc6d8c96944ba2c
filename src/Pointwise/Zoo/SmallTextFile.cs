using System.Text;

namespace Pointwise.Zoo;

/// <summary>A text file of a person's: UTF-8, within the limit of texts.</summary>
internal static class SmallTextFile
{
    /// <exception cref="PointwiseException">It cannot be read, is no text, or is too long.</exception>
    public static string Read(string path, Limits limits)
    {
        try
        {
            byte[] bytes = SmallFile.Read(path, limits.TextBytes)
                ?? throw new PointwiseException(path, "too large for a text", $"at most {limits.TextBytes:N0} bytes (limit {nameof(Limits.TextBytes)})", "more", "check that this is the right file");
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            throw new PointwiseException(path, "no text", "UTF-8", $"a byte that is none, at {e.Index}", "check that this is the right file", e);
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Reading(path, e);
        }
    }
}
