using System.Text;

namespace Pointwise.Data.Codecs;

/// <summary>Says in words what a file is that is no picture of a known format.</summary>
internal static class OtherContent
{
    private const int Shown = 8;

    private static readonly (byte[] Start, string Name)[] Known =
    [
        ("GIF8"u8.ToArray(), "a GIF"),
        ("II*\0"u8.ToArray(), "a TIFF"),
        ("MM\0*"u8.ToArray(), "a TIFF"),
        ("II+\0"u8.ToArray(), "a BigTIFF"),
        ([0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' '], "a JPEG 2000"),
        ([0xFF, 0x4F, 0xFF, 0x51], "a JPEG 2000"),
        ([0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' '], "a JPEG XL"),
        ([0xFF, 0x0A], "a JPEG XL"),
        ([0, 0, 1, 0], "an icon (ICO)"),
        ("8BPS"u8.ToArray(), "a Photoshop document"),
        ("qoif"u8.ToArray(), "a QOI"),
        ("farbfeld"u8.ToArray(), "a farbfeld picture"),
        ("#?RADIANCE"u8.ToArray(), "a Radiance HDR"),
        ([0x76, 0x2F, 0x31, 0x01], "an OpenEXR"),
        ("DDS "u8.ToArray(), "a DDS texture"),
        ("PK"u8.ToArray(), "a zip archive, or a document that is one"),
        ([0x1F, 0x8B], "a gzip archive"),
        ("BZh"u8.ToArray(), "a bzip2 archive"),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z'], "an xz archive"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF], "a 7z archive"),
        ("Rar!"u8.ToArray(), "a RAR archive"),
        ("%PDF"u8.ToArray(), "a PDF"),
        ("%!PS"u8.ToArray(), "a PostScript document"),
        ([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'], "a NumPy array"),
        ([0x89, (byte)'H', (byte)'D', (byte)'F'], "an HDF5 file"),
        ([0x1A, 0x45, 0xDF, 0xA3], "a Matroska or WebM film"),
        ("OggS"u8.ToArray(), "an Ogg film or sound"),
        ("ID3"u8.ToArray(), "an MP3"),
        ([0x7F, (byte)'E', (byte)'L', (byte)'F'], "a program"),
        ("MZ"u8.ToArray(), "a program"),
        ("version https://git-lfs"u8.ToArray(), "a Git LFS pointer, not the file it stands for"),
        ([0xEF, 0xBB, 0xBF], "text with a byte order mark"),
        ([0xFF, 0xFE], "text in UTF-16"),
        ([0xFE, 0xFF], "text in UTF-16"),
        ("<"u8.ToArray(), "text that begins like HTML, XML or SVG"),
    ];

    public static string Describe(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) return "an empty file";
        foreach ((byte[] start, string name) in Known)
        {
            if (file.StartsWith(start)) return name;
        }

        if (file.Length >= 12 && file.StartsWith("RIFF"u8)) return file[8..12].SequenceEqual("WEBP"u8) ? "a WebP" : "a RIFF file: a film or sound";
        if (file.Length >= 12 && file[4..8].SequenceEqual("ftyp"u8)) return Film(file[8..12]);
        ReadOnlySpan<byte> first = file[..Math.Min(Shown, file.Length)];
        if (!first.ContainsAnyExcept((byte)0)) return "bytes of zero";
        return IsText(first) ? $"text: {Encoding.ASCII.GetString(first).ReplaceLineEndings(" ").Trim()}" : $"bytes {Convert.ToHexString(first)}";
    }

    private static string Film(ReadOnlySpan<byte> brand)
    {
        if (brand.SequenceEqual("avif"u8) || brand.SequenceEqual("avis"u8)) return "an AVIF";
        return brand[..2].SequenceEqual("he"u8) || brand.SequenceEqual("mif1"u8) ? "an HEIC" : "an MP4 or QuickTime film";
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
