using Pointwise.Data.Codecs;
using Pointwise.Data.Codecs.Bmp;
using Pointwise.Data.Codecs.Jpeg;
using Pointwise.Data.Codecs.Png;
using Pointwise.Drawing;

namespace Pointwise.Data;

/// <summary>Pictures in files, of every format that can be read; the format is told by content.</summary>
public static class PictureFile
{
    private const int StreamPart = 1 << 16;
    private static readonly IPictureDecoder[] Decoders = [new JpegDecoder(), new PngDecoder(), new BmpDecoder(), new PortableDecoder()];

    /// <summary>Reads a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How much of it is believed.</param>
    /// <exception cref="PointwiseException">It cannot be read, is damaged, too large, or no picture of a known format.</exception>
    public static Picture Load(string path, Limits? limits = null) => Load(path, new DecodeOptions { Limits = limits ?? Limits.Default });

    /// <summary>Reads a picture from the bytes of its file.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="limits">How much of it is believed.</param>
    /// <exception cref="PointwiseException">It is damaged, too large, or no picture of a known format.</exception>
    public static Picture Read(string where, ReadOnlyMemory<byte> file, Limits? limits = null) => Read(where, file, new DecodeOptions { Limits = limits ?? Limits.Default });

    /// <summary>Reads a picture from a stream, to its end.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="limits">How much of it is believed.</param>
    /// <exception cref="PointwiseException">It ends at once, is damaged, too large, or no picture of a known format.</exception>
    public static Picture Read(string where, Stream stream, Limits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= Limits.Default;
        using var file = new MemoryStream();
        var part = new byte[StreamPart];
        for (int read; (read = stream.Read(part)) > 0;)
        {
            file.Write(part.AsSpan(0, read));
            if (file.Length > limits.PictureBytes) throw TooLarge(where, file.Length, limits);
        }

        return Read(where, file.GetBuffer().AsMemory(0, (int)file.Length), limits);
    }

    /// <summary>Writes a picture as PNG; a file that was there is replaced as a whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="picture">Grey or colour, with or without alpha.</param>
    /// <exception cref="PointwiseException">It cannot be written, or the picture's values do not fit its size.</exception>
    public static void SavePng(string path, Picture picture)
    {
        CheckWhole(path, picture);
        AtomicFile.Write(path, stream => PngWriter.Write(stream, picture));
    }

    /// <summary>Writes a picture as PNG into a stream, which stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="picture">Grey or colour, with or without alpha.</param>
    /// <exception cref="PointwiseException">The picture's values do not fit its size.</exception>
    public static void SavePng(Stream stream, Picture picture)
    {
        CheckWhole("picture", picture);
        PngWriter.Write(stream, picture);
    }

    /// <summary>Writes a mask as PNG of a palette, whose numbers are the classes; a file that was there is replaced as a whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mask">The class of every pixel.</param>
    /// <param name="colours">The colour of each class; what is beyond them, and what is ignored, is dark grey.</param>
    /// <exception cref="PointwiseException">It cannot be written, or the mask's classes do not fit its size.</exception>
    public static void SavePng(string path, Mask mask, IReadOnlyList<Rgb> colours)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentNullException.ThrowIfNull(colours);
        CheckWhole(path, new Picture(mask.Height, mask.Width, 1, mask.Classes));
        AtomicFile.Write(path, stream => PngWriter.Write(stream, mask, colours));
    }

    /// <summary>The format that a file is of, by its first bytes; null where it is none that can be read.</summary>
    internal static string? FormatOf(ReadOnlySpan<byte> file)
    {
        foreach (IPictureDecoder decoder in Decoders)
        {
            if (decoder.Recognises(file)) return decoder.Format;
        }

        return null;
    }

    internal static Picture Load(string path, DecodeOptions options) => Read(path, LoadBytes(path, options.Limits), options);

    /// <summary>The bytes of a picture's file. What has no length is not opened: a pipe would wait for its writer.</summary>
    /// <exception cref="PointwiseException">It cannot be read, is empty or too large.</exception>
    internal static byte[] LoadBytes(string path, Limits limits)
    {
        try
        {
            long length = new FileInfo(path).Length;
            if (length > limits.PictureBytes) throw TooLarge(path, length, limits);
            if (length > 0) return File.ReadAllBytes(path);
            throw new PointwiseException(path, "cannot be read", "a picture", "an empty file, or no file at all but a pipe or a device", "remove it or replace it");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    internal static Picture Read(string where, ReadOnlyMemory<byte> file, DecodeOptions options)
    {
        if (file.Length > options.Limits.PictureBytes) throw TooLarge(where, file.Length, options.Limits);
        foreach (IPictureDecoder decoder in Decoders)
        {
            if (decoder.Recognises(file.Span)) return decoder.Decode(where, file, options);
        }

        throw new PointwiseException($"{where}: byte 0", "no picture of a known format", string.Join(", ", Decoders.Select(d => d.Format)), OtherContent.Describe(file.Span), "convert it to one of these");
    }

    private static void CheckWhole(string where, Picture picture)
    {
        if (picture is { Height: > 0, Width: > 0, Channels: >= 1 and <= 4 } && (long)picture.Height * picture.Width * picture.Channels == picture.Pixels.Length) return;
        throw new PointwiseException(where, "sizes and values of the picture do not fit", "at least one pixel, 1 to 4 channels, and height x width x channels values",
            $"{picture.Height}x{picture.Width}x{picture.Channels} with {picture.Pixels.Length} values", "check the sizes given to the picture");
    }

    private static PointwiseException TooLarge(string where, long bytes, Limits limits) =>
        new(where, "too large", $"at most {limits.PictureBytes:N0} bytes", $"{bytes:N0}", $"use a smaller picture, or raise {nameof(Limits)}.{nameof(Limits.PictureBytes)}");

    private static PointwiseException Unreadable(string path, Exception e)
    {
        bool isFolder = Directory.Exists(path);
        string found = isFolder ? "a folder" : e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : e.Message;
        return new PointwiseException(path, "cannot be read", "a picture", found, isFolder ? "name the pictures in it" : "check the path", e);
    }
}
