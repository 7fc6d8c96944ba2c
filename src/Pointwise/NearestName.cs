namespace Pointwise;

/// <summary>Finds the name that a misspelt one was probably meant to be. Bounded, since names come from files of unknown origin too.</summary>
internal static class NearestName
{
    private const int LongestName = 64;
    private const int MostCandidates = 10_000;

    /// <summary>The closest candidate by edits (insert, delete, replace, swap of neighbours), null where none is close or the name is over 64 characters.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What would have been valid; the first 10,000 count.</param>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length is 0 or > LongestName) return null;
        string? best = null, longer = null;
        int least = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in candidates.Take(MostCandidates))
        {
            if (name.Length >= 3 && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase)) longer ??= candidate;
            if (candidate.Length > LongestName || Math.Abs(candidate.Length - name.Length) >= least) continue;
            int edits = Edits(name, candidate);
            if (edits < least) (best, least) = (candidate, edits);
        }

        return best ?? longer;
    }

    /// <summary>The beginning of an error's fix: "did you mean googlenet? " where a candidate is close, else nothing.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What would have been valid.</param>
    public static string Suggestion(string name, IEnumerable<string> candidates) => Of(name, candidates) is { } near ? $"did you mean {near}? " : "";

    /// <summary>Optimal string alignment over three rows of the table; letters of either case are equal.</summary>
    private static int Edits(string a, string b)
    {
        Span<int> beforeLast = stackalloc int[LongestName + 1], last = stackalloc int[LongestName + 1], row = stackalloc int[LongestName + 1];
        for (int j = 0; j <= b.Length; j++) last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1])) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }

            Span<int> free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }

        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
