namespace Pointwise.Data.Codecs.Jpeg;

/// <summary>
/// JPEG (ITU-T T.81, JFIF 1.02): baseline, extended and progressive coding of 8 bits; grey, colours, and inks, which become colours. The
/// pixels are those of libjpeg's default: whole-number transform, smooth upsampling.
/// </summary>
internal sealed class JpegDecoder : IPictureDecoder
{
    public string Format => "JPEG";

    public bool Recognises(ReadOnlySpan<byte> file) => file.Length >= 3 && file[0] == 0xFF && file[1] == Marker.Start && file[2] == 0xFF;

    public Picture Decode(string where, ReadOnlyMemory<byte> file, DecodeOptions options)
    {
        JpegStructure structure = StructureReader.Read(where, file, options.Limits);
        using var decoding = new PictureDecoding(where, file, structure, options.ShortSide);
        return decoding.Run();
    }
}
