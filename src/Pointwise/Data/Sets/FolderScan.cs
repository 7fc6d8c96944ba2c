namespace Pointwise.Data.Sets;

/// <summary>Finds the pictures of class folders, folders within them too, in ordinal order. No folder is entered twice, whatever links there are.</summary>
/// <param name="root">The folder of the class folders.</param>
/// <param name="limits">How many pictures and levels are believed.</param>
/// <param name="skipped">Takes what is passed over.</param>
internal sealed class FolderScan(string root, Limits limits, SkippedFiles skipped)
{
    private readonly HashSet<string> entered = new(StringComparer.Ordinal);

    /// <summary>Paths of the pictures found, from the root on.</summary>
    public List<string> Paths { get; } = [];

    /// <summary>Adds a class folder's pictures.</summary>
    /// <param name="name">The folder's name under the root.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="PointwiseException">Folders cannot be listed, nest too deep, are linked in a circle or twice, or hold too many pictures.</exception>
    public int Add(string name)
    {
        int before = Paths.Count;
        Add(name, 1);
        return Paths.Count - before;
    }

    private void Add(string folder, int depth)
    {
        string path = Path.Combine(root, folder);
        Enter(path);
        if (depth > limits.FolderDepth)
            throw new PointwiseException(path, "folders nest too deep", $"at most {limits.FolderDepth} levels in a class", "more", $"move the pictures up, or raise {nameof(Limits)}.{nameof(Limits.FolderDepth)}");
        FolderContent content = FolderContent.Of(path, skipped);
        if (Paths.Count + content.Files.Count > limits.DataSetPictures)
            throw new PointwiseException(root, "too many pictures", $"at most {limits.DataSetPictures:N0}", "more", $"use a part of them, or raise {nameof(Limits)}.{nameof(Limits.DataSetPictures)}");
        foreach (FileSystemInfo file in content.Files) Paths.Add(Path.Combine(folder, file.Name));
        foreach (FileSystemInfo inner in content.Folders) Add(Path.Combine(folder, inner.Name), depth + 1);
    }

    private void Enter(string path)
    {
        string real;
        try
        {
            real = RealPath.Of(path);
        }
        catch (IOException e)
        {
            throw new PointwiseException(path, "a link that cannot be followed", "a folder", e.Message, "remove the link", e);
        }

        if (entered.Add(real)) return;
        bool circle = RealPath.Of(Path.GetDirectoryName(path)!) is { } above && (above + Path.DirectorySeparatorChar).StartsWith(real + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        throw circle
            ? new PointwiseException(path, "a link leads back to a folder above it", "folders that end", $"a link to {real}", "remove the link")
            : new PointwiseException(path, "a folder that was entered already", "every picture once", $"a second way to {real}", "remove the link that leads there");
    }
}
