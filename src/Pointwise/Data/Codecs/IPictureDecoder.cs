namespace Pointwise.Data.Codecs;

/// <summary>Reads pictures of one file format. Formats are told by content, never by a file's name.</summary>
internal interface IPictureDecoder
{
    /// <summary>The format's name: PNG.</summary>
    string Format { get; }

    /// <summary>Whether a file is of this format.</summary>
    /// <param name="file">The file, or its first bytes: at least 16 unless it is shorter.</param>
    bool Recognises(ReadOnlySpan<byte> file);

    /// <summary>Reads a picture, turned the right way up where the file says how it was held.</summary>
    /// <param name="where">The picture's name, for errors.</param>
    /// <param name="file">The whole file.</param>
    /// <param name="options">How.</param>
    /// <exception cref="PointwiseException">It is damaged, too large, or of a kind that is not supported; the byte is named.</exception>
    Picture Decode(string where, ReadOnlyMemory<byte> file, DecodeOptions options);
}
