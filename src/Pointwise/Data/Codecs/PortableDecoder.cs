using System.Globalization;
using System.Text;

namespace Pointwise.Data.Codecs;

/// <summary>Netpbm's pictures: PGM (P2, P5) and PPM (P3, P6), one a file. Values of any range are brought to 0-255.</summary>
internal sealed class PortableDecoder : IPictureDecoder
{
    public string Format => "PGM or PPM";

    public bool Recognises(ReadOnlySpan<byte> file) => file.Length >= 2 && file[0] == 'P' && file[1] is (byte)'2' or (byte)'3' or (byte)'5' or (byte)'6';

    public Picture Decode(string where, ReadOnlyMemory<byte> file, DecodeOptions options)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        Limits limits = options.Limits;
        var reader = new Reader(where, bytes);
        int width = reader.Number("width", 1, limits.PictureSide), height = reader.Number("height", 1, limits.PictureSide), most = reader.Number("largest value", 1, 65535);
        if ((long)width * height > limits.PicturePixels)
            throw new PointwiseException(where, "too many pixels", $"at most {limits.PicturePixels}", $"{height}x{width}", "use a smaller picture");
        int channels = bytes[1] is (byte)'3' or (byte)'6' ? 3 : 1;
        bool text = bytes[1] is (byte)'2' or (byte)'3';
        return new Picture(height, width, channels, reader.Values(width * height * channels, most, text));
    }

    /// <summary>Writes a grey or colour picture as PGM (P5) or PPM (P6).</summary>
    public static void Save(string path, Picture picture)
    {
        string header = string.Create(CultureInfo.InvariantCulture, $"P{(picture.Channels == 1 ? 5 : 6)}\n{picture.Width} {picture.Height}\n255\n");
        File.WriteAllBytes(path, [.. Encoding.ASCII.GetBytes(header), .. picture.Pixels.Span]);
    }

    private ref struct Reader(string path, ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;
        private int position = 2;

        /// <summary>A decimal number after white space and comments.</summary>
        public int Number(string what, int least, int most)
        {
            SkipSpace();
            int start = position, value = 0;
            while (position < bytes.Length && bytes[position] is >= (byte)'0' and <= (byte)'9' && value <= most) value = 10 * value + bytes[position++] - '0';
            if (position == start || value < least || value > most)
            {
                string found = position == bytes.Length && position == start ? "the end of the file" : position == start ? "no number" : $"{value}";
                throw new PointwiseException($"{path}: byte {start}", $"{what} missing or out of range", $"{least} to {most}", found, "write the picture again");
            }

            return value;
        }

        public byte[] Values(int count, int most, bool text)
        {
            int width = most > 255 ? 2 : 1;
            long left = bytes.Length - position - 1;
            if (text ? left < 2L * count - 1 : left != (long)count * width)
            {
                throw new PointwiseException($"{path}: byte {position}", text || left < (long)count * width ? "ends too early" : "bytes after the end",
                    text ? $"{count} numbers" : $"{(long)count * width} bytes of pixels", $"{Math.Max(0, left)} bytes", "write the picture again");
            }

            var values = new byte[count];
            if (!text) position++;
            for (int i = 0; i < count; i++)
            {
                int value = text ? Number("pixel", 0, most) : width == 1 ? bytes[position++] : (bytes[position++] << 8) | bytes[position++];
                if (value > most)
                    throw new PointwiseException($"{path}: byte {position - width}", "pixel above the largest value", $"0 to {most}", $"{value}", "write the picture again");
                values[i] = (byte)((value * 510L + most) / (2 * most));
            }

            return text ? EndedAfter(values) : values;
        }

        private byte[] EndedAfter(byte[] values)
        {
            SkipSpace();
            return position == bytes.Length ? values
                : throw new PointwiseException($"{path}: byte {position}", "bytes after the end", $"{values.Length} numbers", "more", "keep one picture a file");
        }

        private void SkipSpace()
        {
            while (position < bytes.Length)
            {
                if (bytes[position] == '#')
                    while (position < bytes.Length && bytes[position] != '\n') position++;
                else if (bytes[position] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 11 or 12) position++;
                else return;
            }
        }
    }
}
