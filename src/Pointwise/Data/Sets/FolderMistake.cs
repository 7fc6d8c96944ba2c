namespace Pointwise.Data.Sets;

/// <summary>The usual mistakes with folders of pictures, each told with the next thing to try.</summary>
internal static class FolderMistake
{
    private const int Shown = 4;

    private const string Layout = "a folder with one folder a class, at least two, or train and val with such folders";

    /// <summary>A folder without folders: one level too low, or pictures that have no classes.</summary>
    public static PointwiseException NoClasses(string folder, FolderContent content)
    {
        if (content.Files.Count == 0)
            return new PointwiseException(folder, "no pictures", Layout, "no folders and no pictures", "check the path");
        string found = $"{content.Files.Count:N0} files ({Some(content.Files.Select(f => f.Name))}) and no folders";
        string? above = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        string[] beside = LookLikeClasses(above);
        string fix = beside.Length > 1
            ? $"if this is one class of several, name the folder above, {above} ({Some(beside)})"
            : "make a folder for each class and move its pictures into it, or write a CSV file of path,label and name that";
        return new PointwiseException(folder, "pictures without classes", Layout, found, fix);
    }

    /// <summary>A folder's folders, where all of the first few hold files and nothing else; else none.</summary>
    private static string[] LookLikeClasses(string? folder)
    {
        string[] names = [.. FolderContent.Glance(folder).Folders.Select(f => f.Name)];
        return names.Take(Shown).All(name => FolderContent.Glance(Path.Combine(folder!, name)) is { Folders.Count: 0, Files.Count: > 0 }) ? names : [];
    }

    /// <summary>A folder with a single folder: often one level too high.</summary>
    public static PointwiseException OneClass(string folder, string name)
    {
        string inner = Path.Combine(folder, name);
        string[] names = [.. FolderContent.Glance(inner).Folders.Select(f => f.Name)];
        string fix = names.Length > 1 ? $"name the folder below, {inner}, whose folders ({Some(names)}) look like the classes" : "add a folder with pictures of what the class is to be told from";
        return new PointwiseException(folder, "a single class", Layout, $"one folder, {name}", fix);
    }

    public static PointwiseException EmptyClass(string folder, string name) =>
        new(Path.Combine(folder, name), "a class without pictures", "at least one picture in every class folder", "none", "add pictures, or remove the folder");

    public static PointwiseException NoPictures(string folder, int classes) =>
        new(folder, "no pictures", Layout, $"{classes:N0} folders without pictures", "check the path, and that the files are pictures");

    /// <summary>Parts that hold pictures at once: masks or boxes may say what they show, but no class does.</summary>
    public static PointwiseException PartsWithoutClasses(string folder, IReadOnlyList<string> parts) =>
        new(folder, "pictures without classes", Layout, $"{string.Join(", ", parts)} with pictures and no folders in them", "make a folder for each class in each of them, or write a CSV file of path,label,split and name that");

    /// <summary>Class folders that differ between parts.</summary>
    public static PointwiseException OtherClasses(string folder, string[] names, FolderDataSet train)
    {
        string[] missing = [.. train.Classes.Except(names)], surplus = [.. names.Except(train.Classes)];
        IEnumerable<string> differences = [.. missing.Length > 0 ? [$"lacks {Some(missing)}"] : Array.Empty<string>(), .. surplus.Length > 0 ? [$"has {Some(surplus)} besides"] : Array.Empty<string>()];
        string? near = missing.Length > 0 ? surplus.Select(s => NearestName.Of(s, missing) is { } m ? $"rename {s} to {m}" : null).FirstOrDefault(s => s is not null) : null;
        return new PointwiseException(folder, "other classes than the training pictures", $"the same {train.Classes.Length:N0} folders as in {train.Name}: {Some(train.Classes)}", string.Join("; ", differences),
            near ?? (surplus.Length > 0 ? "give both the same class folders" : "add the missing folders, with pictures or empty"));
    }

    private static string Some(IEnumerable<string> names)
    {
        string[] first = [.. names.Take(Shown + 1)];
        return string.Join(", ", first.Take(Shown)) + (first.Length > Shown ? ", …" : "");
    }
}
