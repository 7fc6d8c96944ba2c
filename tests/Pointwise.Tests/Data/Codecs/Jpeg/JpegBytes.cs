using Pointwise.Data;
using Pointwise.Data.Codecs.Jpeg;

namespace Pointwise.Tests.Data.Codecs.Jpeg;

/// <summary>JPEGs for tests: small vectors written by cjpeg of libjpeg-turbo 2.1.5, and pieces of files.</summary>
internal static class JpegBytes
{
    private static readonly Lazy<IReadOnlyList<Vector>> AllVectors = new(Load);

    /// <summary>All vectors: the name tells sampling, size and coding.</summary>
    public static IReadOnlyList<Vector> Vectors => AllVectors.Value;

    public static byte[] Of(string name) => (byte[])Vectors.Single(v => v.Name == name).File.Clone();

    /// <summary>A picture as it is stored, at so many eighths of its size; null where a smaller one would do for its short side.</summary>
    public static Picture? Upright(string name, byte[] file, int eighths)
    {
        JpegStructure structure = StructureReader.Read(name, file, Limits.Default) with { Orientation = 1 };
        int side = Reduction.Side(Math.Min(structure.Frame.Height, structure.Frame.Width), eighths);
        if (Reduction.Eighths(structure.Frame, side) != eighths) return null;
        using var decoding = new PictureDecoding(name, file, structure, side);
        return decoding.Run();
    }

    /// <summary>The place of a marker's first byte; the n-th of its kind.</summary>
    public static int Find(byte[] file, byte marker, int n = 0)
    {
        for (int i = 0; i < file.Length - 1; i++)
        {
            if (file[i] == 0xFF && file[i + 1] == marker && n-- == 0) return i;
        }

        throw new InvalidOperationException($"no marker {marker:X2}");
    }

    /// <summary>A file with bytes put in at a place.</summary>
    public static byte[] Insert(byte[] file, int at, params byte[] bytes) => [.. file[..at], .. bytes, .. file[at..]];

    private static List<Vector> Load()
    {
        string path = Path.Combine(TestData.Repository, "tests", "Pointwise.Tests", "Data", "Codecs", "Jpeg", "vectors.tsv");
        return [.. File.ReadLines(path).Select(l => l.Split('\t')).Select(f => new Vector(f[0], [(8, f[1]), (4, f[2]), (2, f[3]), (1, f[4])], Convert.FromBase64String(f[5])))];
    }
}

/// <summary>A small JPEG and what djpeg makes of it.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Decoded">By eighths of the size: height x width x channels and the first 16 digits of the pixels' SHA-256.</param>
/// <param name="File">The bytes.</param>
internal sealed record Vector(string Name, IReadOnlyList<(int Eighths, string Answer)> Decoded, byte[] File)
{
    public override string ToString() => Name;
}
