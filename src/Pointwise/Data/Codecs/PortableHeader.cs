namespace Pointwise.Data.Codecs;

/// <summary>The header of a Netpbm picture.</summary>
/// <param name="Kind">The figure behind the P: 1 to 7.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Channels">Of the picture.</param>
/// <param name="Most">The value that is full brightness; 1 in a bitmap.</param>
internal readonly record struct PortableHeader(int Kind, int Width, int Height, int Channels, int Most)
{
    private const int MostValue = 65535;

    public bool IsText => Kind <= 3;

    /// <summary>Whether it has one bit a pixel, and 1 is black.</summary>
    public bool IsBitmap => Kind is 1 or 4;

    /// <summary>Bytes of a value where it is binary.</summary>
    public int ValueBytes => Most > 255 ? 2 : 1;

    /// <summary>Values of all pixels.</summary>
    public int Values => Width * Height * Channels;

    /// <summary>Bytes of the pixels where they are binary.</summary>
    public long PixelBytes => IsBitmap ? (long)Height * ((Width + 7) / 8) : (long)Values * ValueBytes;

    /// <exception cref="PointwiseException">A line is missing or out of range, or the picture is too large.</exception>
    public static PortableHeader Read(string where, int kind, ref PortableReader reader, Limits limits)
    {
        if (kind == 7) return ReadLines(where, ref reader, limits);
        int width = reader.Number("width", 1, limits.PictureSide), height = reader.Number("height", 1, limits.PictureSide);
        int most = kind is 1 or 4 ? 1 : reader.Number("largest value", 1, MostValue);
        PictureExtent.Check(where, width, height, limits);
        if (kind > 3) reader.EndHeader();
        return new PortableHeader(kind, width, height, kind is 3 or 6 ? 3 : 1, most);
    }

    /// <summary>PAM: a word and its value a line, in any order.</summary>
    private static PortableHeader ReadLines(string where, ref PortableReader reader, Limits limits)
    {
        int width = 0, height = 0, depth = 0, most = 0;
        string type = "";
        for (string word = reader.Word(); word != "ENDHDR"; word = reader.Word())
        {
            switch (word)
            {
                case "WIDTH": width = reader.Number("width", 1, limits.PictureSide); break;
                case "HEIGHT": height = reader.Number("height", 1, limits.PictureSide); break;
                case "DEPTH": depth = reader.Number("depth", 1, MostValue); break;
                case "MAXVAL": most = reader.Number("largest value", 1, MostValue); break;
                case "TUPLTYPE": type = reader.Word(); break;
                default: throw DamagedPicture.At(where, reader.Position - word.Length, "unknown line of the header", "WIDTH, HEIGHT, DEPTH, MAXVAL, TUPLTYPE, ENDHDR", word);
            }
        }

        int channels = type switch
        {
            "" => depth,
            "BLACKANDWHITE" or "GRAYSCALE" => 1,
            "BLACKANDWHITE_ALPHA" or "GRAYSCALE_ALPHA" => 2,
            "RGB" => 3,
            "RGB_ALPHA" => 4,
            _ => 0,
        };
        if (width == 0 || height == 0 || most == 0 || depth is 0 or > 4 || channels != depth)
        {
            throw DamagedPicture.At(where, reader.Position, "header of a kind that is not supported", "WIDTH, HEIGHT, MAXVAL, and a DEPTH of 1 to 4 that fits the TUPLTYPE",
                $"width {width}, height {height}, largest value {most}, depth {depth}{(type.Length > 0 ? $", {type}" : "")}");
        }

        PictureExtent.Check(where, width, height, limits);
        reader.EndHeader();
        return new PortableHeader(7, width, height, channels, most);
    }
}
