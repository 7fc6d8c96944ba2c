using System.Collections.Immutable;

namespace Pointwise.Data.Sets;

/// <summary>Tells what kind of data set a folder holds, and opens it.</summary>
internal static class DataSetFolder
{
    private const string CifarFolderTen = "cifar-10-batches-bin", CifarFolderHundred = "cifar-100-binary";

    public static DataSplit Open(string folder, Limits limits)
    {
        FolderContent content = FolderContent.Of(folder, new SkippedFiles());
        if (Directory.EnumerateFiles(folder, "train-images*").Any()) return Mnist(folder);
        foreach (string place in new[] { folder, Path.Combine(folder, CifarFolderTen), Path.Combine(folder, CifarFolderHundred) })
        {
            if (CifarKind.In(place) is not null) return new DataSplit(CifarDataSet.Train(place), null, CifarDataSet.Test(place)) { Kind = "CIFAR" };
        }

        if (FolderParts.Find(folder, content) is { } parts) return FolderParts.Open(folder, parts, limits);
        if (content.Folders.Count < 2)
        {
            if (Files(folder, ".tar", ".tar.gz", ".tgz") is { Length: > 0 } archives && content.Folders.Count == 0) return TarParts.Open(folder, archives, limits);
            if (Files(folder, ".csv") is { Length: > 0 } lists) return CsvParts.Open(folder, lists, limits);
        }

        FolderDataSet all = FolderDataSet.Open(folder, limits);
        return new DataSplit(all) { Kind = "folder", Notes = all.Notes };
    }

    private static DataSplit Mnist(string folder)
    {
        MnistDataSet train = MnistDataSet.Train(folder), test = MnistDataSet.Test(folder);
        if (test.Classes.Length > train.Classes.Length)
            throw new PointwiseException(folder, "labels that the training pictures do not have", $"0 to {train.Classes.Length - 1}", $"{test.Classes.Length - 1} among the test labels", "take all four files from the same set");
        return new DataSplit(train, null, test) { Kind = "MNIST" };
    }

    private static string[] Files(string folder, params string[] endings) =>
        [.. Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file)[0] != '.' && endings.Any(e => file.EndsWith(e, StringComparison.OrdinalIgnoreCase))).Order(StringComparer.Ordinal)];
}
