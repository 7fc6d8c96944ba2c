using Pointwise.Data.Codecs;
using Pointwise.Downloads.Archives;

namespace Pointwise.Data.Sets;

/// <summary>Tells what kind of data set a file is, and opens it.</summary>
internal static class DataSetFile
{
    private const int Start = 512;
    private const string Kinds = "a folder with one folder a class, MNIST's or CIFAR's files, a tar archive, or a CSV file of path,label";

    public static DataSplit Open(string path, Limits limits)
    {
        byte[] start = ReadStart(path);
        if (TarReader.Recognises(start)) return TarParts.Open(path, [path], limits);
        if (IsText(start)) return CsvParts.Open(path, [path], limits);
        bool zip = start.AsSpan().StartsWith("PK"u8);
        throw new PointwiseException(path, "no data set", Kinds, OtherContent.Describe(start), zip ? "unpack it and name the folder" : "name the folder that holds the pictures");
    }

    private static byte[] ReadStart(string path)
    {
        try
        {
            if (new FileInfo(path).Length == 0) return [];
            using FileStream file = File.OpenRead(path);
            var start = new byte[(int)Math.Min(Start, file.Length)];
            return start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            bool missing = e is FileNotFoundException or DirectoryNotFoundException;
            throw new PointwiseException(path, missing ? "no such folder or file" : "cannot be read", Kinds, missing ? "nothing" : e.Message.ReplaceLineEndings(" "), "check the path", e);
        }
    }

    /// <summary>Whether bytes may be text with a comma in its first lines.</summary>
    private static bool IsText(ReadOnlySpan<byte> start) => start.Contains((byte)',') && start.IndexOfAnyInRange((byte)0, (byte)8) < 0;
}
