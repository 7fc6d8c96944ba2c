namespace Pointwise.Formats;

/// <summary>Text that can be stored: every surrogate has its other half.</summary>
internal static class WholeText
{
    /// <exception cref="PointwiseException">The text has half a character.</exception>
    public static string Require(string what, string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i)) i++;
            else if (char.IsSurrogate(text[i]))
                throw new PointwiseException(what, "half a character", "text of whole characters", $"a lone surrogate at {i}", "correct the text");
        }

        return text;
    }
}
