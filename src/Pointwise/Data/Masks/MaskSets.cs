using System.Collections.Immutable;
using Pointwise.Data.Sets;
using Pointwise.Tensors;

namespace Pointwise.Data.Masks;

/// <summary>Opens pictures with masks by one path, and parts them.</summary>
public static class MaskSets
{
    private const ulong SplitStream = 0x6D73706C;
    private const string Layout = "folders of pictures and masks: train and trainannot (also val, test), images and masks, or the masks' folder named by --masks";

    /// <summary>Whether a folder holds pictures and masks by the usual names.</summary>
    /// <param name="path">The folder.</param>
    public static bool Recognises(string path) => Directory.Exists(path) && MaskFolders.Find(path) is not null;

    /// <summary>
    /// Opens pictures with masks: train and trainannot with their sisters, images and masks with or without parts in them, or a folder of pictures
    /// whose masks lie where the options say.
    /// </summary>
    /// <param name="path">The data set's folder.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <exception cref="PointwiseException">There is nothing of the kind, no table of classes, or a picture or a mask has no partner.</exception>
    public static MaskSplit Open(string path, MaskSetOptions? options = null)
    {
        options ??= new MaskSetOptions();
        if (options.ValidationShare is { } share && !(share is >= 0 and < 1))
            throw new PointwiseException("validation share", "out of range", "0 to below 1", $"{share}", "keep 0.1 or 0.2 apart, or 0 for nothing");
        Dictionary<string, MaskFolder> folders = Folders(path, options.Masks);
        ClassTable table = Table(path, options);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        List<string> notes = [];
        FolderMaskSet? Part(string part)
        {
            if (!folders.TryGetValue(part, out MaskFolder folder)) return null;
            FolderMaskSet set = FolderMaskSet.Open(folder.Pictures, folder.Masks, table, options.Limits);
            notes.AddRange(set.Notes);
            return set;
        }

        FolderMaskSet train = Part(PartNames.Train) ?? throw new PointwiseException(path, "no training pictures", "a part called train", string.Join(", ", folders.Keys), "name the part to train with train");
        var split = new MaskSplit(train, Part(PartNames.Validation), Part(PartNames.Test)) { Table = table, Kind = "masks" };
        return KeepApart(split with { Notes = [.. notes] }, name, options);
    }

    /// <summary>Parts pictures with masks, drawn from a seed.</summary>
    /// <param name="data">The pictures; none is read.</param>
    /// <param name="share">Share that goes apart, above 0 and below 1: rounded, but at least one picture, and never all.</param>
    /// <param name="seed">What it is drawn from.</param>
    /// <returns>What stays, and what goes apart. Both keep the order of the data set.</returns>
    /// <exception cref="PointwiseException">The share is out of range, or there is a single picture.</exception>
    public static (IMaskSet Kept, IMaskSet Apart) Split(IMaskSet data, double share, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!(share is > 0 and < 1)) throw new PointwiseException("validation share", "out of range", "above 0, below 1", $"{share}", "keep 0.1 or 0.2 apart");
        if (data.Count < 2) throw new PointwiseException(data.Name, "too few pictures to keep some apart", "two pictures or more", $"{data.Count}", "add pictures, or keep nothing apart");
        int[] order = [.. Enumerable.Range(0, data.Count)];
        new RandomStream(seed, SplitStream).Shuffle<int>(order);
        int count = Math.Clamp((int)Math.Round(share * data.Count), 1, data.Count - 1);
        return (new MaskSubset($"{data.Name}/{PartNames.Train}", data, [.. order[count..].Order()]), new MaskSubset($"{data.Name}/{PartNames.Validation}", data, [.. order[..count].Order()]));
    }

    /// <summary>Some pictures of a set, in the order given.</summary>
    /// <param name="data">The set.</param>
    /// <param name="indices">Which pictures, from 0; one may occur several times.</param>
    /// <exception cref="PointwiseException">There is no index, or one lies outside the set.</exception>
    public static IMaskSet Subset(IMaskSet data, IEnumerable<int> indices)
    {
        ArgumentNullException.ThrowIfNull(data);
        int[] wanted = [.. indices];
        return new MaskSubset($"{wanted.Length:N0} of {data.Name}", data, wanted);
    }

    /// <summary>A set with its classes numbered as a model's labels are; they are found by name, the order may differ.</summary>
    /// <param name="data">The set.</param>
    /// <param name="classes">All classes that the model knows; the set may have fewer.</param>
    /// <exception cref="PointwiseException">The set has a class that is not among these; it is named.</exception>
    public static IMaskSet Renumber(IMaskSet data, ImmutableArray<string> classes)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Classes.SequenceEqual(classes) ? data : new RenumberedMaskSet(data, classes);
    }

    private static Dictionary<string, MaskFolder> Folders(string path, string? masks)
    {
        if (!Directory.Exists(path))
            throw new PointwiseException(path, "no such folder", Layout, File.Exists(path) ? "a file" : "nothing", "check the path");
        if (masks is not null) return MaskFolders.Parted(path, masks);
        return MaskFolders.Find(path) ?? throw new PointwiseException(path, "no pictures with masks", Layout, "none of these", "name the folder that holds both, or name the masks' folder by --masks");
    }

    private static ClassTable Table(string path, MaskSetOptions options)
    {
        string file = options.Classes ?? ClassTableFile.In(path)
            ?? throw new PointwiseException(path, "no names of the classes", $"{string.Join(" or ", ClassTableFile.UsualNames)} in it: a line a value of the masks, its name", "none",
                "write the names into such a file, or name a file by --classes");
        ClassTable table = ClassTableFile.Read(file, options.Limits);
        return options.Only.IsEmpty ? table : table.Only(options.Only);
    }

    private static MaskSplit KeepApart(MaskSplit split, string name, MaskSetOptions options)
    {
        double share = options.ValidationShare ?? (split.Test is null ? DataSetOptions.UsualShare : 0);
        if (split.Validation is not null || share == 0) return split;
        (IMaskSet kept, IMaskSet apart) = Split(split.Train, share, options.Seed);
        string note = $"kept {apart.Count:N0} of the {split.Train.Count:N0} pictures of {name} apart for validation, drawn from seed {options.Seed}";
        return split with { Train = kept, Validation = apart, Notes = [.. split.Notes, note] };
    }
}
