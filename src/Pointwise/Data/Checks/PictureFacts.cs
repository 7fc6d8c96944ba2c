using System.Buffers.Binary;
using System.Security.Cryptography;
using Pointwise.Data.Codecs;
using Pointwise.Data.Resizing;
using Pointwise.Data.Sets;
using Pointwise.Graphs;

namespace Pointwise.Data.Checks;

/// <summary>What a check keeps of a picture.</summary>
/// <param name="Height">In pixels; 0 where it cannot be read.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Format">The name of its file's format; "pixels" where the data set has no picture files.</param>
/// <param name="IsGrey">Whether it has no colour: one channel, or the same value in all.</param>
/// <param name="Content">The first half of the SHA-256 of its file, or of its pixels.</param>
/// <param name="Look">How it looks.</param>
/// <param name="Problem">Why it cannot be read; null where it can.</param>
internal readonly record struct PictureFacts(int Height, int Width, string Format, bool IsGrey, UInt128 Content, PictureLook Look, string? Problem)
{
    public const string Pixels = "pixels";

    public bool IsReadable => Problem is null;

    public int ShortSide => Math.Min(Height, Width);

    /// <summary>Reads a picture and looks at it.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="index">Which of its pictures.</param>
    /// <param name="resampler">Makes it small; one a thread.</param>
    public static PictureFacts Of(IPictureSet data, int index, Resampler resampler)
    {
        try
        {
            bool encoded = PictureSubset.AreEncoded(data);
            if (!encoded)
            {
                Picture given = data.Read(index);
                return Of(given, Pixels, SHA256.HashData(given.Pixels.Span), resampler);
            }

            ReadOnlyMemory<byte> file = ((IEncodedPictures)data).Bytes(index);
            Picture picture = PictureFile.Read(data.NameOf(index), file, new DecodeOptions());
            return Of(picture, PictureFile.FormatOf(file.Span) ?? "", SHA256.HashData(file.Span), resampler);
        }
        catch (PointwiseException e)
        {
            return new PictureFacts(0, 0, "", false, 0, default, $"{e.Problem} ({e.Found})");
        }
    }

    private static PictureFacts Of(Picture picture, string format, byte[] sum, Resampler resampler) =>
        new(picture.Height, picture.Width, format, HasNoColour(picture), BinaryPrimitives.ReadUInt128BigEndian(sum), PictureLook.Of(picture, resampler), null);

    private static bool HasNoColour(Picture picture)
    {
        if (picture.Channels < 3) return true;
        ReadOnlySpan<byte> pixels = picture.Pixels.Span;
        for (int p = 0; p < pixels.Length; p += picture.Channels)
        {
            if (pixels[p] != pixels[p + 1] || pixels[p] != pixels[p + 2]) return false;
        }

        return true;
    }
}
