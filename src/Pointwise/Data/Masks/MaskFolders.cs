using Pointwise.Data.Sets;

namespace Pointwise.Data.Masks;

/// <summary>A folder of pictures and the folder of their masks.</summary>
/// <param name="Pictures">The pictures' path.</param>
/// <param name="Masks">The masks' path.</param>
internal readonly record struct MaskFolder(string Pictures, string Masks);

/// <summary>
/// Where the pictures and masks of a data set lie. Parts: trainannot beside train; or images/train and masks/train; or train/images and train/masks.
/// Without parts: images and masks. A folder is one of masks where its name ends in a word for masks, whatever stands before it.
/// </summary>
internal static class MaskFolders
{
    private static readonly string[] PictureWords = ["images", "image", "imgs", "img", "pictures", "photos", "frames", "jpegimages"];
    private static readonly string[] MaskWords = ["annot", "annots", "annotation", "annotations", "mask", "masks", "label", "labels", "segmentation", "segmentationclass", "segmentations", "gt"];

    /// <summary>The folders by part: train, validation, test; null where a folder has nothing of the kind.</summary>
    /// <param name="folder">The data set's folder.</param>
    /// <exception cref="PointwiseException">Two folders are the same part, or there are parts but none to train with.</exception>
    public static Dictionary<string, MaskFolder>? Find(string folder)
    {
        string[] names = FoldersIn(folder);
        var parts = new Dictionary<string, MaskFolder>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (PartNames.Of(name) is not { } part) continue;
            if (Beside(folder, name, names) is { } beside) Add(folder, parts, part, beside);
            else if (Inside(Path.Combine(folder, name)) is { } inside) Add(folder, parts, part, inside);
        }

        if (parts.Count == 0 && Inside(folder) is { } both) parts = Parted(both.Pictures, both.Masks);
        return parts.Count > 0 ? parts : null;
    }

    /// <summary>The folders by part where the masks' folder is said: both may have parts of the same names.</summary>
    public static Dictionary<string, MaskFolder> Parted(string pictures, string masks)
    {
        var parts = new Dictionary<string, MaskFolder>(StringComparer.Ordinal);
        string[] ofMasks = FoldersIn(masks);
        foreach (string name in FoldersIn(pictures))
        {
            if (PartNames.Of(name) is { } part && ofMasks.Contains(name)) Add(pictures, parts, part, new MaskFolder(Path.Combine(pictures, name), Path.Combine(masks, name)));
        }

        if (parts.Count == 0) parts.Add(PartNames.Train, new MaskFolder(pictures, masks));
        return parts;
    }

    private static string[] FoldersIn(string folder) => [.. FolderContent.Glance(folder).Folders.Select(f => f.Name)];

    private static void Add(string folder, Dictionary<string, MaskFolder> parts, string part, MaskFolder found)
    {
        if (!parts.TryAdd(part, found))
            throw new PointwiseException(folder, $"two folders for {part}", "one", $"{parts[part].Pictures} and {found.Pictures}", "move one elsewhere, or put their pictures together");
    }

    /// <summary>train and trainannot, train_masks, train-labels.</summary>
    private static MaskFolder? Beside(string folder, string name, string[] names)
    {
        string? masks = names.FirstOrDefault(other => other.Length > name.Length && other.StartsWith(name, StringComparison.OrdinalIgnoreCase) && IsOneOf(MaskWords, other[name.Length..].TrimStart('_', '-', '.', ' ')));
        return masks is null ? null : new MaskFolder(Path.Combine(folder, name), Path.Combine(folder, masks));
    }

    private static MaskFolder? Inside(string folder)
    {
        string[] names = FoldersIn(folder);
        string? pictures = names.FirstOrDefault(n => IsOneOf(PictureWords, n)), masks = names.FirstOrDefault(n => IsOneOf(MaskWords, n));
        return pictures is null || masks is null ? null : new MaskFolder(Path.Combine(folder, pictures), Path.Combine(folder, masks));
    }

    private static bool IsOneOf(string[] words, string name) => words.Contains(name, StringComparer.OrdinalIgnoreCase);
}
