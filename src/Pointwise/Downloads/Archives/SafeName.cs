using System.Buffers;

namespace Pointwise.Downloads.Archives;

/// <summary>Names in archives as paths below a folder, the same on every system.</summary>
internal static class SafeName
{
    private const int MostCharacters = 1024, MostLevels = 32, MostWord = 255;
    private static readonly SearchValues<char> Refused = SearchValues.Create("\\:*?\"<>|");
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>The words of a name.</summary>
    /// <returns>Null where it leads elsewhere, or is a name that some system does not take: empty, absolute, with .., \, : or control characters.</returns>
    public static string[]? Words(string name)
    {
        if (name.Length is 0 or > MostCharacters || name[0] == '/' || name.AsSpan().ContainsAny(Refused) || name.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0) return null;
        string[] words = [.. name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(word => word != ".")];
        return words.Length <= MostLevels && words.All(IsGood) ? words : null;
    }

    private static bool IsGood(string word)
    {
        if (word.Length > MostWord || word[^1] is '.' or ' ') return false;
        string stem = word.Split('.')[0].TrimEnd();
        bool port = stem.Length == 4 && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)) && char.IsAsciiDigit(stem[3]);
        return !port && !Devices.Contains(stem, StringComparer.OrdinalIgnoreCase);
    }
}
