using System.Globalization;
using Pointwise.Formats.Protobuf;

namespace Pointwise.Formats.Onnx;

/// <summary>
/// Tensors that are stored beside the model: in regular files in its folder or below, reached over no link and linked to from nowhere else,
/// so that a model cannot read what it was not given.
/// </summary>
internal sealed class ExternalData(string? folder, string model) : IDisposable
{
    private const string Location = "location", Offset = "offset", Length = "length";
    private readonly Dictionary<string, ByteSource> open = new(StringComparer.Ordinal);

    /// <summary>Where a tensor's values lie.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="pairs">What the file says: location, offset, length; other keys mean nothing here.</param>
    /// <param name="bytes">Bytes that its shape asks for.</param>
    /// <exception cref="PointwiseException">It lies where it may not, is not there, or does not fill the shape.</exception>
    public (ByteSource Source, Extent Values) Find(string name, IReadOnlyDictionary<string, string> pairs, long bytes)
    {
        string where = $"{model}: tensor {JsonCursor.Shorten(name)}";
        string location = pairs.GetValueOrDefault(Location, "");
        if (folder is null)
            throw new PointwiseException(where, "stored outside the model", "every tensor within the bytes given", $"file {JsonCursor.Shorten(location)}", "give the model's path instead of its bytes");
        if (!open.TryGetValue(location, out ByteSource? source)) open.Add(location, source = Open(where, folder, location));
        long offset = Number(where, pairs, Offset, 0);
        long length = Number(where, pairs, Length, Math.Max(0, source.Length - offset));
        if (offset > source.Length || length > source.Length - offset)
            throw new PointwiseException(where, "stored beyond its file's end", $"a place within the {source.Length} bytes of {location}", $"{length} bytes from {offset}", "get the file beside the model anew: it is not complete");
        if (length != bytes)
            throw new PointwiseException(where, "stored in another size than its shape asks for", $"{bytes} bytes", $"{length}", "get both files anew: they do not belong together");
        return (source, new Extent(offset, length));
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (ByteSource source in open.Values) source.Dispose();
    }

    private static ByteSource Open(string where, string folder, string location)
    {
        string path = folder;
        string[] parts = location.Split('/');
        if (location.Length == 0 || location.AsSpan().ContainsAny('\\', ':', '\0') || parts.Any(part => part is "" or "." or ".."))
            throw new PointwiseException(where, "stored where it may not be", "a file in the model's folder or below it", JsonCursor.Shorten(location), "put the file beside the model and name it there");
        for (int i = 0; i < parts.Length; i++)
        {
            path = Path.Combine(path, parts[i]);
            CheckPlain(where, path, location, last: i == parts.Length - 1);
        }

        ByteSource source = ByteSource.Open(path);
        if (LinkCount.Of(source) <= 1) return source;
        source.Dispose();
        throw Linked(where, location, "a file that is linked to from elsewhere too");
    }

    private static void CheckPlain(string where, string path, string location, bool last)
    {
        try
        {
            FileAttributes attributes = File.GetAttributes(path);
            if ((attributes & FileAttributes.ReparsePoint) != 0) throw Linked(where, location, "a link");
            if (last && (attributes & (FileAttributes.Directory | FileAttributes.Device)) != 0) throw Linked(where, location, "no regular file");
        }
        catch (Exception e) when (FileProblem.IsOne(e))
        {
            throw FileProblem.Reading(path, e);
        }
    }

    private static long Number(string where, IReadOnlyDictionary<string, string> pairs, string key, long otherwise)
    {
        if (!pairs.TryGetValue(key, out string? text)) return otherwise;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
            : throw new PointwiseException(where, $"{key} is wrong", "a whole number from 0 below 2^63", JsonCursor.Shorten(text), "get the file anew: it is damaged");
    }

    private static PointwiseException Linked(string where, string location, string found) =>
        new(where, "stored where it may not be", "a regular file of its own, over no link", $"{JsonCursor.Shorten(location)}: {found}", "copy the file itself beside the model");
}
