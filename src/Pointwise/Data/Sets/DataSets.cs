using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>Opens data sets of every kind by one path, and parts them.</summary>
public static class DataSets
{
    /// <summary>
    /// Opens a data set, told by what is there: MNIST's files, CIFAR's binary files, tar archives, a CSV file of path and label, or a folder with one
    /// folder a class, perhaps within train, val and test.
    /// </summary>
    /// <param name="path">A folder, an archive or a CSV file.</param>
    /// <param name="options">How; null for the usual.</param>
    /// <exception cref="PointwiseException">There is nothing of these kinds, it is damaged, or its parts differ in their classes.</exception>
    public static DataSplit Open(string path, DataSetOptions? options = null)
    {
        options ??= new DataSetOptions();
        if (options.ValidationShare is { } share && !(share is >= 0 and < 1))
            throw new PointwiseException("validation share", "out of range", "0 to below 1", $"{share}", "keep 0.1 or 0.2 apart, or 0 for nothing");
        DataSplit split = Directory.Exists(path) ? DataSetFolder.Open(path, options.Limits) : DataSetFile.Open(path, options.Limits);
        return KeepApart(split, options);
    }

    /// <summary>Parts a data set, the same share of every class drawn from a seed.</summary>
    /// <param name="data">The data set; only its labels are asked for.</param>
    /// <param name="share">Share of each class that goes apart, above 0 and below 1: rounded, but at least one picture of a class of two, and never all.</param>
    /// <param name="seed">What it is drawn from.</param>
    /// <returns>What stays, and what goes apart. Both keep the order of the data set.</returns>
    /// <exception cref="PointwiseException">The share is out of range, or no class has two pictures.</exception>
    public static (IDataSet Kept, IDataSet Apart) Split(IDataSet data, double share, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        (int[] kept, int[] apart) = StratifiedSplit.Of(data, share, seed);
        if (apart.Length == 0)
            throw new PointwiseException(data.Name, "too few pictures to keep some apart", "a class of two pictures or more", "classes of one picture", "add pictures, or keep nothing apart");
        return (new DataSetSubset($"{data.Name}/{PartNames.Train}", data, kept), new DataSetSubset($"{data.Name}/{PartNames.Validation}", data, apart));
    }

    /// <summary>Some pictures of a data set, in the order given.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="indices">Which pictures, from 0; one may occur several times.</param>
    /// <exception cref="PointwiseException">There is no index, or one lies outside the data set.</exception>
    public static IDataSet Subset(IDataSet data, IEnumerable<int> indices)
    {
        ArgumentNullException.ThrowIfNull(data);
        int[] wanted = [.. indices];
        return new DataSetSubset($"{wanted.Length:N0} of {data.Name}", data, wanted);
    }

    /// <summary>A data set with its classes numbered as a model's labels are; they are found by name, the order may differ.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="classes">All classes that the model knows; the data set may have fewer.</param>
    /// <exception cref="PointwiseException">The data set has a class that is not among these; it is named.</exception>
    public static IDataSet Renumber(IDataSet data, ImmutableArray<string> classes)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Classes.SequenceEqual(classes) ? data : new RenumberedDataSet(data, classes);
    }

    private static DataSplit KeepApart(DataSplit split, DataSetOptions options)
    {
        double share = options.ValidationShare ?? (split.Test is null ? DataSetOptions.UsualShare : 0);
        if (split.Validation is not null || share == 0) return split;
        (IDataSet kept, IDataSet apart) = Split(split.Train, share, options.Seed);
        string note = $"kept {apart.Count:N0} of {split.Train.Count:N0} pictures apart for validation, the same share of every class, drawn from seed {options.Seed}";
        return split with { Train = kept, Validation = apart, Notes = [.. split.Notes, note] };
    }
}
