namespace Pointwise.Graphs;

/// <summary>The parts of a network that nodes' names tell: inception3a of inception3a.branch1.conv; exported graphs write slashes.</summary>
internal static class Scopes
{
    /// <summary>The outermost scope of a name; the name itself where it has none.</summary>
    public static string Top(string name)
    {
        string trimmed = name.TrimStart('/');
        int end = trimmed.AsSpan().IndexOfAny('.', '/');
        return end > 0 ? trimmed[..end] : trimmed;
    }

    /// <summary>The name within its outermost scope.</summary>
    public static string Within(string name)
    {
        string trimmed = name.TrimStart('/');
        string top = Top(name);
        return trimmed.Length > top.Length + 1 ? trimmed[(top.Length + 1)..] : trimmed;
    }
}
