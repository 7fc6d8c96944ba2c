using System.Text;

namespace Pointwise.Data.Codecs;

/// <summary>Says in words what a file is that is no picture of a known format.</summary>
internal static class OtherContent
{
    private const int Shown = 8;

    private static readonly (byte[] Start, string Name)[] Known =
    [
        ("GIF8"u8.ToArray(), "a GIF"),
        ("PK"u8.ToArray(), "a zip archive, or a document that is one"),
        ([0x1F, 0x8B], "a gzip archive"),
        ("%PDF"u8.ToArray(), "a PDF"),
        ("RIFF"u8.ToArray(), "a RIFF file, perhaps WebP"),
        ("II*\0"u8.ToArray(), "a TIFF"),
        ("MM\0*"u8.ToArray(), "a TIFF"),
        ("<"u8.ToArray(), "text that begins like HTML, XML or SVG"),
    ];

    public static string Describe(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) return "an empty file";
        foreach ((byte[] start, string name) in Known)
        {
            if (file.StartsWith(start)) return name;
        }

        if (file.Length > 12 && file[4..8].SequenceEqual("ftyp"u8)) return "an MP4, HEIC or AVIF";
        ReadOnlySpan<byte> first = file[..Math.Min(Shown, file.Length)];
        return IsText(first) ? $"text: {Encoding.ASCII.GetString(first).Trim()}" : $"bytes {Convert.ToHexString(first)}";
    }

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            if (b is (< 32 or > 126) and not (9 or 10 or 13)) return false;
        }

        return true;
    }
}
