namespace Pointwise;

/// <summary>Finds the name that a misspelt one was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>The closest candidate by edits (insert, delete, replace, swap of neighbours), null where none is close.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What would have been valid.</param>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        int least = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int edits = Edits(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (edits < least) (best, least) = (candidate, edits);
        }

        return best ?? candidates.FirstOrDefault(c => name.Length >= 3 && c.StartsWith(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The beginning of an error's fix: "did you mean googlenet? " where a candidate is close, else nothing.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What would have been valid.</param>
    public static string Suggestion(string name, IEnumerable<string> candidates) => Of(name, candidates) is { } near ? $"did you mean {near}? " : "";

    private static int Edits(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++) table[i, 0] = i;
        for (int j = 0; j <= b.Length; j++) table[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replace, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[a.Length, b.Length];
    }
}
