namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>The markers' second bytes (ITU-T T.81, table B.1).</summary>
internal static class Marker
{
    public const byte Baseline = 0xC0;
    public const byte Extended = 0xC1;
    public const byte Progressive = 0xC2;
    public const byte HuffmanTables = 0xC4;
    public const byte ArithmeticConditioning = 0xCC;
    public const byte FirstRestart = 0xD0;
    public const byte LastRestart = 0xD7;
    public const byte Start = 0xD8;
    public const byte End = 0xD9;
    public const byte Scan = 0xDA;
    public const byte Quantisers = 0xDB;
    public const byte Lines = 0xDC;
    public const byte RestartInterval = 0xDD;
    public const byte Jfif = 0xE0;
    public const byte Exif = 0xE1;
    public const byte Adobe = 0xEE;
    private const byte Temporary = 0x01;

    /// <summary>Whether nothing belongs to it.</summary>
    public static bool IsAlone(byte marker) => marker is Temporary or (>= FirstRestart and <= End);

    /// <summary>Whether it restarts the coding within a scan.</summary>
    public static bool IsRestart(byte marker) => marker is >= FirstRestart and <= LastRestart;

    /// <summary>The kind of coding that a marker announces and that is not read; null for the others.</summary>
    public static string? Unsupported(byte marker) => marker switch
    {
        0xC3 => "lossless coding",
        0xC5 or 0xC6 or 0xC7 or 0xDE or 0xDF => "hierarchical coding",
        0xC9 or 0xCA => "arithmetic coding",
        0xCB => "lossless arithmetic coding",
        0xCD or 0xCE or 0xCF => "hierarchical arithmetic coding",
        0xC8 => "the reserved coding JPG",
        0xF7 => "JPEG-LS",
        _ => null,
    };

    /// <summary>The next marker at or behind a position; other bytes and fill bytes are passed over.</summary>
    /// <param name="file">The file.</param>
    /// <param name="position">Where to look; then the byte behind the marker, or the file's end.</param>
    /// <param name="marker">The marker's second byte.</param>
    /// <returns>Whether there is one.</returns>
    public static bool Next(ReadOnlySpan<byte> file, ref int position, out byte marker)
    {
        while (position < file.Length)
        {
            int found = file[position..].IndexOf((byte)0xFF);
            if (found < 0) break;
            position += found;
            while (position < file.Length && file[position] == 0xFF) position++;
            if (position < file.Length && file[position++] is not 0 and byte second)
            {
                marker = second;
                return true;
            }
        }

        (position, marker) = (file.Length, 0);
        return false;
    }

    /// <summary>The end of the coded bits that begin at a position: the next marker that is no restart, or the file's end.</summary>
    public static int EndOfScan(ReadOnlySpan<byte> file, int position)
    {
        while (Next(file, ref position, out byte marker))
        {
            if (IsRestart(marker)) continue;
            int end = position - 1;
            while (file[end - 1] == 0xFF) end--;
            return end;
        }

        return file.Length;
    }
}
