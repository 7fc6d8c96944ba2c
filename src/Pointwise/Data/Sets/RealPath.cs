namespace Pointwise.Data.Sets;

/// <summary>Where a path leads when every link on the way is followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <exception cref="IOException">Links lead in a circle, or nowhere.</exception>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string real = Path.GetPathRoot(full)!;
        var ahead = new Stack<string>(Words(full, real).Reverse());
        for (int links = 0; ahead.TryPop(out string? word);)
        {
            string next = Path.Combine(real, word);
            string? target = new DirectoryInfo(next).LinkTarget;
            if (target is null)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException($"links at {path} lead in a circle");
            string absolute = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(absolute)!;
            foreach (string further in Words(absolute, real).Reverse()) ahead.Push(further);
        }

        return real;
    }

    private static string[] Words(string full, string root) =>
        full[root.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);
}
