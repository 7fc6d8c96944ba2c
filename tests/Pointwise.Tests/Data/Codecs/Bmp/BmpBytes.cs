using System.Buffers.Binary;

namespace Pointwise.Tests.Data.Codecs.Bmp;

/// <summary>Bitmaps as tests write them.</summary>
internal static class BmpBytes
{
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels; negative where the first row is the topmost.</param>
    /// <param name="bits">Of a pixel.</param>
    /// <param name="pixels">As they lie in the file.</param>
    /// <param name="palette">Four bytes a colour, or three with a header of 12.</param>
    /// <param name="compression">The file's number.</param>
    /// <param name="header">Bytes of the second header.</param>
    /// <param name="masks">Red, green, blue, perhaps alpha: behind a header of 40 bytes, else within.</param>
    public static byte[] Of(int width, int height, int bits, byte[] pixels, byte[]? palette = null, int compression = 0, int header = 40, uint[]? masks = null)
    {
        palette ??= [];
        masks ??= [];
        int start = 14 + header + (header == 40 ? 4 * masks.Length : 0);
        var file = new byte[start];
        (file[0], file[1]) = ((byte)'B', (byte)'M');
        Word(file, 2, start + palette.Length + pixels.Length);
        Word(file, 10, start + palette.Length);
        Word(file, 14, header);
        if (header == 12)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(18), (short)width);
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), (short)height);
            (file[22], file[24]) = (1, (byte)bits);
        }
        else
        {
            Word(file, 18, width);
            Word(file, 22, height);
            (file[26], file[28]) = (1, (byte)bits);
            Word(file, 30, compression);
            if (palette.Length > 0) Word(file, 46, palette.Length / 4);
            for (int i = 0; i < masks.Length; i++) Word(file, 54 + 4 * i, (int)masks[i]);
        }

        return [.. file, .. palette, .. pixels];
    }

    public static byte[] Word(byte[] file, int at, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        return file;
    }
}
