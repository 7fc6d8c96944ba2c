namespace Pointwise.Data.Codecs.Png;

/// <summary>What is made of a PNG's samples.</summary>
internal enum PngReading
{
    /// <summary>Colours of 8 bits.</summary>
    Colours,

    /// <summary>The file's own bytes: samples of 16 bits and palettes as they are.</summary>
    AsInFile,

    /// <summary>Grey of up to 8 bits and palettes as numbers, a byte each.</summary>
    Indices,
}
