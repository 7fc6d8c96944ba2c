using System.Buffers.Binary;

namespace Pointwise.Data.Codecs;

/// <summary>How the camera was held, out of EXIF's first directory (EXIF 2.3, 4.6.4 A). Damage there does not hurt the picture.</summary>
internal static class ExifOrientation
{
    /// <summary>The picture as it is stored.</summary>
    public const int Upright = 1;

    private const int Tag = 0x0112;
    private const int Word = 3;
    private const int EntryBytes = 12;

    /// <summary>1 to 8; 1 where nothing is said.</summary>
    /// <param name="segment">The bytes of an APP1 segment.</param>
    public static int Read(ReadOnlySpan<byte> segment) => segment.StartsWith("Exif\0\0"u8) ? ReadTiff(segment[6..]) : Upright;

    /// <summary>1 to 8; 1 where nothing is said.</summary>
    /// <param name="tiff">EXIF from its TIFF header on: a PNG's eXIf chunk.</param>
    public static int ReadTiff(ReadOnlySpan<byte> tiff)
    {
        bool small = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || !small && !tiff.StartsWith("MM\0*"u8)) return Upright;
        uint start = Long(tiff[4..], small);
        if (start > tiff.Length - 2) return Upright;
        ReadOnlySpan<byte> directory = tiff[(int)start..];
        int entries = Short(directory, small);
        directory = directory[2..];
        for (int i = 0; i < entries && directory.Length >= EntryBytes; i++, directory = directory[EntryBytes..])
        {
            if (Short(directory, small) != Tag) continue;
            int value = Short(directory[8..], small);
            return Short(directory[2..], small) == Word && value is >= 1 and <= 8 ? value : Upright;
        }

        return Upright;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool small) => small ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Long(ReadOnlySpan<byte> bytes, bool small) => small ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
