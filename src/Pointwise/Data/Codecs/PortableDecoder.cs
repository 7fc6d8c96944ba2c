using System.Globalization;
using System.Text;

namespace Pointwise.Data.Codecs;

/// <summary>
/// Netpbm's pictures, one a file: PBM (P1, P4), PGM (P2, P5), PPM (P3, P6), and PAM (P7) of grey or colour, with or without alpha. Values of any range
/// are brought to 0-255, exactly rounded.
/// </summary>
internal sealed class PortableDecoder : IPictureDecoder
{
    public string Format => "PBM/PGM/PPM/PAM";

    public bool Recognises(ReadOnlySpan<byte> file) =>
        file.Length >= 2 && file[0] == 'P' && file[1] is >= (byte)'1' and <= (byte)'7' && (file.Length == 2 || PortableReader.IsSpace(file[2]) || file[2] == '#');

    public Picture Decode(string where, ReadOnlyMemory<byte> file, DecodeOptions options)
    {
        if (!Recognises(file.Span)) throw DamagedPicture.At(where, 0, "no portable picture", "P1 to P7 and white space", OtherContent.Describe(file.Span));
        var reader = new PortableReader(where, file.Span);
        PortableHeader header = PortableHeader.Read(where, file.Span[1] - '0', ref reader, options.Limits);
        return new Picture(header.Height, header.Width, header.Channels, PortablePixels.Read(where, header, ref reader));
    }

    /// <summary>Writes a picture as PGM (P5) or PPM (P6), or where it has alpha as PAM (P7).</summary>
    /// <exception cref="PointwiseException">The file cannot be written.</exception>
    public static void Save(string path, Picture picture) => AtomicFile.Write(path, stream =>
    {
        stream.Write(Encoding.ASCII.GetBytes(picture.Channels switch
        {
            1 or 3 => string.Create(CultureInfo.InvariantCulture, $"P{(picture.Channels == 1 ? 5 : 6)}\n{picture.Width} {picture.Height}\n255\n"),
            _ => string.Create(CultureInfo.InvariantCulture, $"P7\nWIDTH {picture.Width}\nHEIGHT {picture.Height}\nDEPTH {picture.Channels}\nMAXVAL 255\nTUPLTYPE {(picture.Channels == 2 ? "GRAYSCALE" : "RGB")}_ALPHA\nENDHDR\n"),
        }));
        stream.Write(picture.Pixels.Span);
    });
}
