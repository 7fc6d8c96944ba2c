using System.Text;

namespace Pointwise.Data.Codecs;

/// <summary>Reads the words and numbers of Netpbm's formats from behind their two letters on.</summary>
internal ref struct PortableReader(string where, ReadOnlySpan<byte> bytes)
{
    private const int LongestWord = 32;

    private readonly ReadOnlySpan<byte> bytes = bytes;

    /// <summary>The next byte.</summary>
    public int Position { get; private set; } = 2;

    /// <summary>What is not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => bytes[Position..];

    public static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 11 or 12;

    /// <summary>A decimal number after white space and comments.</summary>
    public int Number(string what, int least, int most)
    {
        SkipSpace();
        int start = Position, value = 0;
        while (Position < bytes.Length && bytes[Position] is >= (byte)'0' and <= (byte)'9' && value <= most) value = 10 * value + bytes[Position++] - '0';
        if (Position == start || value < least || value > most)
        {
            string found = Position == bytes.Length && Position == start ? "the end of the file" : Position == start ? "no number" : $"{value}";
            throw DamagedPicture.At(where, start, $"{what} missing or out of range", $"{least} to {most}", found);
        }

        return value;
    }

    /// <summary>0 or 1 after white space and comments, which need not stand between them.</summary>
    public int Bit()
    {
        SkipSpace();
        if (Position < bytes.Length && bytes[Position] is (byte)'0' or (byte)'1') return bytes[Position++] - '0';
        throw DamagedPicture.At(where, Position, "pixel missing or out of range", "0 or 1", Position == bytes.Length ? "the end of the file" : $"byte {bytes[Position]:X2}");
    }

    /// <summary>A word of letters and underscores after white space and comments.</summary>
    public string Word()
    {
        SkipSpace();
        int start = Position;
        while (Position < bytes.Length && Position - start < LongestWord && (char.IsAsciiLetter((char)bytes[Position]) || bytes[Position] == '_')) Position++;
        if (Position == start) throw DamagedPicture.At(where, start, "word missing", "a line of the header, the last one ENDHDR", start == bytes.Length ? "the end of the file" : $"byte {bytes[start]:X2}");
        return Encoding.ASCII.GetString(bytes[start..Position]);
    }

    /// <summary>The one white space that ends a header before binary pixels.</summary>
    public void EndHeader()
    {
        if (Position < bytes.Length) Position++;
    }

    public void SkipSpace()
    {
        while (Position < bytes.Length)
        {
            if (bytes[Position] == '#')
                while (Position < bytes.Length && bytes[Position] != '\n') Position++;
            else if (IsSpace(bytes[Position])) Position++;
            else return;
        }
    }
}
