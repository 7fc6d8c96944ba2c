using Pointwise.Data.Codecs;
using Pointwise.Data.Codecs.Png;
using Pointwise.Drawing;

namespace Pointwise.Data.Masks;

/// <summary>
/// Reads masks: PNG of grey, whose values are lines of a table of classes; of a palette, whose indices are; or of colours that the table has. Formats
/// that change pixels are refused.
/// </summary>
internal static class MaskFile
{
    private static readonly PngDecoder Png = new();

    /// <summary>Reads a mask.</summary>
    /// <param name="path">The file.</param>
    /// <param name="table">What its values mean.</param>
    /// <param name="limits">How much of it is believed.</param>
    /// <exception cref="PointwiseException">It cannot be read, is no PNG, damaged, or has a value or colour that the table lacks; the pixel is named.</exception>
    public static Mask Load(string path, ClassTable table, Limits limits) => Read(path, PictureFile.LoadBytes(path, limits), table, limits);

    /// <summary>The same of the bytes of its file.</summary>
    public static Mask Read(string where, ReadOnlyMemory<byte> file, ClassTable table, Limits limits)
    {
        if (!Png.Recognises(file.Span))
        {
            string found = PictureFile.FormatOf(file.Span) is { } format ? $"a picture of {format}" : OtherContent.Describe(file.Span);
            throw new PointwiseException(where, "a mask that is no PNG", "PNG: grey or palette with a number a pixel, or colours of the table", found, "write masks as PNG, which keeps every pixel as it is");
        }

        PngFile png = PngFile.Scan(where, file, limits);
        bool isPalette = png.Header.Colour == PngColour.Palette, isGrey = png.Header.Colour == PngColour.Grey;
        if (png.Header.Depth == 16)
            throw new PointwiseException(where, "a mask of 16 bits", "up to 8 bits a sample", "16", "write the numbers of the classes as a grey PNG of 8 bits");
        bool areNumbers = isGrey && !table.AreColoursGrey || isPalette && !table.HasColours;
        return areNumbers ? OfNumbers(where, PngDecoder.Indices(png), table) : OfColours(where, Png.Decode(where, file, new DecodeOptions { Limits = limits }), table);
    }

    private static Mask OfNumbers(string where, Picture numbers, ClassTable table)
    {
        ReadOnlySpan<byte> values = numbers.Pixels.Span;
        var classes = new byte[values.Length];
        for (int p = 0; p < values.Length; p++)
        {
            int index = table.OfValue(values[p]);
            if (index < 0) throw OutOfRange(where, p, numbers.Width, values[p], table);
            classes[p] = (byte)index;
        }

        return new Mask(numbers.Height, numbers.Width, classes);
    }

    /// <summary>Neighbours are mostly alike: a colour is looked up where it changes.</summary>
    private static Mask OfColours(string where, Picture picture, ClassTable table)
    {
        ReadOnlySpan<byte> pixels = picture.Pixels.Span;
        int channels = picture.Channels;
        var classes = new byte[picture.Height * picture.Width];
        Rgb last = default;
        int index = ClassTable.Unknown;
        for (int p = 0; p < classes.Length; p++)
        {
            ReadOnlySpan<byte> pixel = pixels.Slice(p * channels, channels);
            Rgb colour = channels < 3 ? new Rgb(pixel[0], pixel[0], pixel[0]) : new Rgb(pixel[0], pixel[1], pixel[2]);
            if (p == 0 || colour != last) index = table.HasColours ? table.OfColour(colour) : OfEqual(where, p, picture.Width, colour, table);
            if (index < 0)
            {
                throw new PointwiseException(Place(where, p, picture.Width), "a colour that the table of classes lacks", $"one of its {table.Lines} lines' colours", ClassTable.Text(colour),
                    "add a line with this colour, marked ignore where it is no class; colours must not be blended at edges");
            }

            (classes[p], last) = ((byte)index, colour);
        }

        return new Mask(picture.Height, picture.Width, classes);
    }

    /// <summary>Without a table of colours, a pixel of three equal values has that number.</summary>
    private static int OfEqual(string where, int pixel, int width, Rgb colour, ClassTable table)
    {
        if (colour.Red != colour.Green || colour.Red != colour.Blue)
        {
            throw new PointwiseException(Place(where, pixel, width), "a coloured mask without a table of colours", "a table with a colour a class: name,red,green,blue", ClassTable.Text(colour),
                "write the colours behind the names of the classes");
        }

        int index = table.OfValue(colour.Red);
        return index >= 0 ? index : throw OutOfRange(where, pixel, width, colour.Red, table);
    }

    private static PointwiseException OutOfRange(string where, int pixel, int width, byte value, ClassTable table) =>
        new(Place(where, pixel, width), "no such class", $"0 to {table.Lines - 1}, or {Mask.Ignored} for pixels that count nowhere", $"{value}", "add the class to the table, or mend the mask");

    private static string Place(string where, int pixel, int width) => $"{where}: row {pixel / width}, column {pixel % width}";
}
